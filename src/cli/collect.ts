import { setFlagsFromString } from 'node:v8';
import { openAccess } from '../aws/access.ts';
import { identifyCaller, type RoleOptions } from '../aws/accounts.ts';
import type { Selection } from '../engine/enumerate.ts';
import type { ExitStatus } from '../engine/exit-status.ts';
import { EXIT } from '../engine/exit-status.ts';
import { Failure } from '../engine/failure.ts';
import { FolderUnusable } from '../inventory/manifest.ts';
import { type Inventory, openInventory } from '../inventory/read.ts';
import { createInventory, type InventoryWriter, resumeInventory } from '../inventory/write.ts';
import type { EvidenceKey } from '../model/catalog.ts';
import type { Shard } from '../model/report.ts';
import type { Region } from '../model/target.ts';
import { requireCaller } from './caller.ts';
import { type Interruption, listenForInterruption } from './interruption.ts';
import { lendFolder } from './lend-folder.ts';
import { progressLine } from './progress.ts';
import { requireSameScan, roleOf } from './resume.ts';
import { told } from './told.ts';
import { tool } from './tool.ts';

/** What to ask of AWS, and how. */
export interface Collection {
  readonly selection: Selection;
  readonly shard: Shard | null;
  readonly role: RoleOptions | null;
  readonly regions: readonly Region[] | null;
  readonly profile: string | null;
  readonly rateShare: number;
  /** The questions, asked for while AWS says who we are: the rules that need them take long to load. Throws a Failure. */
  readonly keys: () => Promise<readonly EvidenceKey[]>;
  readonly inventory: InventoryPlace;
  /** Milliseconds; null: as long as it takes. */
  readonly deadline: number | null;
  readonly quiet: boolean;
}

/** Where the evidence goes: a folder that stays, a folder whose scan is to go on, or none that outlives the command. */
export type InventoryPlace =
  | { readonly keep: 'new' | 'resumed'; readonly folder: string }
  | { readonly keep: 'no'; readonly folder: null };

/**
 * By how many percent the heap may grow between two looks for old garbage. Evidence waits for its account's other answers
 * and is old by the time it is written down; left to itself V8 lets three times as much of it pile up as is in use.
 */
const HEAP_GROWTH = 50;

/** Collects, and lends what was collected. Throws a Failure; an interrupted scan ends with its own status. */
export async function withFreshInventory(
  collection: Collection,
  use: (inventory: Inventory) => Promise<ExitStatus>,
): Promise<ExitStatus> {
  const { inventory: place } = collection;
  const interruption = listenForInterruption(collection.deadline);
  try {
    const status = await lendFolder(place.folder, async (folder) => {
      await collect(collection, folder, interruption);
      return use(await openInventory(folder));
    });
    if (interruption.status() !== null && place.folder !== null) tellHowToGoOn(place.folder);
    return afterAll(status, interruption);
  } catch (error) {
    const interrupted = interruption.status();
    // Whatever an interrupted scan could not do is no news.
    if (interrupted !== null && error instanceof Failure) return interrupted;
    throw error;
  } finally {
    interruption.forget();
  }
}

/** A signal has a status of its own; a deadline that passed is no clean end, but a certain finding weighs more. */
function afterAll(status: ExitStatus, interruption: Interruption): ExitStatus {
  const interrupted = interruption.status();
  if (interrupted === null) return status;
  return interrupted === EXIT.impossible && status !== EXIT.clean ? status : interrupted;
}

function tellHowToGoOn(folder: string): void {
  process.stderr.write(`trailgate: the scan is not whole; ${howToGoOn(folder)}\n`);
}

function howToGoOn(folder: string): string {
  return `go on with: trailgate scan --resume ${folder}`;
}

async function collect(collection: Collection, folder: string, interruption: Interruption): Promise<void> {
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH}`);
  const { profile, rateShare: share, quiet } = collection;
  const { signal } = interruption;
  const inventory = await openFolder(collection.inventory.keep, folder);
  const access = openAccess({ share, signal, profile });
  const progress = progressLine({ stream: process.stderr, quiet });
  try {
    // What is needed once AWS has answered is loaded while it does: it brings all rules and the rest of the SDK.
    const [identity, keys, { scan }] = await Promise.all([
      identifyCaller(access, profile),
      collection.keys(),
      import('../engine/scan.ts'),
    ]);
    const caller = requireCaller(identity);
    const { plan } = inventory;
    if (plan !== null) requireSameScan(plan, caller, keys);
    const role = plan === null ? collection.role : roleOf(plan, collection.role);
    await inventory.finish(
      await scan({ ...collection, keys, role, access, caller, inventory, signal, onProgress: progress.show }),
    );
  } catch (error) {
    // Whatever is still being asked has nowhere to go.
    interruption.stop(error as Error);
    throw await endOf(collection, inventory, error);
  } finally {
    progress.end();
    access.close();
  }
}

async function openFolder(keep: InventoryPlace['keep'], folder: string): Promise<InventoryWriter> {
  try {
    return await (keep === 'resumed' ? resumeInventory(folder, tool) : createInventory(folder, tool));
  } catch (error) {
    if (error instanceof FolderUnusable) throw new Failure('usage', error.message, 'a-file-cannot-be-written');
    throw told(error);
  }
}

/** A scan that could not begin takes its folder back: it would stand in the way of the next try. */
async function endOf({ inventory: place }: Collection, inventory: InventoryWriter, error: unknown): Promise<unknown> {
  if (error instanceof Failure && place.keep !== 'resumed') await inventory.discard();
  if (!(error instanceof FolderUnusable)) return told(error);
  const after =
    place.folder === null
      ? 'name a folder with room in it with --save-inventory'
      : `what was collected until then is kept; ${howToGoOn(place.folder)}`;
  return new Failure('impossible', `${error.message}; ${after}`, 'a-file-cannot-be-written');
}
