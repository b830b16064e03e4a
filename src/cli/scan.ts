import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rules as allRules } from '../../rules/index.ts';
import { openAccess } from '../aws/access.ts';
import { type Caller, identifyCaller, type RoleOptions } from '../aws/accounts.ts';
import type { Selection } from '../engine/enumerate.ts';
import type { ExitStatus, Tolerance } from '../engine/exit-status.ts';
import { EXIT } from '../engine/exit-status.ts';
import { Failure } from '../engine/failure.ts';
import { scan } from '../engine/scan.ts';
import { openInventory } from '../inventory/read.ts';
import { createInventory, FolderUnusable } from '../inventory/write.ts';
import type { Region } from '../model/target.ts';
import { conclude } from './conclude.ts';
import { chooseRules } from './globs.ts';
import { type Output, requireWritable } from './outputs.ts';
import { progressLine } from './progress.ts';
import { tool } from './tool.ts';

/** A scan as its command line asked for it, checked. */
export interface ScanCommand {
  readonly selection: Selection;
  readonly role: RoleOptions | null;
  readonly regions: readonly Region[] | null;
  readonly profile: string | null;
  readonly rateShare: number;
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly outputs: readonly Output[];
  /** Where the evidence is to stay; null: it goes when the reports are written. */
  readonly saveInventory: string | null;
  readonly tolerance: Tolerance;
  readonly quiet: boolean;
  readonly color: boolean;
}

/** Scans, judges, reports. Throws a Failure where it cannot. */
export async function runScan(command: ScanCommand): Promise<ExitStatus> {
  const rules = chooseRules(allRules, command.only, command.skip);
  await requireWritable(command.outputs);
  const interruption = listenForInterrupt();
  const access = openAccess({ share: command.rateShare, signal: interruption.signal, profile: command.profile });
  const folder = command.saveInventory ?? (await mkdtemp(join(tmpdir(), 'trailgate-')));
  const progress = progressLine({ stream: process.stderr, quiet: command.quiet });
  try {
    const inventory = await createInventory(folder).catch((error: unknown) => {
      throw error instanceof FolderUnusable ? new Failure('usage', error.message) : error;
    });
    const caller = await callerOf(access, command.profile);
    const record = await scan({
      access,
      caller,
      selection: command.selection,
      role: command.role,
      regions: command.regions,
      keys: rules.flatMap(({ needs }) => needs),
      inventory,
      signal: interruption.signal,
      onProgress: progress.show,
    });
    await inventory.finish(record, { name: tool.name, version: tool.version });
    progress.end();
    const { status } = await conclude({ ...command, inventory: await openInventory(folder) });
    return interruption.signal.aborted ? EXIT.interrupted : status;
  } catch (error) {
    if (interruption.signal.aborted && error instanceof Failure) return EXIT.interrupted;
    throw error;
  } finally {
    progress.end();
    interruption.forget();
    access.close();
    if (command.saveInventory === null) await rm(folder, { recursive: true, force: true });
  }
}

async function callerOf(access: ReturnType<typeof openAccess>, profile: string | null): Promise<Caller> {
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
