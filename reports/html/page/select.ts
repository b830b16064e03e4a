import { OUTCOMES, SEVERITIES } from '../../../src/model/verdict.ts';
import type { FindingRow } from '../data.ts';
import { NO_REGION } from '../labels.ts';
import { groupBy } from './group.ts';
import type { Grouping, Order, View } from './view.ts';

/** A line of the list. */
export type Entry<F extends FindingRow> =
  | { readonly kind: 'group'; readonly key: string; readonly count: number }
  | { readonly kind: 'finding'; readonly finding: F };

export interface Selection<F extends FindingRow> {
  readonly entries: readonly Entry<F>[];
  /** Findings, without the lines that head groups. */
  readonly count: number;
}

/** Filters, sorts and groups, and remembers what the last call can reuse. `extra` is searched beside the finding's own text. */
export function selector<F extends FindingRow>(findings: readonly F[], extra: (finding: F) => string) {
  const texts = new Map<F, string>();
  const sorted = new Map<Order, readonly F[]>();
  const textOf = (finding: F): string => {
    const known = texts.get(finding);
    if (known !== undefined) return known;
    const text = searchable(finding, extra(finding));
    texts.set(finding, text);
    return text;
  };
  return (view: View): Selection<F> => {
    const inOrder = sorted.get(view.order) ?? findings.toSorted(COMPARE[view.order]);
    sorted.set(view.order, inOrder);
    const words = view.query.toLowerCase().split(/\s+/).filter(Boolean);
    const kept = inOrder.filter(
      (finding) => passesFilters(finding, view) && words.every((word) => textOf(finding).includes(word)),
    );
    return { entries: grouped(kept, view.group), count: kept.length };
  };
}

function searchable(finding: FindingRow, extra: string): string {
  const { message, resource, ruleId, accountId, region, fingerprint } = finding;
  return [
    message,
    resource.name,
    resource.arn,
    resource.type,
    ruleId,
    accountId,
    region ?? NO_REGION,
    fingerprint,
    extra,
  ]
    .join('\n')
    .toLowerCase();
}

function passesFilters({ outcome, severity, ruleId, accountId, region }: FindingRow, view: View): boolean {
  return (
    view.outcomes.includes(outcome) &&
    view.severities.includes(severity) &&
    (view.rule === '' || view.rule === ruleId) &&
    (view.account === '' || view.account === accountId) &&
    (view.region === '' || view.region === (region ?? NO_REGION))
  );
}

const GROUP_KEY: Readonly<Record<Exclude<Grouping, 'none'>, (finding: FindingRow) => string>> = {
  rule: ({ ruleId }) => ruleId,
  account: ({ accountId }) => accountId,
  resource: ({ resource }) => resource.arn,
};

/** Groups stand in the order of their first findings. */
function grouped<F extends FindingRow>(findings: readonly F[], group: Grouping): readonly Entry<F>[] {
  if (group === 'none') return findings.map((finding) => ({ kind: 'finding', finding }));
  const groups = groupBy(findings, GROUP_KEY[group]);
  return [...groups].flatMap(([key, members]): Entry<F>[] => [
    { kind: 'group', key, count: members.length },
    ...members.map((finding): Entry<F> => ({ kind: 'finding', finding })),
  ]);
}

type Compare = (a: FindingRow, b: FindingRow) => number;

/** Worst first: failures by severity, then what could not be decided, then the rest. */
const bySeverity: Compare = (a, b) => gravity(a) - gravity(b);

const COMPARE: Readonly<Record<Order, Compare>> = {
  severity: bySeverity,
  rule: (a, b) => compareText(a.ruleId, b.ruleId) || bySeverity(a, b),
  account: (a, b) => compareText(a.accountId, b.accountId) || bySeverity(a, b),
  region: (a, b) => compareText(a.region ?? '', b.region ?? '') || bySeverity(a, b),
  resource: (a, b) => compareText(a.resource.name, b.resource.name) || bySeverity(a, b),
};

function gravity({ outcome, severity }: FindingRow): number {
  return OUTCOMES.indexOf(outcome) * SEVERITIES.length + SEVERITIES.indexOf(severity);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
