import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { EvidenceRecord } from '../model/catalog.ts';
import type { AccountId } from '../model/target.ts';
import type { InventoryFile, Manifest, ScanRecord } from './manifest.ts';
import { ACCOUNTS_FOLDER, accountFile, INVENTORY_VERSION, MANIFEST_FILE, ORGANIZATION_FILE } from './manifest.ts';

/** An inventory being collected: one file for the organization, one for each account, and the manifest at the end. */
export interface InventoryWriter {
  organization(records: readonly EvidenceRecord[]): Promise<void>;
  account(accountId: AccountId, records: readonly EvidenceRecord[]): Promise<void>;
  finish(scan: ScanRecord, tool: Manifest['tool']): Promise<void>;
  /** Takes back what was written: for a scan that ended before it had anything to tell. */
  discard(): Promise<void>;
}

/** A folder that cannot take an inventory, in words for the person who named it. */
export class FolderUnusable extends Error {}

/** Opens a new inventory in a folder that is empty or not there yet. Throws FolderUnusable. */
export async function createInventory(folder: string): Promise<InventoryWriter> {
  try {
    await mkdir(folder, { recursive: true });
    if ((await readdir(folder)).length > 0)
      throw new FolderUnusable(`the folder ${folder} is not empty; name a new one`);
    await writeDurably(join(folder, MANIFEST_FILE), '');
  } catch (error) {
    if (error instanceof FolderUnusable) throw error;
    throw new FolderUnusable(
      `the folder ${folder} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const files: InventoryFile[] = [];

  async function add(path: string, records: readonly EvidenceRecord[]): Promise<void> {
    const text = records.map((record) => `${JSON.stringify(record)}\n`).join('');
    await writeDurably(join(folder, path), text);
    files.push({ path, bytes: Buffer.byteLength(text), sha256: createHash('sha256').update(text).digest('hex') });
  }

  return {
    organization: (records) => add(ORGANIZATION_FILE, records),
    account: (accountId, records) => add(accountFile(accountId), records),
    finish: async (scan, tool) => {
      const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
      const manifest: Manifest = {
        format: 'trailgate-inventory',
        version: INVENTORY_VERSION,
        tool,
        scan,
        files: sorted,
      };
      await writeDurably(join(folder, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`);
    },
    discard: async () => {
      for (const path of [MANIFEST_FILE, ORGANIZATION_FILE, ACCOUNTS_FOLDER]) {
        await rm(join(folder, path), { recursive: true, force: true });
      }
    },
  };
}

/** Written and on the disk: evidence that was paid for with requests does not get lost with a power cut. */
async function writeDurably(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}
