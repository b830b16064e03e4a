import type { ScanDescription } from '../model/report.ts';

/** Raised when a reader of the old shape would misread the new one. */
export const INVENTORY_VERSION = 1;

export const MANIFEST_FILE = 'manifest.json';
export const ORGANIZATION_FILE = 'organization.ndjson';
export const ACCOUNTS_FOLDER = 'accounts';

/** A scan as it was when its evidence was collected; when it was judged is the report's affair. */
export type ScanRecord = Omit<ScanDescription, 'judgedAt' | 'inventorySha256'>;

export interface InventoryFile {
  /** Below the inventory's folder, with `/`. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Written last: an inventory without it is not whole. */
export interface Manifest {
  readonly format: 'trailgate-inventory';
  readonly version: number;
  readonly tool: { readonly name: string; readonly version: string };
  readonly scan: ScanRecord;
  readonly files: readonly InventoryFile[];
}

/** Where an account's evidence is, below the inventory's folder. Account ids are twelve digits. */
export function accountFile(accountId: string): string {
  return `${ACCOUNTS_FOLDER}/${accountId}.ndjson`;
}
