import type { Access } from '../aws/access.ts';
import type { Caller, RoleOptions } from '../aws/accounts.ts';
import type { ScanPlan, ScanRecord } from '../inventory/manifest.ts';
import { addRequests } from '../inventory/requests.ts';
import type { InventoryWriter } from '../inventory/write.ts';
import type { EvidenceKey, EvidenceRecord } from '../model/catalog.ts';
import type { Evidence } from '../model/evidence.ts';
import { collected } from '../model/evidence.ts';
import type { AccountRegion } from '../model/organizations.ts';
import type { Shard } from '../model/report.ts';
import type { Region } from '../model/target.ts';
import { withNeeds } from './collect-account.ts';
import { collectAccounts, regionsOf } from './collect-accounts.ts';
import { collectOrganization } from './collect-organization.ts';
import { type Enumerated, enumerate, type Selection, tell } from './enumerate.ts';
import { Failure } from './failure.ts';
import type { Preparation, Progress } from './preparation.ts';
import { elsewhereIn, sessionsOf } from './sessions.ts';
import { inShard } from './shard.ts';

export interface ScanOptions {
  readonly access: Access;
  readonly caller: Caller;
  /** What to scan, where the inventory is a new one; an inventory that was begun knows. */
  readonly selection: Selection;
  readonly shard: Shard | null;
  readonly role: RoleOptions | null;
  /** Null: every region that an account has enabled. */
  readonly regions: readonly Region[] | null;
  /** What the chosen rules need. */
  readonly keys: readonly EvidenceKey[];
  readonly inventory: InventoryWriter;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/**
 * Collects the evidence of a whole scan into an inventory, or what an earlier run left to collect. Throws a Failure
 * before anything is asked that a person could have said better; once collecting has begun, whatever fails is
 * evidence, but for an inventory that cannot be written.
 */
export async function scan(options: ScanOptions): Promise<ScanRecord> {
  const preparation = await prepare(options);
  await Promise.all([collectOrganization(preparation), collectAccounts(preparation)]);
  const { partition, caller, organization, accounts, regions, shard, startedAt } = preparation.plan;
  return {
    partition,
    caller,
    organization: organization && { id: organization.id, managementAccountId: organization.managementAccountId },
    accounts,
    regions,
    startedAt,
    finishedAt: new Date().toISOString(),
    requests: preparation.requests(),
    shard,
    interrupted: options.signal.aborted,
  };
}

async function prepare(options: ScanOptions): Promise<Preparation> {
  const { caller, inventory, access } = options;
  const [{ plan, records }, ownRegions] = await Promise.all([
    inventory.plan === null ? planScan(options) : { plan: inventory.plan, records: [] },
    regionsOf(caller.accountId, collected(caller.session, []), caller.partition),
  ]);
  requireRegions(plan.regions, ownRegions);
  if (inventory.plan === null) await inventory.begin(plan);
  const sessions = sessionsOf(plan, options);
  return {
    ...options,
    plan,
    sessions,
    elsewhere: elsewhereIn(plan, caller, sessions),
    ownRegions,
    enumerated: records,
    requests: () => addRequests([inventory.requests, Object.fromEntries(access.requests)]),
  };
}

/** Settles what a new scan is to ask. */
async function planScan(options: ScanOptions): Promise<{ plan: ScanPlan; records: readonly EvidenceRecord[] }> {
  const { caller, shard, role } = options;
  const startedAt = new Date().toISOString();
  const { accounts, organization, records } = await enumerate(caller, options.selection);
  requireRole(accounts, options);
  const plan: ScanPlan = {
    partition: caller.partition,
    caller: { accountId: caller.accountId, arn: caller.arn },
    organization,
    accounts: shard === null ? accounts : accounts.filter(({ id }) => inShard(id, shard)),
    shard,
    selected: accounts,
    regions: options.regions,
    keys: withNeeds(options.keys),
    role: role && { ...role, externalId: role.externalId !== null },
    startedAt,
  };
  return { plan, records };
}

function requireRole(accounts: Enumerated['accounts'], { caller, role }: ScanOptions): void {
  const foreign = accounts.find(({ id }) => id !== caller.accountId);
  if (role !== null || foreign === undefined) return;
  throw new Failure(
    'usage',
    `account ${foreign.id} is not the caller's own (${caller.accountId}); name a role to assume there with --role-name`,
    'no-role-was-named',
  );
}

function requireRegions(wanted: readonly Region[] | null, known: Evidence<readonly AccountRegion[]>): void {
  if (known.status === 'unavailable') {
    if (wanted !== null) return;
    const message = `the enabled regions cannot be listed; name them with --regions (${tell(known)})`;
    throw new Failure('impossible', message, 'the-regions-cannot-be-listed');
  }
  const names = new Set(known.value.map(({ name }) => name));
  const strange = wanted?.filter((region) => !names.has(region)) ?? [];
  if (strange.length === 0) return;
  throw new Failure(
    'usage',
    `AWS does not know the region ${strange.join(', ')}; it lists ${[...names].sort().join(', ')}`,
  );
}
