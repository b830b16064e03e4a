import { table } from '../../reports/table/table.ts';
import { type ExitStatus, exitStatus, saysNothing, type Tolerance } from '../engine/exit-status.ts';
import { makeReport } from '../engine/report.ts';
import type { Inventory } from '../inventory/read.ts';
import type { ReporterOptions } from '../model/report.ts';
import type { Rule } from '../model/rule.ts';
import { type Output, pour, writeOutputs } from './outputs.ts';
import { tool } from './tool.ts';

export interface Conclusion {
  readonly inventory: Inventory;
  readonly rules: readonly Rule[];
  readonly outputs: readonly Output[];
  readonly tolerance: Tolerance;
  readonly quiet: boolean;
  readonly color: boolean;
}

/** What every command that ends in findings does: judge, write the reports, show the closing table, name the exit status. */
export async function conclude({
  inventory,
  rules,
  outputs,
  tolerance,
  quiet,
  color,
}: Conclusion): Promise<ExitStatus> {
  const report = await makeReport({ inventory, rules, now: new Date(), tool });
  await writeOutputs(outputs, report, terminalOptions(process.stdout, color));
  // A report on standard output is for a program to read: the table for people then goes beside it.
  const stream = outputs.some(({ file }) => file === null) ? process.stderr : process.stdout;
  if (!quiet) await pour(table(report, terminalOptions(stream, color)), stream);
  if (saysNothing(report.summary)) process.stderr.write('trailgate: nothing could be judged; the report says why\n');
  return exitStatus(report, tolerance);
}

function terminalOptions(stream: NodeJS.WriteStream, color: boolean): ReporterOptions {
  const noColor = (process.env.NO_COLOR ?? '') !== '';
  return { color: color && !noColor && stream.isTTY === true, width: stream.columns ?? 100 };
}
