import type { Inventory } from '../inventory/read.ts';
import type { EvidenceRecord } from '../model/catalog.ts';
import type { CoverageRow, CoverageStatus, Finding, OutcomeCounts, Report, Summary } from '../model/report.ts';
import { COVERAGE_STATUSES } from '../model/report.ts';
import type { Rule, RuleId } from '../model/rule.ts';
import type { AccountId, OrganizationTarget, Target } from '../model/target.ts';
import type { Outcome, Severity } from '../model/verdict.ts';
import { notApplicable, OUTCOMES, SEVERITIES } from '../model/verdict.ts';
import { coverageOf } from './coverage.ts';
import { evidenceSet } from './evidence-set.ts';
import { judge } from './judge.ts';

export interface ReportOptions {
  readonly inventory: Inventory;
  /** In the order in which findings are to come. */
  readonly rules: readonly Rule[];
  readonly now: Date;
  readonly tool: Report['tool'];
}

/**
 * Judges an inventory into a report. One account's evidence is in memory at a time: each iteration over the findings
 * reads and judges again, which gives the same findings in the same order.
 */
export async function makeReport({ inventory, rules, now, tool }: ReportOptions): Promise<Report> {
  const accounts = inventory.scan.accounts.map(({ id }) => id).sort();

  async function* findings(): AsyncIterable<Finding> {
    const organization = await inventory.organization();
    yield* judgeOrganization(inventory, rules, organization, now);
    for (const accountId of accounts) {
      yield* judgeAccount(accountId, rules, [...organization, ...(await inventory.account(accountId))], inventory, now);
    }
  }

  async function* coverage(): AsyncIterable<CoverageRow> {
    for (const accountId of accounts) {
      yield* coverageOf(accountId, await inventory.account(accountId), inventory.scan.regions);
    }
  }

  return {
    tool,
    scan: { ...inventory.scan, judgedAt: now.toISOString() },
    rules: rules.map(({ id, title, severity, rationale, judgement, controls, references }) => ({
      id,
      title,
      severity,
      rationale,
      judgement,
      controls,
      references,
    })),
    summary: await summarize(findings(), coverage(), rules),
    findings,
    coverage,
  };
}

/** Rules on the organization as a whole; where no organization was asked for, they have nothing to judge. */
function* judgeOrganization(
  { scan }: Inventory,
  rules: readonly Rule[],
  records: readonly EvidenceRecord[],
  now: Date,
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
      const arn = `arn:${target.partition}:iam::${target.accountId}:root`;
      const subject = { arn, type: 'AWS::::Account', name: target.accountId, region: null };
      yield notApplicable(subject, 'the scan was not of an organization');
    },
  };
}

function* judgeAccount(
  accountId: AccountId,
  rules: readonly Rule[],
  records: readonly EvidenceRecord[],
  { scan }: Inventory,
  now: Date,
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
    const found = targets.flatMap((target) => judge(rule, target, evidence, now));
    yield* found.sort((a, b) => compare(placeOf(a), placeOf(b)));
  }
}

function placeOf({ region, resource }: Finding): string {
  return `${region ?? ''} ${resource.arn}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

async function summarize(
  findings: AsyncIterable<Finding>,
  coverage: AsyncIterable<CoverageRow>,
  rules: readonly Rule[],
): Promise<Summary> {
  const outcomes = zeroes(OUTCOMES);
  const failures = zeroes(SEVERITIES);
  const byRule = new Map<RuleId, Record<Outcome, number>>(rules.map(({ id }) => [id, zeroes(OUTCOMES)]));
  const byAccount = new Map<AccountId, Record<Outcome, number>>();
  for await (const { outcome, severity, ruleId, accountId } of findings) {
    const ofAccount = byAccount.get(accountId) ?? zeroes(OUTCOMES);
    byAccount.set(accountId, ofAccount);
    for (const counts of [outcomes, byRule.get(ruleId), ofAccount]) if (counts) counts[outcome] += 1;
    if (outcome === 'fail') failures[severity as Severity] += 1;
  }
  const covered: Record<CoverageStatus, number> = zeroes(COVERAGE_STATUSES);
  for await (const { status } of coverage) covered[status] += 1;
  return {
    outcomes,
    failures,
    byRule: [...byRule].map(([ruleId, counts]) => ({ ruleId, ...(counts as OutcomeCounts) })),
    byAccount: [...byAccount]
      .sort(([a], [b]) => compare(a, b))
      .map(([accountId, counts]) => ({ accountId, ...counts })),
    coverage: covered,
  };
}

function zeroes<K extends string>(keys: readonly K[]): Record<K, number> {
  return Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;
}
