import type { EvidenceKey } from '../model/catalog.ts';
import type { Organization } from '../model/organizations.ts';
import type { ScanDescription, Shard } from '../model/report.ts';
import type { AccountId, Arn, Region } from '../model/target.ts';

/** Raised when a reader of the old shape would misread the new one. */
export const INVENTORY_VERSION = 2;

/** What is to be asked: written before anything is, so that a scan can go on after whatever ended it. */
export const PLAN_FILE = 'scan.json';
/** The files that are whole, one line each, in the order in which they became so. */
export const JOURNAL_FILE = 'journal.ndjson';
export const MANIFEST_FILE = 'manifest.json';
export const ORGANIZATION_FILE = 'organization.ndjson';
export const ACCOUNTS_FOLDER = 'accounts';

/** A scan as it was when its evidence was collected; when it was judged is the report's affair. */
export type ScanRecord = Omit<ScanDescription, 'judgedAt' | 'inventorySha256'>;
export type ScannedAccount = ScanRecord['accounts'][number];

/** The role that a scan assumes in accounts that are not the caller's, and whether with an external id. */
export interface AssumedRole {
  readonly roleName: string;
  readonly sessionName: string;
  readonly externalId: boolean;
}

/** What a scan set out to ask. It holds no secret: of an external id only that there was one. */
export interface ScanPlan {
  readonly partition: string;
  readonly caller: { readonly accountId: AccountId; readonly arn: Arn };
  readonly organization: Organization | null;
  /** The accounts of this scan or shard. */
  readonly accounts: readonly ScannedAccount[];
  readonly shard: Shard | null;
  /** Of a shard, the accounts of all shards together; else the same as `accounts`. */
  readonly selected: readonly ScannedAccount[];
  readonly regions: readonly Region[] | null;
  readonly keys: readonly EvidenceKey[];
  readonly role: AssumedRole | null;
  /** ISO 8601 in UTC. */
  readonly startedAt: string;
}

interface Made {
  readonly version: number;
  readonly tool: { readonly name: string; readonly version: string };
}

export interface PlanFile extends Made {
  readonly format: 'trailgate-scan';
  readonly plan: ScanPlan;
}

export interface InventoryFile {
  /** Below the inventory's folder, with `/`. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface JournalEntry extends InventoryFile {
  /** Whether nothing in it is worth asking again. */
  readonly settled: boolean;
  /** All requests of the scan until then, by API. */
  readonly requests: Readonly<Record<string, number>>;
}

/** Written last: an inventory without it is not whole. */
export interface Manifest extends Made {
  readonly format: 'trailgate-inventory';
  readonly scan: ScanRecord;
  /** The questions that were asked. */
  readonly keys: readonly EvidenceKey[];
  readonly selected: readonly ScannedAccount[];
  readonly role: AssumedRole | null;
  readonly files: readonly InventoryFile[];
}

/** Where an account's evidence is, below the inventory's folder. Account ids are twelve digits. */
export function accountFile(accountId: AccountId): string {
  return `${ACCOUNTS_FOLDER}/${accountId}.ndjson`;
}

/** An inventory that is missing, not whole, or changed since it was written, in words for the person who named it. */
export class InventoryDamaged extends Error {}

/** A folder that cannot take an inventory, or no longer can, in words for the person who named it. */
export class FolderUnusable extends Error {}
