import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Access, openAccess } from '../aws/access.ts';
import { type Caller, identifyCaller, type RoleOptions } from '../aws/accounts.ts';
import type { Selection } from '../engine/enumerate.ts';
import type { ExitStatus } from '../engine/exit-status.ts';
import { EXIT } from '../engine/exit-status.ts';
import { Failure } from '../engine/failure.ts';
import { scan } from '../engine/scan.ts';
import { type Inventory, openInventory } from '../inventory/read.ts';
import { createInventory, FolderUnusable, type InventoryWriter } from '../inventory/write.ts';
import type { EvidenceKey } from '../model/catalog.ts';
import type { Region } from '../model/target.ts';
import { type Conclusion, conclude } from './conclude.ts';
import { requireWritable } from './outputs.ts';
import { progressLine } from './progress.ts';
import { tool } from './tool.ts';

/** What to ask of AWS, and how. */
export interface Collection {
  readonly selection: Selection;
  readonly role: RoleOptions | null;
  readonly regions: readonly Region[] | null;
  readonly profile: string | null;
  readonly rateShare: number;
  readonly keys: readonly EvidenceKey[];
  /** Where the evidence is to stay; null: it goes when it was used. */
  readonly saveInventory: string | null;
  readonly quiet: boolean;
}

/** A scan as its command line asked for it, checked. */
export type ScanCommand = Omit<Collection, 'keys'> & Omit<Conclusion, 'inventory'>;

/** Scans, judges, reports. Throws a Failure where it cannot. */
export async function runScan(command: ScanCommand): Promise<ExitStatus> {
  await requireWritable(command.outputs);
  const keys = command.rules.flatMap(({ needs }) => needs);
  return withFreshInventory({ ...command, keys }, (inventory) => conclude({ ...command, inventory }));
}

/** Collects, and lends what was collected. Throws a Failure; an interrupted scan ends with its own status. */
export async function withFreshInventory(
  collection: Collection,
  use: (inventory: Inventory) => Promise<ExitStatus>,
): Promise<ExitStatus> {
  const interruption = listenForInterrupt();
  const folder = collection.saveInventory ?? (await mkdtemp(join(tmpdir(), 'trailgate-')));
  try {
    await collect(collection, folder, interruption.signal);
    const status = await use(await openInventory(folder));
    return interruption.signal.aborted ? EXIT.interrupted : status;
  } catch (error) {
    // Whatever an interrupted scan could not do is no news.
    if (interruption.signal.aborted && error instanceof Failure) return EXIT.interrupted;
    throw error;
  } finally {
    interruption.forget();
    if (collection.saveInventory === null) await rm(folder, { recursive: true, force: true });
  }
}

async function collect(collection: Collection, folder: string, signal: AbortSignal): Promise<void> {
  const inventory = await createInventory(folder).catch((error: unknown) => {
    throw error instanceof FolderUnusable ? new Failure('usage', error.message) : error;
  });
  const access = openAccess({ share: collection.rateShare, signal, profile: collection.profile });
  const progress = progressLine({ stream: process.stderr, quiet: collection.quiet });
  try {
    const caller = await callerOf(access, collection.profile);
    const record = await scan({ ...collection, access, caller, inventory, signal, onProgress: progress.show });
    await inventory.finish(record, { name: tool.name, version: tool.version });
  } catch (error) {
    await discard(inventory, error);
  } finally {
    progress.end();
    access.close();
  }
}

/** A folder without evidence would only stand in the way of the next try. */
async function discard(inventory: InventoryWriter, error: unknown): Promise<never> {
  if (error instanceof Failure) await inventory.discard();
  throw error;
}

async function callerOf(access: Access, profile: string | null): Promise<Caller> {
  const caller = await identifyCaller(access, profile);
  if (caller.status === 'collected') return caller.value;
  const { reason, detail } = caller;
  const advice =
    reason === 'unreachable'
      ? 'AWS cannot be reached; check the network and AWS_ENDPOINT_URL'
      : reason === 'credentials-expired' && /expired/i.test(detail)
        ? 'the credentials have expired; sign in again'
        : 'there are no usable AWS credentials; set them in the environment, or name a --profile';
  throw new Failure('impossible', `${advice} (${detail})`);
}

/** The first Ctrl-C ends the asking, and what was collected is reported; a second one ends the process at once. */
function listenForInterrupt(): { readonly signal: AbortSignal; forget(): void } {
  const controller = new AbortController();
  const onInterrupt = () => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    process.stderr.write('\ntrailgate: stopping; what was collected is being reported (Ctrl-C again to end at once)\n');
    controller.abort(new Error('the scan was interrupted'));
  };
  process.on('SIGINT', onInterrupt);
  return { signal: controller.signal, forget: () => process.off('SIGINT', onInterrupt) };
}
