import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EvidenceRecord } from '../model/catalog.ts';
import type { AccountId } from '../model/target.ts';
import { type EvidenceFile, openEvidenceFile, storing } from './evidence-file.ts';
import { type Journal, openJournal } from './journal.ts';
import type { InventoryFile, Manifest, PlanFile, ScanPlan, ScanRecord } from './manifest.ts';
import {
  ACCOUNTS_FOLDER,
  accountFile,
  FolderUnusable,
  INVENTORY_VERSION,
  InventoryDamaged,
  JOURNAL_FILE,
  MANIFEST_FILE,
  ORGANIZATION_FILE,
  PLAN_FILE,
} from './manifest.ts';
import { readPlan } from './read.ts';

/** A file of evidence that the journal hears of when it is closed. */
export interface JournaledFile extends Omit<EvidenceFile, 'close'> {
  /** `settled`: nothing in it is worth asking again. `requests`: those of the scan until now, by API. */
  close(settled: boolean, requests: Readonly<Record<string, number>>): Promise<void>;
}

/** An inventory being collected: one file for the organization, one for each account, and the manifest at the end. */
export interface InventoryWriter {
  /** What an earlier run of this scan set out to ask; null in a new inventory, until `begin`. */
  readonly plan: ScanPlan | null;
  /** Requests of earlier runs as far as the journal tells, by API. */
  readonly requests: Readonly<Record<string, number>>;
  begin(plan: ScanPlan): Promise<void>;
  organization(): Promise<JournaledFile>;
  account(accountId: AccountId): Promise<JournaledFile>;
  /** Whether an earlier run left nothing to ask of an account. */
  isSettled(accountId: AccountId): boolean;
  finish(scan: ScanRecord): Promise<void>;
  /** Takes back what was written: for a scan that ended before it had anything to tell. */
  discard(): Promise<void>;
}

type Tool = Manifest['tool'];

/** Opens a new inventory in a folder that is empty or not there yet. Throws FolderUnusable. */
export async function createInventory(folder: string, tool: Tool): Promise<InventoryWriter> {
  await makeFolder(folder);
  return writerOf(folder, null, await openJournal(folder), tool);
}

/** Makes a folder for an inventory. Throws FolderUnusable where it is not new or empty. */
export async function makeFolder(folder: string): Promise<void> {
  await storing(`the folder ${folder}`, async () => {
    await mkdir(folder, { recursive: true });
    if ((await readdir(folder)).length > 0)
      throw new FolderUnusable(`the folder ${folder} is not empty; name a new one`);
  });
}

/** Opens an inventory whose scan is to go on, whatever ended it. Throws FolderUnusable or InventoryDamaged. */
export async function resumeInventory(folder: string, tool: Tool): Promise<InventoryWriter> {
  const { plan, ...made } = await readPlan(folder);
  if (made.tool.version !== tool.version) {
    throw new InventoryDamaged(
      `the scan in ${folder} was begun by Trailgate ${made.tool.version}; this is ${tool.version}, and their evidence would mix`,
    );
  }
  const journal = await openJournal(folder);
  return writerOf(folder, plan, journal, tool);
}

function writerOf(folder: string, begun: ScanPlan | null, journal: Journal, tool: Tool): InventoryWriter {
  let plan = begun;
  const at = (path: string) => join(folder, path);
  let reopened: Promise<void> | null = null;

  /** A folder whose files change is not whole until the manifest is written anew; until then it stays what it was. */
  function reopen(): Promise<void> {
    reopened ??= storing(folder, () => rm(at(MANIFEST_FILE), { force: true }));
    return reopened;
  }

  async function file(path: string): Promise<JournaledFile> {
    await reopen();
    const { known, append, close } = await openEvidenceFile(at(path));
    return {
      known,
      append,
      close: async (settled, requests) => journal.add({ path, ...(await close()), settled, requests }),
    };
  }

  /** A run that was killed left files open, which one that was stopped early did not come to: their evidence counts too. */
  async function closeLeftOpen({ accounts }: ScanPlan, requests: ScanRecord['requests']): Promise<void> {
    const closed = new Set(journal.files().map(({ path }) => path));
    for (const path of [ORGANIZATION_FILE, ...accounts.map(({ id }) => accountFile(id))]) {
      if (!closed.has(path) && existsSync(at(path))) await (await file(path)).close(false, requests);
    }
  }

  return {
    plan,
    requests: journal.requests,
    begin: async (begun) => {
      plan = begun;
      const contents: PlanFile = { format: 'trailgate-scan', version: INVENTORY_VERSION, tool, plan };
      await writeDurably(at(PLAN_FILE), pretty(contents));
    },
    organization: () => file(ORGANIZATION_FILE),
    account: (accountId) => file(accountFile(accountId)),
    isSettled: (accountId) => journal.isSettled(accountFile(accountId)),
    finish: async (scan) => {
      if (plan === null) throw new Error('an inventory is finished that was never begun');
      const { keys, selected, role } = plan;
      await closeLeftOpen(plan, scan.requests);
      await journal.close();
      const files = journal.files();
      const format = 'trailgate-inventory';
      await writeManifest(folder, { format, version: INVENTORY_VERSION, tool, scan, keys, selected, role, files });
    },
    discard: async () => {
      await journal.close();
      for (const path of [PLAN_FILE, JOURNAL_FILE, MANIFEST_FILE, ORGANIZATION_FILE, ACCOUNTS_FOLDER]) {
        await rm(at(path), { recursive: true, force: true });
      }
    },
  };
}

/** What makes the files of a folder an inventory. Throws FolderUnusable. */
export function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  return writeDurably(join(folder, MANIFEST_FILE), pretty(manifest));
}

/** A file of evidence at once, for an inventory that is made of others. Throws FolderUnusable. */
export async function writeEvidence(
  folder: string,
  path: string,
  records: readonly EvidenceRecord[],
): Promise<InventoryFile> {
  const text = records.map((record) => `${JSON.stringify(record)}\n`).join('');
  await writeDurably(join(folder, path), text);
  return { path, bytes: Buffer.byteLength(text), sha256: createHash('sha256').update(text).digest('hex') };
}

function pretty(contents: object): string {
  return `${JSON.stringify(contents, null, 2)}\n`;
}

/** Whole and on the disk, or not there at all. */
async function writeDurably(path: string, text: string): Promise<void> {
  const partial = `${path}.partial`;
  await storing(path, async () => {
    const file = await open(partial, 'w', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, path);
  });
}
