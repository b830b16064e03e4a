import { counted, figure } from '../../words.ts';
import { h } from './dom.ts';
import { groupBy } from './group.ts';
import type { ListedFinding } from './load.ts';
import { outcomeMark } from './marks.ts';
import type { Names } from './names.ts';

/** What printing draws at most. */
const MOST_PRINTED = 5_000;

/** The findings as paper shows them: by rule, each in full and with what makes it matter. Empty until it is printed. */
export function paperList(selected: () => readonly ListedFinding[], names: Names): HTMLElement {
  const host = h('div', { class: 'paper-only' });
  const closed: HTMLDetailsElement[] = [];
  addEventListener('beforeprint', () => {
    host.replaceChildren(...printed(selected(), names));
    for (const details of document.querySelectorAll<HTMLDetailsElement>('details:not([open], .others)')) {
      details.open = true;
      closed.push(details);
    }
  });
  addEventListener('afterprint', () => {
    host.replaceChildren();
    for (const details of closed.splice(0)) details.open = false;
  });
  return host;
}

function printed(findings: readonly ListedFinding[], names: Names): readonly HTMLElement[] {
  const groups = groupBy(findings.slice(0, MOST_PRINTED), ({ ruleId }) => ruleId);
  const sections = [...groups].map(([ruleId, members]) => {
    const rule = names.rule(ruleId);
    return h(
      'section',
      { class: 'printed' },
      h('h3', {}, rule?.title ?? ruleId),
      h('p', {}, h('code', {}, ruleId), ` · ${counted(members.length, 'finding')}. ${rule?.rationale ?? ''}`),
      h(
        'ol',
        {},
        members.map((finding) => item(finding, names)),
      ),
    );
  });
  const cut = `Only the first ${figure(MOST_PRINTED)} of ${figure(findings.length)} findings are printed.`;
  return findings.length > MOST_PRINTED ? [h('p', {}, cut), ...sections] : sections;
}

function item(finding: ListedFinding, names: Names): HTMLElement {
  const { message, resource, accountId, region } = finding;
  return h(
    'li',
    {},
    outcomeMark(finding),
    h('span', {}, message),
    h(
      'span',
      { class: 'where' },
      h('code', {}, resource.arn),
      h('span', {}, names.account(accountId)),
      h('span', {}, names.region(region)),
    ),
  );
}
