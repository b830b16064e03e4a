import type { Access } from '../aws/access.ts';
import { type Caller, enterAccount, type RoleOptions } from '../aws/accounts.ts';
import type { Ask, Session } from '../aws/session.ts';
import type { Elsewhere } from '../collect/collector.ts';
import type { ScanPlan } from '../inventory/manifest.ts';
import type { Evidence } from '../model/evidence.ts';
import type { AccountId } from '../model/target.ts';

/** Opens an account's session, or says why it cannot be opened. */
export type Sessions = (accountId: AccountId) => Promise<Evidence<Session>>;

export interface SessionOptions {
  readonly access: Access;
  readonly caller: Caller;
  readonly role: RoleOptions | null;
}

/** Only the management account's session is kept, for others ask of it; the rest would add up with the organization. */
export function sessionsOf(
  { organization }: Pick<ScanPlan, 'organization'>,
  { access, caller, role }: SessionOptions,
): Sessions {
  let management: Promise<Evidence<Session>> | null = null;
  return (accountId) => {
    if (accountId !== organization?.managementAccountId) return enterAccount(access, caller, accountId, role);
    management ??= enterAccount(access, caller, accountId, role);
    return management;
  };
}

/** Other accounts take part where they are scanned, by this shard or another, are the caller's, or manage the organization that is scanned. */
export function elsewhereIn({ selected, organization }: ScanPlan, caller: Caller, sessions: Sessions): Elsewhere {
  const taking = new Set([...selected.map(({ id }) => id), caller.accountId]);
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
    caller: caller.accountId,
    once: <T>(name: string, ids: readonly AccountId[], collect: (ask: Ask) => Promise<T>) => {
      const known = answers.get(name) ?? firstAnswer(ids, collect);
      answers.set(name, known);
      return known as Promise<Evidence<T> | null>;
    },
  };
}
