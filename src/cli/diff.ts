import { compareReport } from '../engine/compare.ts';
import type { ExitStatus } from '../engine/exit-status.ts';
import { type Presentation, present } from './conclude.ts';
import { requireWritable } from './outputs.ts';
import { openSavedReport } from './saved-report/open.ts';

/** Presents a saved report with what it says of an earlier one. Throws a Failure. */
export async function runDiff(older: string, newer: string, presentation: Presentation): Promise<ExitStatus> {
  await requireWritable(presentation.outputs);
  const baseline = openSavedReport(older);
  return present(await compareReport(openSavedReport(newer), baseline), presentation);
}
