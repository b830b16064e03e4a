import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EvidenceRecord } from '../model/catalog.ts';
import type { AccountId } from '../model/target.ts';
import { giveBackMemory } from './garbage.ts';
import type { Manifest, PlanFile, ScanRecord } from './manifest.ts';
import {
  accountFile,
  INVENTORY_VERSION,
  InventoryDamaged,
  MANIFEST_FILE,
  ORGANIZATION_FILE,
  PLAN_FILE,
} from './manifest.ts';
import { parseJson, parseRecords } from './records.ts';

/** A saved inventory. Accounts are read when asked for, one at a time. */
export interface Inventory {
  readonly scan: ScanRecord;
  /** The SHA-256 of its manifest, which holds those of all its files. */
  readonly sha256: string;
  organization(): Promise<readonly EvidenceRecord[]>;
  /** Empty where the scan did not come to the account. */
  account(accountId: AccountId): Promise<readonly EvidenceRecord[]>;
}

/** An inventory as it lies in a folder. */
export interface SavedInventory extends Inventory {
  readonly manifest: Manifest;
}

/** Opens a folder that a scan saved. Each file is checked against the manifest as it is read. Throws InventoryDamaged. */
export async function openInventory(folder: string): Promise<SavedInventory> {
  const text = await readManifest(folder);
  const manifest = parseManifest(text.toString('utf8'), folder);
  const files = new Map(manifest.files.map((file) => [file.path, file]));
  const beforeReading = giveBackMemory();

  async function read(path: string): Promise<readonly EvidenceRecord[]> {
    const file = files.get(path);
    if (file === undefined) return [];
    beforeReading(file.bytes);
    const contents = await readOrTell(folder, path);
    if (sha256Of(contents) !== file.sha256) {
      throw new InventoryDamaged(`the inventory ${folder} is damaged: ${path} is not what its manifest says it was`);
    }
    return parseRecords(contents.toString('utf8'), `the inventory ${folder} is damaged: ${path}`);
  }

  return {
    scan: manifest.scan,
    sha256: sha256Of(text),
    manifest,
    organization: () => read(ORGANIZATION_FILE),
    account: (accountId) => read(accountFile(accountId)),
  };
}

/** What the scan in a folder set out to ask, whether or not it came to an end. Throws InventoryDamaged. */
export async function readPlan(folder: string): Promise<PlanFile> {
  const text = await readFile(join(folder, PLAN_FILE), 'utf8').catch(() => null);
  if (text === null)
    throw new InventoryDamaged(`${folder} holds no scan to go on with: it has no readable ${PLAN_FILE}`);
  const found = parseJson(text, join(folder, PLAN_FILE)) as Partial<PlanFile>;
  if (found.format !== 'trailgate-scan' || !Array.isArray(found.plan?.accounts)) {
    throw new InventoryDamaged(`${folder} holds no scan to go on with: ${PLAN_FILE} is something else`);
  }
  requireVersion(found.version, folder);
  return found as PlanFile;
}

async function readManifest(folder: string): Promise<Buffer> {
  try {
    return await readFile(join(folder, MANIFEST_FILE));
  } catch {
    const begun = await readPlan(folder).then(
      () => true,
      () => false,
    );
    throw new InventoryDamaged(
      begun
        ? `the inventory ${folder} is not whole: its scan did not come to an end; go on with trailgate scan --resume ${folder}`
        : `${folder} holds no inventory: it has no readable ${MANIFEST_FILE}`,
    );
  }
}

async function readOrTell(folder: string, path: string): Promise<Buffer> {
  try {
    return await readFile(join(folder, path));
  } catch (error) {
    throw new InventoryDamaged(
      `the inventory ${folder} is damaged: ${path} cannot be read (${(error as Error).message})`,
    );
  }
}

function parseManifest(text: string, folder: string): Manifest {
  const manifest = parseJson(text, `the inventory ${folder} is damaged: ${MANIFEST_FILE}`) as Partial<Manifest>;
  if (
    manifest.format !== 'trailgate-inventory' ||
    !Array.isArray(manifest.files) ||
    !Array.isArray(manifest.scan?.accounts)
  ) {
    throw new InventoryDamaged(`${folder} holds no inventory: ${MANIFEST_FILE} is something else`);
  }
  requireVersion(manifest.version, folder);
  return manifest as Manifest;
}

function requireVersion(version: number | undefined, folder: string): void {
  if (version === INVENTORY_VERSION) return;
  throw new InventoryDamaged(
    `the inventory ${folder} has version ${String(version)}; this Trailgate reads version ${INVENTORY_VERSION}`,
  );
}

function sha256Of(contents: Buffer): string {
  return createHash('sha256').update(contents).digest('hex');
}
