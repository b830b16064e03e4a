import type { ExitStatus } from '../engine/exit-status.ts';
import { openInventory } from '../inventory/read.ts';
import { type Conclusion, conclude } from './conclude.ts';
import { requireWritable } from './outputs.ts';
import { told } from './told.ts';

/** Judges a saved inventory again, without AWS. Throws a Failure. */
export async function runJudge(folder: string, command: Omit<Conclusion, 'inventory'>): Promise<ExitStatus> {
  await requireWritable(command.outputs);
  try {
    return await conclude({ ...command, inventory: await openInventory(folder) });
  } catch (error) {
    throw told(error);
  }
}
