import type { Caller } from '../aws/accounts.ts';
import type { Elsewhere } from '../collect/collector.ts';
import { collectors } from '../collect/index.ts';
import { accountsUnder } from '../collect/organizational-units.ts';
import type { ScannedAccount } from '../inventory/manifest.ts';
import type { EvidenceRecord } from '../model/catalog.ts';
import type { Evidence, Unavailable } from '../model/evidence.ts';
import type { Organization } from '../model/organizations.ts';
import { UNTOLD_STATE } from '../model/organizations.ts';
import type { AccountId, OrganizationTarget } from '../model/target.ts';
import { Failure } from './failure.ts';
import { explain } from './judge.ts';

/** Which accounts a person asked for. */
export interface Selection {
  readonly organization: boolean;
  /** Empty: the organization's, or the caller's own. */
  readonly accounts: readonly AccountId[];
  readonly exclude: readonly AccountId[];
  /** Ids of organizational units or roots; empty: all. */
  readonly organizationalUnits: readonly string[];
}

export interface Enumerated {
  readonly accounts: readonly ScannedAccount[];
  /** Null where single accounts were asked for. */
  readonly organization: Organization | null;
  /** The organization's evidence as far as it was needed here. */
  readonly records: readonly EvidenceRecord[];
}

/** The accounts to scan, by id. Throws a Failure where the organization cannot be listed, or nothing is left. */
export async function enumerate(caller: Caller, selection: Selection): Promise<Enumerated> {
  const excluded = new Set(selection.exclude);
  if (!selection.organization) {
    const wanted = selection.accounts.length > 0 ? selection.accounts : [caller.accountId];
    const accounts = [...new Set(wanted)].filter((id) => !excluded.has(id)).sort();
    return { accounts: atLeastOne(accounts.map((id) => ({ id, name: null }))), organization: null, records: [] };
  }
  const target: OrganizationTarget = {
    scope: 'organization',
    partition: caller.partition,
    accountId: caller.accountId,
  };
  const ask = <K extends 'organizations.organization' | 'organizations.accounts'>(key: K) =>
    caller.session.collect((question) => collectors[key].collect(target, question, {}, NOWHERE));
  const [organization, listed] = await Promise.all([ask('organizations.organization'), ask('organizations.accounts')]);
  const { managementAccountId } = needed(organization);
  const members = needed(listed);
  const inUnits = await accountsInUnits(caller, selection.organizationalUnits);
  const accounts = members
    .filter(({ id, state }) => mayBeAsked(state) && !excluded.has(id) && (inUnits === null || inUnits.has(id)))
    .map(({ id, name }) => ({ id, name }));
  const where: OrganizationTarget = { ...target, accountId: managementAccountId };
  return {
    accounts: atLeastOne(accounts),
    organization: needed(organization),
    records: [
      { key: 'organizations.organization', target: where, evidence: organization },
      { key: 'organizations.accounts', target: where, evidence: listed },
    ],
  };
}

/** For questions that are asked of the caller, or of an account, alone. */
export const NOWHERE: Elsewhere = { caller: '', once: async () => null };

/** An account of which AWS tells no state is asked: if it is closed it refuses, and that shows, where leaving it out would not. */
function mayBeAsked(state: string): boolean {
  return state === 'ACTIVE' || state === UNTOLD_STATE;
}

async function accountsInUnits(caller: Caller, units: readonly string[]): Promise<ReadonlySet<AccountId> | null> {
  if (units.length === 0) return null;
  return needed(await caller.session.collect((ask) => accountsUnder(units, caller.partition, ask)));
}

function needed<T>(evidence: Evidence<T>): T {
  if (evidence.status === 'collected') return evidence.value;
  const message = `the organization cannot be listed: ${tell(evidence)}`;
  throw new Failure('impossible', message, 'the-organization-cannot-be-listed');
}

/** A refusal with AWS's own words. */
export function tell(missing: Unavailable): string {
  return `${explain(missing)}: ${missing.detail}`;
}

function atLeastOne<T>(accounts: readonly T[]): readonly T[] {
  if (accounts.length > 0) return accounts;
  throw new Failure('usage', 'no active account is left to scan by what was asked for', 'no-account-is-left');
}
