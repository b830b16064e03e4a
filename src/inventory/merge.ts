import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { EvidenceRecord } from '../model/catalog.ts';
import type { Shard } from '../model/report.ts';
import type { AccountId } from '../model/target.ts';
import { storing } from './evidence-file.ts';
import type { InventoryFile, Manifest, ScannedAccount, ScanRecord } from './manifest.ts';
import { ACCOUNTS_FOLDER, accountFile, ORGANIZATION_FILE } from './manifest.ts';
import { openInventory, type SavedInventory } from './read.ts';
import { placeOf } from './records.ts';
import { addRequests } from './requests.ts';
import { makeFolder, writeEvidence, writeManifest } from './write.ts';

/** Inventories that are not parts of one whole, in words for the person who named them. */
export class NotOfOneScan extends Error {}

/** What a merged inventory lacks. */
export interface Missing {
  readonly shards: readonly Shard[];
  /** Accounts that were to be scanned and that no part came to. */
  readonly accounts: readonly AccountId[];
}

interface Part {
  readonly folder: string;
  readonly inventory: SavedInventory;
}

/**
 * Joins saved inventories, such as the shards of one scan, into a new folder. Throws NotOfOneScan where they cannot be
 * of one scan or contradict each other, InventoryDamaged or FolderUnusable.
 */
export async function mergeInventories(folders: readonly string[], into: string): Promise<Missing> {
  const parts: Part[] = [];
  for (const folder of folders) parts.push({ folder, inventory: await openInventory(folder) });
  for (const part of parts.slice(1)) requireSameScan(parts[0] as Part, part);
  await makeFolder(into);
  await storing(into, () => mkdir(join(into, ACCOUNTS_FOLDER), { recursive: true }));
  const files = [await writeEvidence(into, ORGANIZATION_FILE, await organizationOf(parts))];
  for (const id of idsOf(parts.flatMap(({ inventory }) => inventory.scan.accounts))) {
    const file = await mergeAccount(id, parts, into);
    if (file !== null) files.push(file);
  }
  const selected = distinct(parts.flatMap(({ inventory }) => inventory.manifest.selected));
  const scan: ScanRecord = { ...scanOf(parts), accounts: selected };
  const [{ inventory }] = parts as [Part];
  const { format, version, tool, keys, role } = inventory.manifest;
  const sorted = files.sort((a, b) => (a.path < b.path ? -1 : 1));
  await writeManifest(into, { format, version, tool, scan, keys, selected, role, files: sorted });
  const scanned = new Set(files.map(({ path }) => path));
  return {
    shards: missingShards(parts),
    accounts: selected.map(({ id }) => id).filter((id) => !scanned.has(accountFile(id))),
  };
}

/** What parts of one scan have in common, with how to call it to a person. */
const COMMON: readonly (readonly [string, (manifest: Manifest) => unknown])[] = [
  ['versions of Trailgate', ({ tool }) => tool.version],
  ['partitions', ({ scan }) => scan.partition],
  ['organizations', ({ scan }) => scan.organization?.id ?? null],
  ['regions', ({ scan }) => scan.regions && [...scan.regions].sort()],
  ['questions, because other rules were chosen', ({ keys }) => [...keys].sort()],
  ['numbers of shards', ({ scan }) => scan.shard?.of ?? null],
];

function requireSameScan(first: Part, other: Part): void {
  for (const [what, of] of COMMON) {
    const [one, two] = [of(first.inventory.manifest), of(other.inventory.manifest)].map((value) =>
      JSON.stringify(value),
    );
    if (one === two) continue;
    throw new NotOfOneScan(`${first.folder} and ${other.folder} are of different ${what}: ${one} and ${two}`);
  }
}

/** The one part's file as it is; where several parts came to an account, what they found together. */
async function mergeAccount(id: AccountId, parts: readonly Part[], into: string): Promise<InventoryFile | null> {
  const path = accountFile(id);
  const holders = parts.flatMap((part) => {
    const file = part.inventory.manifest.files.find((candidate) => candidate.path === path);
    return file === undefined ? [] : [{ ...part, file }];
  });
  const [first, ...more] = holders;
  if (first === undefined) return null;
  if (more.length > 0) return writeEvidence(into, path, await unionOf(holders, (part) => part.inventory.account(id)));
  await storing(into, () => copyFile(join(first.folder, path), join(into, path)));
  return first.file;
}

/** The organization's accounts may have changed between two parts; the later part knows better. */
async function organizationOf(parts: readonly Part[]): Promise<readonly EvidenceRecord[]> {
  const latestFirst = [...parts].sort((a, b) => (a.inventory.scan.startedAt < b.inventory.scan.startedAt ? 1 : -1));
  return unionOf(latestFirst, async ({ inventory }) => inventory.organization(), 'organizations.accounts');
}

/**
 * The answers of several parts. An answer goes before a refusal; two answers that differ are a contradiction, unless
 * they are to the `changing` question, where the first part's counts.
 */
async function unionOf(
  parts: readonly Part[],
  recordsOf: (part: Part) => Promise<readonly EvidenceRecord[]>,
  changing: string | null = null,
): Promise<readonly EvidenceRecord[]> {
  const union = new Map<string, { readonly record: EvidenceRecord; readonly folder: string }>();
  for (const part of parts) {
    for (const record of await recordsOf(part)) {
      const place = placeOf(record);
      const known = union.get(place);
      if (known !== undefined && record.key !== changing) requireAgreement(known, { record, folder: part.folder });
      if (known === undefined || known.record.evidence.status === 'unavailable') {
        union.set(place, { record, folder: part.folder });
      }
    }
  }
  return [...union.values()].map(({ record }) => record);
}

function requireAgreement(
  one: { readonly record: EvidenceRecord; readonly folder: string },
  two: { readonly record: EvidenceRecord; readonly folder: string },
): void {
  const [a, b] = [one.record.evidence, two.record.evidence];
  if (a.status === 'unavailable' || b.status === 'unavailable') return;
  if (JSON.stringify(withoutCalls(a.value)) === JSON.stringify(withoutCalls(b.value))) return;
  throw new NotOfOneScan(
    `${one.folder} and ${two.folder} contradict each other on ${placeOf(one.record).trim()}; judge them apart, or scan again`,
  );
}

/** Nested evidence carries the calls that gave it, which differ from part to part. */
function withoutCalls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutCalls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== 'calls' && name !== 'call')
      .map(([name, part]) => [name, withoutCalls(part)]),
  );
}

function scanOf(parts: readonly Part[]): ScanRecord {
  const scans = parts.map(({ inventory }) => inventory.scan);
  const [first] = scans as [ScanRecord];
  return {
    ...first,
    startedAt: scans.map(({ startedAt }) => startedAt).sort()[0] ?? first.startedAt,
    finishedAt:
      scans
        .map(({ finishedAt }) => finishedAt)
        .sort()
        .at(-1) ?? first.finishedAt,
    requests: addRequests(scans.map(({ requests }) => requests)),
    shard: null,
    interrupted: scans.some(({ interrupted }) => interrupted),
  };
}

function missingShards(parts: readonly Part[]): readonly Shard[] {
  const here = parts.flatMap(({ inventory }) => inventory.scan.shard ?? []);
  const of = here[0]?.of ?? 0;
  const indexes = new Set(here.map(({ index }) => index));
  return Array.from({ length: of }, (_, index) => ({ index: index + 1, of })).filter(
    ({ index }) => !indexes.has(index),
  );
}

function idsOf(accounts: readonly ScannedAccount[]): readonly AccountId[] {
  return [...new Set(accounts.map(({ id }) => id))].sort();
}

function distinct(accounts: readonly ScannedAccount[]): readonly ScannedAccount[] {
  return [...new Map(accounts.map((account) => [account.id, account])).values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
