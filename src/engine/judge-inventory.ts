import type { Inventory } from '../inventory/read.ts';
import type { EvidenceRecord } from '../model/catalog.ts';
import { compare } from '../model/compare.ts';
import type { Finding } from '../model/report.ts';
import type { Rule } from '../model/rule.ts';
import type { Subject } from '../model/subject.ts';
import { accountSubject } from '../model/subject.ts';
import type { AccountId, OrganizationTarget, Target } from '../model/target.ts';
import { notApplicable } from '../model/verdict.ts';
import { evidenceSet } from './evidence-set.ts';
import { applyRule, type Ruling, toFinding } from './judge.ts';
import { type AccountRuling, mergeUnread } from './merge-unread.ts';

export interface JudgeOptions {
  readonly inventory: Inventory;
  /** In the order in which findings are to come. */
  readonly rules: readonly Rule[];
  readonly now: Date;
}

/** All findings of an inventory, one account in memory at a time: the organization's first, then account by account. */
export async function* judgeInventory(options: JudgeOptions): AsyncIterable<Finding> {
  const { inventory } = options;
  const organization = await inventory.organization();
  for (const ruling of judgeOrganization(options, organization)) yield* findingsOf(ruling);
  for (const accountId of accountsOf(inventory)) {
    const records = [...organization, ...(await inventory.account(accountId))];
    for (const ruling of judgeAccount(accountId, options, records)) yield* findingsIn(ruling);
  }
}

/** The accounts of an inventory in the order of reports. */
export function accountsOf({ scan }: Inventory): readonly AccountId[] {
  return scan.accounts.map(({ id }) => id).sort();
}

/** Rules on the organization as a whole; where no organization was asked for, they have nothing to judge. */
export function* judgeOrganization(
  { inventory: { scan }, rules, now }: JudgeOptions,
  records: readonly EvidenceRecord[],
): Iterable<Ruling> {
  const evidence = evidenceSet(records);
  const accountId = scan.organization?.managementAccountId ?? scan.caller.accountId;
  const target: OrganizationTarget = { scope: 'organization', partition: scan.partition, accountId };
  for (const rule of rules.filter(({ scope }) => scope === 'organization')) {
    yield applyRule(scan.organization === null ? withoutOrganization(rule) : rule, target, evidence, now);
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

/** What the other rules say of one account, rule by rule. The records are its own and the organization's. */
export function* judgeAccount(
  accountId: AccountId,
  { inventory: { scan }, rules, now }: JudgeOptions,
  records: readonly EvidenceRecord[],
): Iterable<AccountRuling> {
  const evidence = evidenceSet(records);
  const account: Target<'account'> = { scope: 'account', partition: scan.partition, accountId };
  const regions = [
    ...new Set(records.flatMap(({ target }) => (target.scope === 'region' ? [target.region] : []))),
  ].sort();
  for (const rule of rules) {
    if (rule.scope === 'organization') continue;
    const targets: readonly Target[] =
      rule.scope === 'account' ? [account] : regions.map((region) => ({ ...account, scope: 'region', region }));
    yield mergeUnread(
      account,
      targets.map((target) => applyRule(rule, target, evidence, now)),
    );
  }
}

/** In their order. */
export function findingsIn({ rulings, unread }: AccountRuling): readonly Finding[] {
  const findings = [...rulings.flatMap(findingsOf), ...(unread === null ? [] : [unread])];
  return findings.sort((a, b) => comparePlaces(placeOf(a), placeOf(b)));
}

function findingsOf(ruling: Ruling): readonly Finding[] {
  return ruling.verdicts.map((verdict) => toFinding(verdict, ruling));
}

type Place = Pick<Subject, 'region' | 'arn'>;

function placeOf({ region, resource: { arn } }: Finding): Place {
  return { region, arn };
}

/** The order of an account's findings by one rule: by region, then resource. */
export function comparePlaces(a: Place, b: Place): number {
  return compare(a.region ?? '', b.region ?? '') || compare(a.arn, b.arn);
}
