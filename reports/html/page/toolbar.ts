import { OUTCOMES, SEVERITIES } from '../../../src/model/verdict.ts';
import { OUTCOME_LABELS, SEVERITY_LABELS } from '../../labels.ts';
import { button, h } from './dom.ts';
import type { PickerContent } from './pickers.ts';
import { pickers } from './pickers.ts';
import type { View } from './view.ts';
import { DEFAULT_VIEW } from './view.ts';

export interface Toolbar {
  readonly element: HTMLElement;
  readonly search: HTMLInputElement;
  /** Sets every control to what the view says. */
  sync(view: View): void;
  /** Says how many findings are shown. */
  announce(text: string): void;
}

/** `change` gets the members of the view that a control has changed. */
export function toolbar(content: PickerContent, change: (part: Partial<View>) => void): Toolbar {
  const search = searchBox(change);
  const severities = chips('Severity', SEVERITIES, SEVERITY_LABELS, (chosen) => change({ severities: chosen }));
  const outcomes = chips('Outcome', OUTCOMES, OUTCOME_LABELS, (chosen) => change({ outcomes: chosen }));
  const selects = pickers(content, change);
  const status = h('p', { role: 'status', class: 'count' });
  const reset = button('Reset', { class: 'plain' }, () => change({ ...DEFAULT_VIEW, finding: '' }));
  const element = h(
    'div',
    { class: 'toolbar', role: 'search' },
    h('div', { class: 'searching' }, search.element, status, reset),
    h('div', { class: 'chip-rows' }, severities.element, outcomes.element),
    h(
      'div',
      { class: 'pickers' },
      selects.map(({ element }) => element),
    ),
  );
  return {
    element,
    search: search.input,
    sync(view) {
      if (search.input.value !== view.query) search.input.value = view.query;
      severities.sync(view.severities);
      outcomes.sync(view.outcomes);
      for (const select of selects) select.sync(view);
    },
    announce: (text) => status.replaceChildren(text),
  };
}

function searchBox(change: (part: Partial<View>) => void) {
  const input = h('input', {
    type: 'search',
    id: 'search',
    placeholder: 'Message, resource, ARN, account …',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-keyshortcuts': '/',
  });
  input.addEventListener('input', () => change({ query: input.value }));
  const hint = h('kbd', { 'aria-hidden': 'true' }, '/');
  return { input, element: h('div', { class: 'search' }, h('label', { for: 'search' }, 'Search'), input, hint) };
}

function chips<T extends string>(
  legend: string,
  names: readonly T[],
  labels: Readonly<Record<T, string>>,
  choose: (chosen: readonly T[]) => void,
) {
  const boxes = names.map((name) => ({ name, box: h('input', { type: 'checkbox', value: name }) }));
  for (const { box } of boxes) {
    box.addEventListener('change', () => choose(boxes.filter((one) => one.box.checked).map((one) => one.name)));
  }
  const items = boxes.map(({ name, box }) =>
    h('label', { class: `chip ${name}` }, box, h('span', { class: 'chip-face' }, labels[name])),
  );
  return {
    element: h('fieldset', { class: 'chips' }, h('legend', {}, legend), items),
    sync(chosen: readonly T[]) {
      for (const { name, box } of boxes) box.checked = chosen.includes(name);
    },
  };
}
