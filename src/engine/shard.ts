import { createHash } from 'node:crypto';
import type { Shard } from '../model/report.ts';
import type { AccountId } from '../model/target.ts';

/** Whether an account is a shard's to scan. It rests on the account's id alone: accounts that come or go move no other. */
export function inShard(accountId: AccountId, { index, of }: Shard): boolean {
  return createHash('sha256').update(accountId).digest().readUInt32BE() % of === index - 1;
}
