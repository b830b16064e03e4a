import type { Inventory } from '../inventory/read.ts';
import type { EvidenceRecord } from '../model/catalog.ts';
import type { Finding } from '../model/report.ts';
import type { Rule } from '../model/rule.ts';
import { accountSubject } from '../model/subject.ts';
import type { AccountId, OrganizationTarget, Target } from '../model/target.ts';
import { notApplicable } from '../model/verdict.ts';
import { compare, evidenceSet } from './evidence-set.ts';
import { judge } from './judge.ts';
import { mergeUnread } from './merge-unread.ts';

export interface JudgeOptions {
  readonly inventory: Inventory;
  /** In the order in which findings are to come. */
  readonly rules: readonly Rule[];
  readonly now: Date;
}

/** All findings of an inventory, one account in memory at a time: the organization's first, then account by account. */
export async function* judgeInventory({ inventory, rules, now }: JudgeOptions): AsyncIterable<Finding> {
  const organization = await inventory.organization();
  yield* judgeOrganization({ inventory, rules, now }, organization);
  for (const accountId of accountsOf(inventory)) {
    yield* judgeAccount(accountId, { inventory, rules, now }, [
      ...organization,
      ...(await inventory.account(accountId)),
    ]);
  }
}

/** The accounts of an inventory in the order of reports. */
export function accountsOf({ scan }: Inventory): readonly AccountId[] {
  return scan.accounts.map(({ id }) => id).sort();
}

/** Rules on the organization as a whole; where no organization was asked for, they have nothing to judge. */
function* judgeOrganization(
  { inventory: { scan }, rules, now }: JudgeOptions,
  records: readonly EvidenceRecord[],
): Iterable<Finding> {
  const evidence = evidenceSet(records);
  const accountId = scan.organization?.managementAccountId ?? scan.caller.accountId;
  const target: OrganizationTarget = { scope: 'organization', partition: scan.partition, accountId };
  for (const rule of rules.filter(({ scope }) => scope === 'organization')) {
    yield* judge(scan.organization === null ? withoutOrganization(rule) : rule, target, evidence, now);
  }
}

function withoutOrganization(rule: Rule): Rule {
  return {
    ...rule,
    needs: [],
    *judge(_, { target }) {
      yield notApplicable(accountSubject(target), 'the scan was not of an organization');
    },
  };
}

function* judgeAccount(
  accountId: AccountId,
  { inventory: { scan }, rules, now }: JudgeOptions,
  records: readonly EvidenceRecord[],
): Iterable<Finding> {
  const evidence = evidenceSet(records);
  const account: Target<'account'> = { scope: 'account', partition: scan.partition, accountId };
  const regions = [
    ...new Set(records.flatMap(({ target }) => (target.scope === 'region' ? [target.region] : []))),
  ].sort();
  for (const rule of rules) {
    if (rule.scope === 'organization') continue;
    const targets: readonly Target[] =
      rule.scope === 'account' ? [account] : regions.map((region) => ({ ...account, scope: 'region', region }));
    const found = mergeUnread(
      rule,
      account,
      targets.flatMap((target) => judge(rule, target, evidence, now)),
    );
    yield* [...found].sort((a, b) => compare(placeOf(a), placeOf(b)));
  }
}

function placeOf({ region, resource }: Finding): string {
  return `${region ?? ''} ${resource.arn}`;
}
