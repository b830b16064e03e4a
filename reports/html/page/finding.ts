import { FRAMEWORKS } from '../../../src/model/controls.ts';
import type { FindingReason, RuleDescription } from '../../../src/model/report.ts';
import type { FindingDetails } from '../data.ts';
import type { Child } from './dom.ts';
import { h, outbound } from './dom.ts';
import { factTree } from './facts.ts';
import { copyButton, remediationTabs } from './fix.ts';
import type { ListedFinding } from './load.ts';
import { outcomeMark } from './marks.ts';
import type { Names } from './names.ts';
import { callLine, reasonList } from './seen.ts';

/** Everything a report knows about one finding; without details yet, what the list knows. */
export function findingArticle(finding: ListedFinding, details: FindingDetails | null, names: Names): HTMLElement {
  const rule = names.rule(finding.ruleId);
  return h(
    'article',
    {},
    outcomeMark(finding),
    h('h2', { id: 'panel-title', tabindex: -1 }, finding.message),
    h('p', { class: 'rule-title' }, rule?.title ?? finding.ruleId, ' ', h('code', { class: 'id' }, finding.ruleId)),
    place(finding, names),
    details === null
      ? h('p', { class: 'lead' }, 'Reading …')
      : [
          reasons(details.reasons, names),
          section('How to fix', details.remediation === null ? null : remediationTabs(details.remediation)),
          evidence(details.evidence, names),
          section('Why it matters', rule === null ? null : h('p', {}, rule.rationale)),
          section('How it is judged', rule === null ? null : judgement(rule)),
          section('Controls', controls(details.controls)),
        ],
  );
}

function section(title: string, ...content: readonly (Child | null)[]): HTMLElement | null {
  if (content.every((child) => child === null)) return null;
  return h('section', {}, h('h3', {}, title), content);
}

function place({ resource, accountId, region, fingerprint }: ListedFinding, names: Names): HTMLElement {
  const arn = h('code', { class: 'arn' }, resource.arn);
  const link = `#finding=${fingerprint}`;
  return h(
    'dl',
    { class: 'place' },
    entry('Resource', resource.name),
    entry('ARN', arn, copyButton('Copy ARN', resource.arn, arn)),
    entry('Type', resource.type),
    entry('Account', names.account(accountId)),
    entry('Region', names.region(region)),
    entry('Link', h('a', { href: link }, h('code', {}, fingerprint))),
  );
}

function entry(term: string, ...content: readonly Child[]): HTMLElement {
  return h('div', {}, h('dt', {}, term), h('dd', {}, content));
}

function reasons(items: readonly FindingReason[], names: Names): HTMLElement | null {
  return section('Why it is unknown', items.length === 0 ? null : reasonList(items, names));
}

function evidence({ calls, facts }: FindingDetails['evidence'], names: Names): HTMLElement | null {
  const seen = Object.keys(facts).length === 0 ? null : factTree(facts);
  const asked =
    calls.length === 0
      ? null
      : h(
          'ul',
          { class: 'calls' },
          calls.map((call) => h('li', {}, callLine(call, names))),
        );
  return section('What was seen', seen, asked === null ? null : h('h4', {}, 'Calls'), asked);
}

function judgement({ judgement: text, references }: RuleDescription): readonly Child[] {
  const sources = references.map((url) => h('li', {}, outbound(url)));
  return [h('p', {}, text), sources.length === 0 ? null : h('ul', { class: 'references' }, sources)];
}

/** One line for each framework and version, with its clauses. */
function controls(items: FindingDetails['controls']): HTMLElement | null {
  const clauses = new Map<string, string[]>();
  for (const { framework, version, id } of items) {
    const name = `${FRAMEWORKS[framework] ?? framework} ${version}`;
    clauses.set(name, [...(clauses.get(name) ?? []), id]);
  }
  if (clauses.size === 0) return null;
  return h(
    'dl',
    { class: 'controls' },
    [...clauses].map(([name, ids]) => entry(name, ids.join(', '))),
  );
}
