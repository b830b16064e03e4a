import type { CoverageGap, Finding, Summary } from '../model/report.ts';
import { COVERAGE_STATUSES } from '../model/report.ts';
import type { Rule, RuleId } from '../model/rule.ts';
import type { AccountId } from '../model/target.ts';
import type { Outcome, Verdict } from '../model/verdict.ts';
import { OUTCOMES, SEVERITIES } from '../model/verdict.ts';
import { coverageOf } from './coverage.ts';
import { coverageGaps } from './gaps.ts';
import { type Ruling, severityOf, toFinding } from './judge.ts';
import { accountsOf, comparePlaces, type JudgeOptions, judgeAccount, judgeOrganization } from './judge-inventory.ts';
import type { AccountRuling } from './merge-unread.ts';
import { type WorstFailures, worstFailures } from './worst.ts';

/** What a report says before anybody goes through its findings. */
export interface Overview {
  readonly summary: Summary;
  readonly worst: readonly Finding[];
  readonly gaps: readonly CoverageGap[];
}

/**
 * Judges an inventory and counts. Reads each account once, and makes findings only of those verdicts that are among the
 * worst.
 */
export async function summarize(options: JudgeOptions): Promise<Overview> {
  const { inventory, rules } = options;
  const counts = outcomeCounts(rules);
  const worst = worstFailures();
  const coverage = zeroes(COVERAGE_STATUSES);
  const gaps = coverageGaps();
  const organization = await inventory.organization();
  for (const ruling of judgeOrganization(options, organization)) {
    counts.add({ rulings: [ruling], unread: null });
    consider(failuresIn([ruling], worst), worst);
  }
  for (const accountId of accountsOf(inventory)) {
    const records = await inventory.account(accountId);
    for (const ruling of judgeAccount(accountId, options, [...organization, ...records])) {
      counts.add(ruling);
      consider(failuresIn(ruling.rulings, worst).sort(inOrder), worst);
    }
    for (const row of coverageOf(accountId, records, inventory.scan.regions)) {
      coverage[row.status] += 1;
      gaps.add(row);
    }
  }
  return { summary: { ...counts.all(), coverage }, worst: worst.all(), gaps: gaps.all() };
}

type Counts = Record<Outcome, number>;

function outcomeCounts(rules: readonly Rule[]) {
  const outcomes: Counts = zeroes(OUTCOMES);
  const failures = zeroes(SEVERITIES);
  const byRule = new Map<RuleId, Counts>(rules.map(({ id }) => [id, zeroes(OUTCOMES)]));
  const byAccount = new Map<AccountId, Counts>();

  function count(outcome: Outcome, times: number, ruleId: RuleId, accountId: AccountId): void {
    if (times === 0) return;
    const ofAccount = byAccount.get(accountId) ?? zeroes(OUTCOMES);
    byAccount.set(accountId, ofAccount);
    for (const counts of [outcomes, byRule.get(ruleId), ofAccount]) if (counts) counts[outcome] += times;
  }

  return {
    add: ({ rulings, unread }: AccountRuling): void => {
      for (const { rule, target, verdicts } of rulings) {
        const own = zeroes(OUTCOMES);
        for (const verdict of verdicts) {
          own[verdict.outcome] += 1;
          if (verdict.outcome === 'fail') failures[severityOf(verdict, rule)] += 1;
        }
        for (const outcome of OUTCOMES) count(outcome, own[outcome], rule.id, target.accountId);
      }
      if (unread !== null) count(unread.outcome, 1, unread.ruleId, unread.accountId);
    },
    all: (): Omit<Summary, 'coverage'> => ({
      outcomes,
      failures,
      byRule: [...byRule].map(([ruleId, counts]) => ({ ruleId, ...counts })),
      byAccount: [...byAccount]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([accountId, counts]) => ({ accountId, ...counts })),
    }),
  };
}

interface Failing {
  readonly failure: Pick<Finding, 'ruleId' | 'severity'>;
  readonly verdict: Verdict;
  readonly ruling: Ruling;
}

/** The failures that may yet be among the worst. */
function failuresIn(rulings: readonly Ruling[], worst: WorstFailures): Failing[] {
  const failing: Failing[] = [];
  for (const ruling of rulings) {
    for (const verdict of ruling.verdicts) {
      if (verdict.outcome !== 'fail') continue;
      const failure = { ruleId: ruling.rule.id, severity: severityOf(verdict, ruling.rule) };
      if (worst.wants(failure)) failing.push({ failure, verdict, ruling });
    }
  }
  return failing;
}

/** As their findings come: among equals the first are the worst. */
function inOrder(a: Failing, b: Failing): number {
  return comparePlaces(a.verdict.subject, b.verdict.subject);
}

function consider(failing: readonly Failing[], worst: WorstFailures): void {
  for (const { failure, verdict, ruling } of failing) worst.consider(failure, () => toFinding(verdict, ruling));
}

function zeroes<K extends string>(keys: readonly K[]): Record<K, number> {
  return Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;
}
