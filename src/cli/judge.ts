import type { ExitStatus } from '../engine/exit-status.ts';
import { Failure } from '../engine/failure.ts';
import { InventoryDamaged } from '../inventory/manifest.ts';
import { openInventory } from '../inventory/read.ts';
import { type Conclusion, conclude } from './conclude.ts';
import { requireWritable } from './outputs.ts';

/** Judges a saved inventory again, without AWS. Throws a Failure. */
export async function runJudge(folder: string, command: Omit<Conclusion, 'inventory'>): Promise<ExitStatus> {
  await requireWritable(command.outputs);
  try {
    return await conclude({ ...command, inventory: await openInventory(folder) });
  } catch (error) {
    throw error instanceof InventoryDamaged ? new Failure('impossible', error.message) : error;
  }
}
