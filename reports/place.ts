import type { AccountId, Region } from '../src/model/target.ts';

/** Where something is, such as `111122223333/eu-west-1`; the account alone for what no region holds. */
export function place({
  accountId,
  region,
}: {
  readonly accountId: AccountId;
  readonly region: Region | null;
}): string {
  return region === null ? accountId : `${accountId}/${region}`;
}
