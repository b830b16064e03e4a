import type { MatrixRow } from '../model/coverage-matrix.ts';
import type { CoverageRow, Report } from '../model/report.ts';
import type { AccountTarget } from '../model/target.ts';
import { coverageMatrix } from '../semantics/event-delivery/coverage-matrix.ts';
import { coverageOf } from './coverage.ts';
import { evidenceSet, trailEvidence } from './evidence-set.ts';
import type { JudgeOptions } from './judge-inventory.ts';
import { accountsOf, judgeInventory } from './judge-inventory.ts';
import { summarize } from './summary.ts';

export interface ReportOptions extends JudgeOptions {
  readonly tool: Report['tool'];
}

/**
 * Judges an inventory into a report. One account's evidence is in memory at a time: each iteration over the findings
 * reads and judges again, which gives the same findings in the same order.
 */
export async function makeReport(options: ReportOptions): Promise<Report> {
  const { inventory, rules, now, tool } = options;
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
    ...(await summarize(options)),
    comparison: null,
    findings: () => judgeInventory(options),
    coverage,
    matrix,
  };
}
