import type { ExitStatus } from '../engine/exit-status.ts';
import { type Collection, withFreshInventory } from './collect.ts';
import { type Conclusion, conclude } from './conclude.ts';
import { requireWritable } from './outputs.ts';

/** A scan as its command line asked for it, checked. */
export type ScanCommand = Omit<Collection, 'keys' | 'inventory'> &
  Omit<Conclusion, 'inventory'> & { readonly place: Collection['inventory'] };

/** Scans, judges, reports. Throws a Failure where it cannot. */
export async function runScan({ place, ...command }: ScanCommand): Promise<ExitStatus> {
  await requireWritable(command.outputs);
  const keys = command.rules.flatMap(({ needs }) => needs);
  return withFreshInventory({ ...command, keys, inventory: place }, (inventory) => conclude({ ...command, inventory }));
}
