import type { Reporter } from '../../src/model/report.ts';
import { blindSpotLines } from './blind-spots.ts';
import { comparisonLines } from './comparison.ts';
import { accountLines, ruleLines } from './counts.ts';
import { coverageLines } from './coverage.ts';
import { terminalOf } from './terminal.ts';
import { verdictLines } from './verdict.ts';
import { worstLines } from './worst.ts';

/** A summary for a terminal: verdict, outcomes by rule and account, what was not covered, and what to repair first. */
export const table: Reporter = async function* (report, options) {
  const terminal = terminalOf(options);
  yield text(verdictLines(report, terminal));
  if (report.comparison !== null) yield `\n${text(comparisonLines(report.comparison, terminal))}`;
  if (report.summary.byRule.length > 0) yield `\n${text(ruleLines(report, terminal))}`;
  if (report.summary.byAccount.length > 0) yield `\n${text(accountLines(report, terminal))}`;
  yield `\n${text(coverageLines(report, terminal))}`;
  yield `\n${text(blindSpotLines(terminal))}`;
  yield `\nEvidence\nsha256:${report.scan.inventorySha256}\n`;
  const worst = worstLines(report.worst, terminal);
  if (worst.length > 0) yield `\n${text(worst)}`;
};

function text(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
