import type { Access, Ask, Session } from '../aws/access.ts';
import { type Caller, openSession, type RoleOptions } from '../aws/accounts.ts';
import type { Elsewhere } from '../collect/collector.ts';
import { collectors } from '../collect/index.ts';
import type { ScanRecord } from '../inventory/manifest.ts';
import type { InventoryWriter } from '../inventory/write.ts';
import type { EvidenceKey, EvidenceRecord } from '../model/catalog.ts';
import { SCOPES } from '../model/catalog.ts';
import type { Evidence } from '../model/evidence.ts';
import type { AccountRegion } from '../model/organizations.ts';
import type { AccountId, AccountTarget, OrganizationTarget, Region } from '../model/target.ts';
import { collectAccount, withNeeds } from './collect-account.ts';
import type { Enumerated, Selection } from './enumerate.ts';
import { enumerate, tell } from './enumerate.ts';
import { Failure } from './failure.ts';

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

/** Accounts under way at once. It bounds memory; the pacer bounds requests. */
const WINDOW = 32;

/**
 * Collects the evidence of a whole scan into an inventory. Throws a Failure before anything is asked that a person
 * could have said better; once collecting has begun, whatever fails is evidence.
 */
export async function scan(options: ScanOptions): Promise<ScanRecord> {
  const { access, caller, inventory, regions, signal } = options;
  const startedAt = new Date().toISOString();
  const enumerated = await enumerate(caller, options.selection);
  requireRole(enumerated, caller, options.role);
  const sessions = sessionsOf(enumerated, options);
  const own = await regionsOf(caller.accountId, collectedSession(caller), caller);
  if (own.status === 'collected') refuseUnknownRegions(regions, own.value);
  else if (regions === null)
    throw new Failure('impossible', `the enabled regions cannot be listed; name them with --regions (${tell(own)})`);

  const elsewhere = elsewhereIn(enumerated, caller, sessions);
  const keys = withNeeds(options.keys);
  const organizationDone = collectOrganization(enumerated, keys, caller, sessions, elsewhere).then(
    inventory.organization,
  );

  const waiting = [...enumerated.accounts];
  const progress = { accounts: waiting.length, accountsDone: 0, regionsDone: 0 };
  const report = () => options.onProgress({ ...progress, requests: total(access) });
  report();
  async function worker(): Promise<void> {
    for (let next = waiting.shift(); next !== undefined && !signal.aborted; next = waiting.shift()) {
      const target: AccountTarget = { scope: 'account', partition: caller.partition, accountId: next.id };
      const session = await sessions(next.id);
      const known = next.id === caller.accountId ? own : await regionsOf(next.id, session, caller);
      const records = await collectAccount({
        target,
        session,
        known,
        regions,
        defaultRegions:
          own.status === 'collected' ? own.value.filter(({ optIn }) => !optIn).map(({ name }) => name) : [],
        keys: keys.filter((key) => SCOPES[key] !== 'organization'),
        elsewhere,
        onRegion: () => {
          progress.regionsDone += 1;
          report();
        },
      });
      if (session.status === 'collected' && next.id !== caller.accountId) session.value.close();
      await inventory.account(next.id, records);
      progress.accountsDone += 1;
      report();
    }
  }
  await Promise.all([organizationDone, ...Array.from({ length: Math.min(WINDOW, waiting.length) }, worker)]);

  const { organization } = enumerated;
  return {
    partition: caller.partition,
    caller: { accountId: caller.accountId, arn: caller.arn },
    organization:
      organization === null ? null : { id: organization.id, managementAccountId: organization.managementAccountId },
    accounts: enumerated.accounts,
    regions,
    startedAt,
    finishedAt: new Date().toISOString(),
    requests: Object.fromEntries([...access.requests].sort(([a], [b]) => (a < b ? -1 : 1))),
    interrupted: signal.aborted,
  };
}

function total({ requests }: Access): number {
  let sum = 0;
  for (const count of requests.values()) sum += count;
  return sum;
}

function requireRole({ accounts }: Enumerated, caller: Caller, role: RoleOptions | null): void {
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
  if (strange.length > 0) {
    throw new Failure(
      'usage',
      `AWS does not know the region ${strange.join(', ')}; it lists ${[...names].sort().join(', ')}`,
    );
  }
}

type Sessions = (accountId: AccountId) => Promise<Evidence<Session>>;

function collectedSession({ session }: Caller): Evidence<Session> {
  return { status: 'collected', value: session, calls: [] };
}

/** One session for each account, opened when first needed. The management account may be asked without being scanned. */
function sessionsOf({ organization }: Enumerated, { access, caller, role }: ScanOptions): Sessions {
  const lasting = new Map<AccountId, Promise<Evidence<Session>>>();
  return (accountId) => {
    const known = lasting.get(accountId);
    if (known !== undefined) return known;
    const opened = openSession(access, caller, accountId, role);
    // Only the accounts that others ask of are kept; the rest would add up with the organization.
    if (accountId === organization?.managementAccountId) lasting.set(accountId, opened);
    return opened;
  };
}

async function regionsOf(
  accountId: AccountId,
  session: Evidence<Session>,
  { partition }: Caller,
): Promise<Evidence<readonly AccountRegion[]>> {
  if (session.status === 'unavailable') return session;
  const target: AccountTarget = { scope: 'account', partition, accountId };
  return session.value.collect((ask) =>
    collectors['account.regions'].collect(target, ask, {}, { once: async () => null }),
  );
}

async function collectOrganization(
  { organization, records }: Enumerated,
  keys: readonly EvidenceKey[],
  { partition }: Caller,
  sessions: Sessions,
  elsewhere: Elsewhere,
): Promise<readonly EvidenceRecord[]> {
  if (organization === null || !keys.includes('cloudtrail.organization-trails')) return records;
  const target: OrganizationTarget = { scope: 'organization', partition, accountId: organization.managementAccountId };
  const session = await sessions(organization.managementAccountId);
  const evidence =
    session.status === 'unavailable'
      ? session
      : await session.value.collect((ask) =>
          collectors['cloudtrail.organization-trails'].collect(target, ask, {}, elsewhere),
        );
  return [...records, { key: 'cloudtrail.organization-trails', target, evidence }];
}

/** Other accounts take part where they are scanned, are the caller's, or manage the organization that is scanned. */
function elsewhereIn({ accounts, organization }: Enumerated, caller: Caller, sessions: Sessions): Elsewhere {
  const taking = new Set([...accounts.map(({ id }) => id), caller.accountId]);
  if (organization !== null) taking.add(organization.managementAccountId);
  const answers = new Map<string, Promise<Evidence<unknown> | null>>();

  async function firstAnswer<T>(
    ids: readonly AccountId[],
    collect: (ask: Ask) => Promise<T>,
  ): Promise<Evidence<T> | null> {
    let refused: Evidence<T> | null = null;
    for (const id of ids.filter((candidate) => taking.has(candidate))) {
      const session = await sessions(id);
      const answer = session.status === 'unavailable' ? session : await session.value.collect(collect);
      if (answer.status === 'collected') return answer;
      refused ??= answer;
    }
    return refused;
  }

  return {
    once: <T>(name: string, ids: readonly AccountId[], collect: (ask: Ask) => Promise<T>) => {
      const known = answers.get(name) ?? firstAnswer(ids, collect);
      answers.set(name, known);
      return known as Promise<Evidence<T> | null>;
    },
  };
}
