import type { Session } from '../aws/session.ts';
import { collectors } from '../collect/index.ts';
import type { EvidenceRecord } from '../model/catalog.ts';
import { SCOPES } from '../model/catalog.ts';
import type { Evidence } from '../model/evidence.ts';
import type { AccountRegion } from '../model/organizations.ts';
import type { AccountId, AccountTarget } from '../model/target.ts';
import { collectAccount } from './collect-account.ts';
import { NOWHERE } from './enumerate.ts';
import type { Preparation } from './preparation.ts';
import { isSettled } from './settled.ts';

/** Accounts under way at once. It bounds memory; the pacer bounds requests. */
const WINDOW = 64;

/** Every account that has something left to ask, a window of them at a time. */
export async function collectAccounts(preparation: Preparation): Promise<void> {
  const { plan, inventory, signal, access, onProgress } = preparation;
  const waiting = plan.accounts.map(({ id }) => id).filter((id) => !inventory.isSettled(id));
  const done = { accountsDone: plan.accounts.length - waiting.length, regionsDone: 0 };
  const tellProgress = (what?: keyof typeof done) => {
    if (what !== undefined) done[what] += 1;
    const requests = [...access.requests.values()].reduce((sum, count) => sum + count, 0);
    onProgress({ accounts: plan.accounts.length, ...done, requests });
  };
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined && !signal.aborted; next = waiting.shift()) {
      await collectOne(next, preparation, () => tellProgress('regionsDone'));
      tellProgress('accountsDone');
    }
  };
  tellProgress();
  await Promise.all(Array.from({ length: Math.min(WINDOW, waiting.length) }, worker));
}

async function collectOne(accountId: AccountId, preparation: Preparation, onRegion: () => void): Promise<void> {
  const { plan, inventory, sessions, ownRegions, elsewhere, requests } = preparation;
  const file = await inventory.account(accountId);
  const session = await sessions(accountId);
  const settled = await collectAccount({
    target: { scope: 'account', partition: plan.partition, accountId },
    session,
    known: await regionsFor(accountId, session, file.known, preparation),
    regions: plan.regions,
    defaultRegions:
      ownRegions.status === 'collected' ? ownRegions.value.filter(({ optIn }) => !optIn).map(({ name }) => name) : [],
    keys: plan.keys.filter((key) => SCOPES[key] !== 'organization'),
    elsewhere,
    file,
    onRegion,
  });
  await file.close(settled, requests());
}

async function regionsFor(
  accountId: AccountId,
  session: Evidence<Session>,
  known: readonly EvidenceRecord[],
  { plan, caller, ownRegions }: Preparation,
): Promise<Evidence<readonly AccountRegion[]>> {
  const kept = known.find(({ key, evidence }) => key === 'account.regions' && isSettled(evidence));
  if (kept !== undefined) return kept.evidence as Evidence<readonly AccountRegion[]>;
  return accountId === caller.accountId ? ownRegions : regionsOf(accountId, session, plan.partition);
}

/** The regions of an account, as it tells them itself. */
export async function regionsOf(
  accountId: AccountId,
  session: Evidence<Session>,
  partition: string,
): Promise<Evidence<readonly AccountRegion[]>> {
  if (session.status === 'unavailable') return session;
  const target: AccountTarget = { scope: 'account', partition, accountId };
  return session.value.collect((ask) => collectors['account.regions'].collect(target, ask, {}, NOWHERE));
}
