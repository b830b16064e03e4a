import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EvidenceRecord } from '../model/catalog.ts';
import { SCOPES } from '../model/catalog.ts';
import { isEvidence } from '../model/evidence.ts';
import type { AccountId } from '../model/target.ts';
import type { Manifest, ScanRecord } from './manifest.ts';
import { accountFile, INVENTORY_VERSION, MANIFEST_FILE, ORGANIZATION_FILE } from './manifest.ts';

/** A saved inventory. Accounts are read when asked for, one at a time. */
export interface Inventory {
  readonly scan: ScanRecord;
  /** The SHA-256 of its manifest. */
  readonly sha256: string;
  organization(): Promise<readonly EvidenceRecord[]>;
  /** Empty where the scan did not come to the account. */
  account(accountId: AccountId): Promise<readonly EvidenceRecord[]>;
}

/** An inventory that is missing, not whole, or changed since it was written, in words for the person who named it. */
export class InventoryDamaged extends Error {}

/** Opens a folder that a scan saved. Each file is checked against the manifest as it is read. Throws InventoryDamaged. */
export async function openInventory(folder: string): Promise<Inventory> {
  const manifestText = await readText(folder, MANIFEST_FILE);
  const manifest = parseManifest(manifestText, folder);
  const files = new Map(manifest.files.map((file) => [file.path, file]));

  async function read(path: string): Promise<readonly EvidenceRecord[]> {
    const file = files.get(path);
    if (file === undefined) return [];
    const text = await readText(folder, path);
    const sha256 = createHash('sha256').update(text).digest('hex');
    if (sha256 !== file.sha256) {
      throw new InventoryDamaged(`the inventory ${folder} is damaged: ${path} is not what its manifest says it was`);
    }
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => parseRecord(line, folder, path));
  }

  return {
    scan: manifest.scan,
    sha256: createHash('sha256').update(manifestText).digest('hex'),
    organization: () => read(ORGANIZATION_FILE),
    account: (accountId) => read(accountFile(accountId)),
  };
}

async function readText(folder: string, path: string): Promise<string> {
  try {
    return await readFile(join(folder, path), 'utf8');
  } catch (error) {
    if (path === MANIFEST_FILE)
      throw new InventoryDamaged(`${folder} holds no inventory: it has no readable ${MANIFEST_FILE}`);
    throw new InventoryDamaged(
      `the inventory ${folder} is damaged: ${path} cannot be read (${(error as Error).message})`,
    );
  }
}

function parseManifest(text: string, folder: string): Manifest {
  if (text === '') throw new InventoryDamaged(`the inventory ${folder} is not whole: its scan did not come to an end`);
  const manifest = parseJson(text, folder, MANIFEST_FILE) as Partial<Manifest>;
  if (
    manifest.format !== 'trailgate-inventory' ||
    !Array.isArray(manifest.files) ||
    !Array.isArray(manifest.scan?.accounts)
  ) {
    throw new InventoryDamaged(`${folder} holds no inventory: ${MANIFEST_FILE} is something else`);
  }
  if (manifest.version !== INVENTORY_VERSION) {
    throw new InventoryDamaged(
      `the inventory ${folder} has version ${String(manifest.version)}; this Trailgate reads version ${INVENTORY_VERSION}`,
    );
  }
  return manifest as Manifest;
}

function parseRecord(line: string, folder: string, path: string): EvidenceRecord {
  const record = parseJson(line, folder, path) as Partial<EvidenceRecord> | null;
  const known = typeof record?.key === 'string' && Object.hasOwn(SCOPES, record.key);
  if (!known || record?.target?.scope !== SCOPES[record.key as keyof typeof SCOPES] || !isEvidence(record.evidence)) {
    throw new InventoryDamaged(`the inventory ${folder} is damaged: ${path} has a line that is no evidence`);
  }
  return record as EvidenceRecord;
}

function parseJson(text: string, folder: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InventoryDamaged(`the inventory ${folder} is damaged: ${path} is not JSON`);
  }
}
