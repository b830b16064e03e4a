import type { FindingDetails } from '../data.ts';
import { button, byId, h } from './dom.ts';
import { findingArticle } from './finding.ts';
import type { ListedFinding, Loaded } from './load.ts';
import type { Names } from './names.ts';

interface PanelActions {
  close(): void;
  /** Opens the finding before or after this one. */
  step(by: 1 | -1): void;
}

export interface Panel {
  open(finding: ListedFinding, ends: { readonly first: boolean; readonly last: boolean }): void;
  missing(fingerprint: string): void;
  close(): void;
}

/** The sheet beside the list that shows one finding. Opening it moves the focus to its title. */
export function panel(details: Loaded['details'], names: Names, actions: PanelActions): Panel {
  const host = byId('panel');
  let shown = '';
  const fill = (content: HTMLElement, ends: { readonly first: boolean; readonly last: boolean }) => {
    host.replaceChildren(
      h('section', { class: 'panel', 'aria-labelledby': 'panel-title' }, controls(actions, ends), content),
    );
    byId('panel-title').focus({ preventScroll: true });
  };
  return {
    open(finding, ends) {
      shown = finding.fingerprint;
      fill(findingArticle(finding, null, names), ends);
      const complete = (article: HTMLElement) => {
        if (shown !== finding.fingerprint) return;
        host.querySelector('article')?.replaceWith(article);
        if (document.activeElement === document.body) byId('panel-title').focus({ preventScroll: true });
      };
      details(finding).then(
        (all: FindingDetails) => complete(findingArticle(finding, all, names)),
        (error: Error) => complete(notice(error.message)),
      );
    },
    missing(fingerprint) {
      shown = fingerprint;
      fill(notice(`This report has no finding ${fingerprint}.`), { first: true, last: true });
    },
    close() {
      shown = '';
      host.replaceChildren();
    },
  };
}

function notice(text: string): HTMLElement {
  return h('article', {}, h('h2', { id: 'panel-title', tabindex: -1 }, text));
}

function controls({ close, step }: PanelActions, { first, last }: { first: boolean; last: boolean }): HTMLElement {
  return h(
    'div',
    { class: 'panel-controls' },
    button('Previous', { class: 'plain', disabled: first }, () => step(-1)),
    button('Next', { class: 'plain', disabled: last }, () => step(1)),
    button('Close', { class: 'plain close', 'aria-keyshortcuts': 'Escape' }, close),
  );
}
