import type { Control } from '../../../src/model/controls.ts';
import { OUTCOMES, SEVERITIES } from '../../../src/model/verdict.ts';
import { clauseKey, frameworkOf, NO_REGION } from '../../labels.ts';
import type { FindingRow } from '../data.ts';
import { groupBy } from './group.ts';
import type { Grouping, Order, View } from './view.ts';
import { ORDERS } from './view.ts';

interface FindingEntry<F extends FindingRow> {
  readonly kind: 'finding';
  readonly finding: F;
}

/** A line of the list. */
export type Entry<F extends FindingRow> =
  | { readonly kind: 'group'; readonly key: string; readonly count: number }
  | FindingEntry<F>;

export interface Selection<F extends FindingRow> {
  readonly entries: readonly Entry<F>[];
  /** Findings, without the lines that head groups. */
  readonly count: number;
}

interface Selector<F extends FindingRow> {
  /** Filters, sorts and groups. */
  select(view: View): Selection<F>;
  /** What the first search and the first use of each order would have to do, in steps of some milliseconds. */
  prepare(): Iterator<void>;
}

/** Remembers what further calls can reuse. `extra` is searched beside the finding's own text. */
export function selector<F extends FindingRow>(findings: readonly F[], extra: (finding: F) => string): Selector<F> {
  const texts = new Map<F, string>();
  const lines = findings.map((finding): FindingEntry<F> => ({ kind: 'finding', finding }));
  const sorted = new Map<Order, readonly FindingEntry<F>[]>();
  const textOf = (finding: F): string => {
    const known = texts.get(finding);
    if (known !== undefined) return known;
    const text = searchable(finding, extra(finding));
    texts.set(finding, text);
    return text;
  };
  const inOrder = (order: Order) => {
    const known = sorted.get(order) ?? inOrderOf(lines, order);
    sorted.set(order, known);
    return known;
  };
  return {
    select(view) {
      const words = view.query.toLowerCase().split(/\s+/).filter(Boolean);
      const passes = filterOf(view);
      const kept = inOrder(view.order).filter(
        ({ finding }) => passes(finding) && words.every((word) => textOf(finding).includes(word)),
      );
      return { entries: grouped(kept, view.group), count: kept.length };
    },
    *prepare() {
      for (const [index, finding] of findings.entries()) {
        textOf(finding);
        if (index % PREPARED_AT_ONCE === 0) yield;
      }
      for (const order of ORDERS) {
        inOrder(order);
        yield;
      }
    },
  };
}

const PREPARED_AT_ONCE = 2_000;

function searchable(finding: FindingRow, extra: string): string {
  const { message, resource, ruleId, accountId, region, fingerprint } = finding;
  const { name, arn, type } = resource;
  const place = region ?? NO_REGION;
  return `${message}\n${name}\n${arn}\n${type}\n${ruleId}\n${accountId}\n${place}\n${fingerprint}\n${extra}`.toLowerCase();
}

function filterOf(view: View): (finding: FindingRow) => boolean {
  const outcomes = new Set(view.outcomes);
  const severities = new Set(view.severities);
  const inFramework = frameworkFilter(view.framework);
  return ({ outcome, severity, ruleId, accountId, region, change, controls }) =>
    outcomes.has(outcome) &&
    severities.has(severity) &&
    (view.rule === '' || view.rule === ruleId) &&
    (view.account === '' || view.account === accountId) &&
    (view.region === '' || view.region === (region ?? NO_REGION)) &&
    (view.change === '' || view.change === change) &&
    (view.framework === '' || inFramework(controls));
}

/** Findings share their lists of controls: each list is looked at once. */
function frameworkFilter(wanted: string): (controls: readonly Control[]) => boolean {
  const answers = new Map<readonly Control[], boolean>();
  return (controls) => {
    const known = answers.get(controls);
    if (known !== undefined) return known;
    const answer = controls.some((control) => frameworkOf(control).key === wanted || clauseKey(control) === wanted);
    answers.set(controls, answer);
    return answer;
  };
}

const GROUP_KEY: Readonly<Record<Exclude<Grouping, 'none'>, (finding: FindingRow) => string>> = {
  rule: ({ ruleId }) => ruleId,
  account: ({ accountId }) => accountId,
  resource: ({ resource }) => resource.arn,
};

/** Groups stand in the order of their first findings. */
function grouped<F extends FindingRow>(lines: readonly FindingEntry<F>[], group: Grouping): readonly Entry<F>[] {
  if (group === 'none') return lines;
  const keyOf = GROUP_KEY[group];
  const entries: Entry<F>[] = [];
  for (const [key, members] of groupBy(lines, ({ finding }) => keyOf(finding))) {
    entries.push({ kind: 'group', key, count: members.length });
    for (const member of members) entries.push(member);
  }
  return entries;
}

const ORDER_KEY: Readonly<Record<Exclude<Order, 'severity'>, (finding: FindingRow) => string>> = {
  rule: ({ ruleId }) => ruleId,
  account: ({ accountId }) => accountId,
  region: ({ region }) => region ?? '',
  resource: ({ resource }) => resource.name,
};

/** By the order's text, and worst first: failures by severity, then what could not be decided, then the rest. */
function inOrderOf<F extends FindingRow>(lines: readonly FindingEntry<F>[], order: Order): readonly FindingEntry<F>[] {
  const bySeverity = worstFirst(lines);
  if (order === 'severity') return bySeverity;
  const keyOf = ORDER_KEY[order];
  const groups = [...groupBy(bySeverity, ({ finding }) => keyOf(finding))].sort(([a], [b]) => compareText(a, b));
  return groups.flatMap(([, members]) => members);
}

/** In one pass, since there are few gravities and may be a hundred thousand findings. */
function worstFirst<F extends FindingRow>(lines: readonly FindingEntry<F>[]): readonly FindingEntry<F>[] {
  const gravities: FindingEntry<F>[][] = Array.from({ length: OUTCOMES.length * SEVERITIES.length }, () => []);
  for (const line of lines) {
    const { outcome, severity } = line.finding;
    gravities[OUTCOMES.indexOf(outcome) * SEVERITIES.length + SEVERITIES.indexOf(severity)]?.push(line);
  }
  return gravities.flat();
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
