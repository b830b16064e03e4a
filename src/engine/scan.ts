import type { Access } from '../aws/access.ts';
import type { Caller, RoleOptions } from '../aws/accounts.ts';
import type { Session } from '../aws/session.ts';
import type { Collector, Elsewhere } from '../collect/collector.ts';
import { collectors } from '../collect/index.ts';
import type { ScanRecord } from '../inventory/manifest.ts';
import type { InventoryWriter } from '../inventory/write.ts';
import type { EvidenceKey, EvidenceRecord } from '../model/catalog.ts';
import { SCOPES } from '../model/catalog.ts';
import type { Evidence } from '../model/evidence.ts';
import { collected } from '../model/evidence.ts';
import type { AccountRegion } from '../model/organizations.ts';
import type { AccountId, AccountTarget, OrganizationTarget, Region } from '../model/target.ts';
import { collectAccount, withNeeds } from './collect-account.ts';
import type { Enumerated, Selection } from './enumerate.ts';
import { enumerate, NOWHERE, tell } from './enumerate.ts';
import { Failure } from './failure.ts';
import { elsewhereIn, type Sessions, sessionsOf } from './sessions.ts';

export interface ScanOptions {
  readonly access: Access;
  readonly caller: Caller;
  readonly selection: Selection;
  readonly role: RoleOptions | null;
  /** Null: every region that an account has enabled. */
  readonly regions: readonly Region[] | null;
  /** What the chosen rules need. */
  readonly keys: readonly EvidenceKey[];
  readonly inventory: InventoryWriter;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** How far a scan is. */
export interface Progress {
  readonly accounts: number;
  readonly accountsDone: number;
  readonly regionsDone: number;
  readonly requests: number;
}

/** A scan whose targets, sessions and questions are settled. */
interface Plan extends ScanOptions {
  readonly enumerated: Enumerated;
  readonly sessions: Sessions;
  readonly elsewhere: Elsewhere;
  /** The regions of the caller's own account, which were asked to check the command. */
  readonly ownRegions: Evidence<readonly AccountRegion[]>;
}

/** Accounts under way at once. It bounds memory; the pacer bounds requests. */
const WINDOW = 32;

/**
 * Collects the evidence of a whole scan into an inventory. Throws a Failure before anything is asked that a person
 * could have said better; once collecting has begun, whatever fails is evidence.
 */
export async function scan(options: ScanOptions): Promise<ScanRecord> {
  const startedAt = new Date().toISOString();
  const plan = await prepare(options);
  await Promise.all([collectOrganization(plan).then(options.inventory.organization), collectAccounts(plan)]);
  const { caller, access, regions, signal } = options;
  const { organization, accounts } = plan.enumerated;
  return {
    partition: caller.partition,
    caller: { accountId: caller.accountId, arn: caller.arn },
    organization: organization && { id: organization.id, managementAccountId: organization.managementAccountId },
    accounts,
    regions,
    startedAt,
    finishedAt: new Date().toISOString(),
    requests: Object.fromEntries([...access.requests].sort(([a], [b]) => (a < b ? -1 : 1))),
    shard: null,
    interrupted: signal.aborted,
  };
}

async function prepare(options: ScanOptions): Promise<Plan> {
  const { caller, regions } = options;
  const enumerated = await enumerate(caller, options.selection);
  requireRole(enumerated, options);
  const ownRegions = await regionsOf(caller.accountId, collected(caller.session, []), caller.partition);
  if (ownRegions.status === 'collected') refuseUnknownRegions(regions, ownRegions.value);
  else if (regions === null) {
    throw new Failure(
      'impossible',
      `the enabled regions cannot be listed; name them with --regions (${tell(ownRegions)})`,
    );
  }
  const sessions = sessionsOf(enumerated, options);
  const elsewhere = elsewhereIn(enumerated, caller, sessions);
  return { ...options, keys: withNeeds(options.keys), enumerated, sessions, elsewhere, ownRegions };
}

function requireRole({ accounts }: Enumerated, { caller, role }: ScanOptions): void {
  const foreign = accounts.find(({ id }) => id !== caller.accountId);
  if (role !== null || foreign === undefined) return;
  throw new Failure(
    'usage',
    `account ${foreign.id} is not the caller's own (${caller.accountId}); name a role to assume there with --role-name`,
  );
}

function refuseUnknownRegions(regions: readonly Region[] | null, known: readonly AccountRegion[]): void {
  const names = new Set(known.map(({ name }) => name));
  const strange = regions?.filter((region) => !names.has(region)) ?? [];
  if (strange.length === 0) return;
  throw new Failure(
    'usage',
    `AWS does not know the region ${strange.join(', ')}; it lists ${[...names].sort().join(', ')}`,
  );
}

async function regionsOf(
  accountId: AccountId,
  session: Evidence<Session>,
  partition: string,
): Promise<Evidence<readonly AccountRegion[]>> {
  if (session.status === 'unavailable') return session;
  const target: AccountTarget = { scope: 'account', partition, accountId };
  return session.value.collect((ask) => collectors['account.regions'].collect(target, ask, {}, NOWHERE));
}

/** What enumerating asked, and what else is asked of the organization: all of it by its management account. */
async function collectOrganization(plan: Plan): Promise<readonly EvidenceRecord[]> {
  const { organization, records } = plan.enumerated;
  const known = new Set(records.map(({ key }) => key));
  const wanted = plan.keys.filter((key) => SCOPES[key] === 'organization' && !known.has(key));
  if (organization === null || wanted.length === 0) return records;
  const accountId = organization.managementAccountId;
  const target: OrganizationTarget = { scope: 'organization', partition: plan.caller.partition, accountId };
  const session = await plan.sessions(accountId);
  const collect = async (key: EvidenceKey): Promise<EvidenceRecord> => {
    const { collect: ask }: Collector = collectors[key];
    const evidence =
      session.status === 'unavailable'
        ? session
        : await session.value.collect((question) => ask(target, question, {}, plan.elsewhere));
    return { key, target, evidence } as EvidenceRecord;
  };
  return [...records, ...(await Promise.all(wanted.map(collect)))];
}

/** Every account, a window of them at a time; each is written down as it is done. */
async function collectAccounts(plan: Plan): Promise<void> {
  const { access, inventory, signal } = plan;
  const waiting = [...plan.enumerated.accounts];
  const done = { accounts: waiting.length, accountsDone: 0, regionsDone: 0 };
  const tellProgress = (what?: 'accountsDone' | 'regionsDone') => {
    if (what !== undefined) done[what] += 1;
    const requests = [...access.requests.values()].reduce((sum, count) => sum + count, 0);
    plan.onProgress({ ...done, requests });
  };
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined && !signal.aborted; next = waiting.shift()) {
      await inventory.account(next.id, await collectOne(next.id, plan, () => tellProgress('regionsDone')));
      tellProgress('accountsDone');
    }
  };
  tellProgress();
  await Promise.all(Array.from({ length: Math.min(WINDOW, waiting.length) }, worker));
}

async function collectOne(accountId: AccountId, plan: Plan, onRegion: () => void): Promise<readonly EvidenceRecord[]> {
  const { caller, ownRegions, regions, elsewhere } = plan;
  const own = accountId === caller.accountId;
  const session = await plan.sessions(accountId);
  const records = await collectAccount({
    target: { scope: 'account', partition: caller.partition, accountId },
    session,
    known: own ? ownRegions : await regionsOf(accountId, session, caller.partition),
    regions,
    defaultRegions:
      ownRegions.status === 'collected' ? ownRegions.value.filter(({ optIn }) => !optIn).map(({ name }) => name) : [],
    keys: plan.keys.filter((key) => SCOPES[key] !== 'organization'),
    elsewhere,
    onRegion,
  });
  if (session.status === 'collected' && !own) session.value.close();
  return records;
}
