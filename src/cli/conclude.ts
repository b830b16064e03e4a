import { table } from '../../reports/table/table.ts';
import type { Baseline } from '../engine/baseline.ts';
import { compareReport } from '../engine/compare.ts';
import { type ExitStatus, exitStatus, saysNothing, type Tolerance } from '../engine/exit-status.ts';
import { makeReport } from '../engine/report.ts';
import type { Inventory } from '../inventory/read.ts';
import type { Report, ReporterOptions } from '../model/report.ts';
import type { Rule } from '../model/rule.ts';
import { type Output, pour, writeOutputs } from './outputs.ts';
import { seeHelp, tool } from './tool.ts';
import { versionControlOf } from './version-control.ts';

/** How a report is shown, and what it makes of the process. */
export interface Presentation {
  readonly outputs: readonly Output[];
  readonly tolerance: Tolerance;
  readonly quiet: boolean;
  readonly color: boolean;
  /** Is given the report once it is written everywhere; findings and coverage can only be iterated during the call. */
  readonly onReport?: ReportListener | undefined;
}

export type ReportListener = (report: Report) => void;

export interface Conclusion extends Presentation {
  readonly inventory: Inventory;
  readonly rules: readonly Rule[];
  /** The earlier report to compare with; null: none. */
  readonly baseline: Baseline | null;
}

/** What every command that judges does: judge, compare, and present what came of it. */
export async function conclude({ inventory, rules, baseline, ...presentation }: Conclusion): Promise<ExitStatus> {
  const report = await makeReport({ inventory, rules, now: new Date(), tool });
  return present(baseline === null ? report : await compareReport(report, baseline), presentation);
}

/** Writes the reports, shows the closing table, and names the exit status. */
export async function present(
  report: Report,
  { outputs, tolerance, quiet, color, onReport }: Presentation,
): Promise<ExitStatus> {
  await writeOutputs(outputs, report, terminalOptions(process.stdout, color));
  // A report on standard output is for a program to read: the table for people then goes beside it.
  const stream = outputs.some(({ path }) => path === null) ? process.stderr : process.stdout;
  if (!quiet) await pour(table(report, terminalOptions(stream, color)), stream);
  if (saysNothing(report.summary)) {
    process.stderr.write(
      `trailgate: nothing could be judged; the report says why\n${seeHelp('nothing-could-be-judged')}`,
    );
  }
  onReport?.(report);
  return exitStatus(report, tolerance);
}

function terminalOptions(stream: NodeJS.WriteStream, color: boolean): ReporterOptions {
  const noColor = (process.env.NO_COLOR ?? '') !== '';
  return {
    color: color && !noColor && stream.isTTY === true,
    width: stream.columns ?? 100,
    versionControl: versionControlOf(process.env),
  };
}
