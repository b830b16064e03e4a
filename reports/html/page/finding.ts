import type { FindingReason, RuleDescription } from '../../../src/model/report.ts';
import { CHANGE_LABELS, compareClauses, frameworkOf } from '../../labels.ts';
import type { FindingDetails } from '../data.ts';
import type { Child } from './dom.ts';
import { h, outbound } from './dom.ts';
import { factTree } from './facts.ts';
import { copyButton, remediationTabs } from './fix.ts';
import { FORMAT_FACTS, formatView } from './format.ts';
import { groupBy } from './group.ts';
import type { ListedFinding } from './load.ts';
import { outcomeMark } from './marks.ts';
import type { Names } from './names.ts';
import { PROOF_FACTS, proofView } from './proof.ts';
import { callLine, reasonList } from './seen.ts';
import { STATEMENT_FACTS, statementsView } from './statements.ts';

/** Characters from which a message is no headline any more. */
const LONG = 160;

/** Views of facts that say more than a tree of them. */
const VIEWS = [
  { names: FORMAT_FACTS, view: formatView },
  { names: STATEMENT_FACTS, view: statementsView },
  { names: PROOF_FACTS, view: proofView },
] as const;

/** Everything a report knows about one finding; without details yet, what the list knows. */
export function findingArticle(finding: ListedFinding, details: FindingDetails | null, names: Names): HTMLElement {
  const rule = names.rule(finding.ruleId);
  return h(
    'article',
    {},
    outcomeMark(finding),
    h('h2', { id: 'panel-title', tabindex: -1, class: finding.message.length > LONG ? 'long' : null }, finding.message),
    h('p', { class: 'rule-title' }, rule?.title ?? finding.ruleId, ' ', h('code', { class: 'id' }, finding.ruleId)),
    place(finding, names),
    details === null
      ? h('p', { class: 'lead' }, 'Reading …')
      : [
          reasons(details.reasons, names),
          evidence(details.evidence, names),
          section('Why it matters', rule === null ? null : h('p', {}, rule.rationale)),
          section('How it is judged', rule === null ? null : judgement(rule)),
          section('How to fix it', details.remediation === null ? null : remediationTabs(details.remediation)),
          section('Controls', controls(finding.controls)),
        ],
  );
}

function section(title: string, ...content: readonly (Child | null)[]): HTMLElement | null {
  if (content.every((child) => child === null)) return null;
  return h('section', {}, h('h3', {}, title), content);
}

function place({ resource, accountId, region, fingerprint, change }: ListedFinding, names: Names): HTMLElement {
  const arn = h('code', { class: 'arn' }, resource.arn);
  const link = `#finding=${fingerprint}`;
  const address = h('a', { href: link }, h('code', {}, fingerprint));
  return h(
    'dl',
    { class: 'place' },
    entry('Resource', resource.name),
    entry('ARN', arn, copyButton('Copy ARN', resource.arn, arn)),
    entry('Type', resource.type),
    entry('Account', names.account(accountId)),
    entry('Region', names.region(region)),
    change === null ? null : entry('Change', CHANGE_LABELS[change]),
    entry('Fingerprint', address, copyButton('Copy link', `${location.href.split('#')[0]}${link}`, address)),
  );
}

function entry(term: string, ...content: readonly Child[]): HTMLElement {
  return h('div', {}, h('dt', {}, term), h('dd', {}, content));
}

function reasons(items: readonly FindingReason[], names: Names): HTMLElement | null {
  return section('Why it is unknown', items.length === 0 ? null : reasonList(items, names));
}

function evidence({ calls, facts }: FindingDetails['evidence'], names: Names): HTMLElement | null {
  const asked = calls.map((call) => h('li', {}, callLine(call, names)));
  return section(
    'What was seen',
    ...seen(facts),
    asked.length === 0 ? null : [h('h4', {}, 'Calls'), h('ul', { class: 'calls' }, asked)],
  );
}

function seen(facts: FindingDetails['evidence']['facts']): readonly Child[] {
  const views = VIEWS.flatMap(({ names, view }) => {
    const elements = view(facts);
    return elements === null ? [] : [{ names: names as readonly string[], elements }];
  });
  const rest = Object.entries(facts).filter(([name]) => !views.some(({ names }) => names.includes(name)));
  const tree = rest.length === 0 ? null : factTree(Object.fromEntries(rest));
  if (tree === null || views.length === 0) return [...views.map(({ elements }) => elements), tree];
  const others = h('details', { class: 'others' }, h('summary', {}, 'Other facts'), tree);
  return [...views.map(({ elements }) => elements), others];
}

function judgement({ judgement: text, references }: RuleDescription): readonly Child[] {
  const sources = references.map((url) => h('li', {}, outbound(url)));
  return [h('p', {}, text), sources.length === 0 ? null : h('ul', { class: 'references' }, sources)];
}

/** One line for each framework and version, with its clauses. */
function controls(items: ListedFinding['controls']): HTMLElement | null {
  if (items.length === 0) return null;
  const groups = [...groupBy(items, (control) => frameworkOf(control).label)];
  return h(
    'dl',
    { class: 'controls' },
    groups.map(([label, clauses]) =>
      entry(
        label,
        clauses
          .map(({ id }) => id)
          .sort(compareClauses)
          .join(', '),
      ),
    ),
  );
}
