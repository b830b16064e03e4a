import type { MatrixRow } from '../model/coverage-matrix.ts';
import type { CoverageRow, CoverageStatus, Finding, OutcomeCounts, Report, Summary } from '../model/report.ts';
import { COVERAGE_STATUSES } from '../model/report.ts';
import type { Rule, RuleId } from '../model/rule.ts';
import type { AccountId, AccountTarget } from '../model/target.ts';
import type { Outcome, Severity } from '../model/verdict.ts';
import { OUTCOMES, SEVERITIES } from '../model/verdict.ts';
import { coverageMatrix } from '../semantics/event-delivery/coverage-matrix.ts';
import { coverageOf } from './coverage.ts';
import { evidenceSet, trailEvidence } from './evidence-set.ts';
import type { JudgeOptions } from './judge-inventory.ts';
import { accountsOf, judgeInventory } from './judge-inventory.ts';
import { type WorstFailures, worstFailures } from './worst.ts';

export interface ReportOptions extends JudgeOptions {
  readonly tool: Report['tool'];
}

/**
 * Judges an inventory into a report. One account's evidence is in memory at a time: each iteration over the findings
 * reads and judges again, which gives the same findings in the same order.
 */
export async function makeReport(options: ReportOptions): Promise<Report> {
  const { inventory, rules, now, tool } = options;
  const findings = () => judgeInventory(options);
  async function* coverage(): AsyncIterable<CoverageRow> {
    for (const accountId of accountsOf(inventory)) {
      yield* coverageOf(accountId, await inventory.account(accountId), inventory.scan.regions);
    }
  }

  async function* matrix(): AsyncIterable<MatrixRow> {
    for (const accountId of accountsOf(inventory)) {
      const target: AccountTarget = { scope: 'account', partition: inventory.scan.partition, accountId };
      yield* coverageMatrix(target, trailEvidence(evidenceSet(await inventory.account(accountId)), target));
    }
  }

  const worst = worstFailures();
  return {
    tool,
    scan: { ...inventory.scan, inventorySha256: inventory.sha256, judgedAt: now.toISOString() },
    rules: rules.map(({ id, title, severity, rationale, judgement, controls, references }) => ({
      id,
      title,
      severity,
      rationale,
      judgement,
      controls,
      references,
    })),
    summary: await summarize(noting(findings(), worst), coverage(), rules),
    worst: worst.all(),
    comparison: null,
    findings,
    coverage,
    matrix,
  };
}

async function* noting(findings: AsyncIterable<Finding>, worst: WorstFailures): AsyncIterable<Finding> {
  for await (const finding of findings) {
    worst.add(finding);
    yield finding;
  }
}

async function summarize(
  findings: AsyncIterable<Finding>,
  coverage: AsyncIterable<CoverageRow>,
  rules: readonly Rule[],
): Promise<Summary> {
  const outcomes = zeroes(OUTCOMES);
  const failures = zeroes(SEVERITIES);
  const byRule = new Map<RuleId, Record<Outcome, number>>(rules.map(({ id }) => [id, zeroes(OUTCOMES)]));
  const byAccount = new Map<AccountId, Record<Outcome, number>>();
  for await (const { outcome, severity, ruleId, accountId } of findings) {
    const ofAccount = byAccount.get(accountId) ?? zeroes(OUTCOMES);
    byAccount.set(accountId, ofAccount);
    for (const counts of [outcomes, byRule.get(ruleId), ofAccount]) if (counts) counts[outcome] += 1;
    if (outcome === 'fail') failures[severity as Severity] += 1;
  }
  const covered: Record<CoverageStatus, number> = zeroes(COVERAGE_STATUSES);
  for await (const { status } of coverage) covered[status] += 1;
  return {
    outcomes,
    failures,
    byRule: [...byRule].map(([ruleId, counts]) => ({ ruleId, ...(counts as OutcomeCounts) })),
    byAccount: [...byAccount]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([accountId, counts]) => ({ accountId, ...counts })),
    coverage: covered,
  };
}

function zeroes<K extends string>(keys: readonly K[]): Record<K, number> {
  return Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;
}
