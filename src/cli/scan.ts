import type { ExitStatus } from '../engine/exit-status.ts';
import { type Collection, withFreshInventory } from './collect.ts';
import type { Conclusion } from './conclude.ts';

type Settled = Omit<Conclusion, 'inventory'>;

/** A scan as its command line asked for it. */
export interface ScanCommand extends Omit<Collection, 'keys'> {
  /** What is to become of the evidence, checked. Called once AWS was asked who we are. Throws a usage Failure. */
  readonly conclusion: () => Promise<Settled>;
}

/** Scans, judges, reports. Throws a Failure where it cannot. Rules and reports are loaded while AWS is asked. */
export async function runScan({ conclusion, ...collection }: ScanCommand): Promise<ExitStatus> {
  let settled: Promise<Settled> | null = null;
  const settle = () => {
    settled ??= conclusion();
    return settled;
  };
  const keys = async () => {
    const { outputs, rules } = await settle();
    const { requireWritable } = await import('./outputs.ts');
    await requireWritable(outputs);
    return rules.flatMap(({ needs }) => needs);
  };
  return withFreshInventory({ ...collection, keys }, async (inventory) => {
    const { conclude } = await import('./conclude.ts');
    return conclude({ ...(await settle()), inventory });
  });
}
