import type { Access } from '../aws/access.ts';
import type { Caller } from '../aws/accounts.ts';
import type { Elsewhere } from '../collect/collector.ts';
import type { ScanPlan } from '../inventory/manifest.ts';
import type { InventoryWriter } from '../inventory/write.ts';
import type { EvidenceRecord } from '../model/catalog.ts';
import type { Evidence } from '../model/evidence.ts';
import type { AccountRegion } from '../model/organizations.ts';
import type { Sessions } from './sessions.ts';

/** How far a scan is. */
export interface Progress {
  readonly accounts: number;
  readonly accountsDone: number;
  readonly regionsDone: number;
  readonly requests: number;
}

/** A scan whose targets, sessions and questions are settled. */
export interface Preparation {
  readonly access: Access;
  readonly caller: Caller;
  readonly inventory: InventoryWriter;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  readonly plan: ScanPlan;
  readonly sessions: Sessions;
  readonly elsewhere: Elsewhere;
  /** The regions of the caller's own account, which were asked to check the command. */
  readonly ownRegions: Evidence<readonly AccountRegion[]>;
  /** What enumerating asked. */
  readonly enumerated: readonly EvidenceRecord[];
  /** All requests of the scan until now, those of earlier runs included, by API. */
  readonly requests: () => Readonly<Record<string, number>>;
}
