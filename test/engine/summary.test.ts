import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { makeReport } from '../../src/engine/report.ts';
import { worstFailures } from '../../src/engine/worst.ts';
import type { Inventory } from '../../src/inventory/read.ts';
import type { EvidenceRecord } from '../../src/model/catalog.ts';
import { unavailable } from '../../src/model/evidence.ts';
import type { Finding, OutcomeCounts } from '../../src/model/report.ts';
import { COVERAGE_STATUSES } from '../../src/model/report.ts';
import type { RegionTarget } from '../../src/model/target.ts';
import { OUTCOMES, SEVERITIES } from '../../src/model/verdict.ts';
import { call } from '../support/evidence.ts';
import { SAMPLE_SCAN } from '../support/report.ts';
import { apisWith, stage } from '../support/stages.ts';

const ACCOUNTS = ['111122223333', '222233334444', '333344445555'];

/** Thirty stages in one region, a third without access logs and a third that identify no request, and two denied regions. */
function recordsOf(accountId: string): readonly EvidenceRecord[] {
  const place = (region: string): RegionTarget => ({ scope: 'region', partition: 'aws', accountId, region });
  const stages = Array.from({ length: 30 }, (_, index) => {
    const format = index % 3 === 1 ? '{"status":"$context.status"}' : '{"requestId":"$context.requestId"}';
    const accessLog = { destinationArn: 'arn:aws:logs:eu-west-1:111122223333:log-group:orders', format };
    // Counted down, so that stages do not come in the order of reports.
    return stage('rest', `release-${99 - index}`, { accessLog: index % 3 === 0 ? null : accessLog });
  });
  const denied = (region: string): EvidenceRecord => ({
    key: 'apigateway.apis',
    target: place(region),
    evidence: unavailable('denied-by-scp', 'explicit deny', call('apigateway:GetRestApis', { region, accountId })),
  });
  return [
    { key: 'apigateway.apis', target: place('eu-west-1'), evidence: apisWith(...stages) },
    ...['sa-east-1', 'us-west-2'].map(denied),
  ];
}

/** Two accounts with such records, and one that the scan did not come to. */
function inventoryOf(): Inventory & { readonly read: string[] } {
  const read: string[] = [];
  return {
    read,
    scan: { ...SAMPLE_SCAN, accounts: ACCOUNTS.map((id) => ({ id, name: null })), regions: null },
    sha256: '0'.repeat(64),
    organization: async () => [],
    account: async (id) => {
      read.push(id);
      return id === ACCOUNTS[2] ? [] : recordsOf(id);
    },
  };
}

function reportOf(inventory: Inventory) {
  const tool = { name: 'trailgate', version: '0.1.0', homepage: 'https://example.com' };
  return makeReport({ inventory, rules, now: new Date('2026-11-21T12:00:00Z'), tool });
}

async function allOf<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

function count<K extends string>(names: readonly K[], found: readonly K[]): Record<K, number> {
  return Object.fromEntries(names.map((name) => [name, found.filter((each) => each === name).length])) as never;
}

function outcomesOf(findings: readonly Finding[]): OutcomeCounts {
  return count(
    OUTCOMES,
    findings.map(({ outcome }) => outcome),
  );
}

describe('a report’s summary, which is made without making its findings', async () => {
  const report = await reportOf(inventoryOf());
  const findings = await allOf(report.findings());

  test('counts what the findings count, by outcome, severity, rule and account', () => {
    const { summary } = report;
    const failing = findings.filter(({ outcome }) => outcome === 'fail');
    expect(failing.length).toBeGreaterThan(40);
    expect(summary.outcomes).toEqual(outcomesOf(findings));
    expect(summary.failures).toEqual(
      count(
        SEVERITIES,
        failing.map(({ severity }) => severity),
      ),
    );
    for (const { ruleId, ...counts } of summary.byRule) {
      expect(counts, ruleId).toEqual(outcomesOf(findings.filter((finding) => finding.ruleId === ruleId)));
    }
    expect(summary.byRule.map(({ ruleId }) => ruleId)).toEqual(rules.map(({ id }) => id));
    for (const { accountId, ...counts } of summary.byAccount) {
      expect(counts, accountId).toEqual(outcomesOf(findings.filter((finding) => finding.accountId === accountId)));
    }
  });

  test('counts unread regions that are told once as one', () => {
    const told = findings.filter(
      ({ ruleId, region, outcome }) =>
        ruleId === 'stages/missing-access-log' && outcome === 'unknown' && region === null,
    );
    expect(told.map(({ accountId }) => accountId)).toEqual([ACCOUNTS[0], ACCOUNTS[1]]);
    expect(report.summary.byRule.find(({ ruleId }) => ruleId === 'stages/missing-access-log')?.unknown).toBe(2);
  });

  test('holds the worst failures as the findings have them', () => {
    const worst = worstFailures();
    for (const finding of findings) worst.add(finding);
    expect(report.worst).toHaveLength(20);
    expect(report.worst).toEqual(worst.all());
  });

  test('counts the rows of coverage, and groups the gaps among them', async () => {
    const rows = await allOf(report.coverage());
    expect(report.summary.coverage).toEqual(
      count(
        COVERAGE_STATUSES,
        rows.map(({ status }) => status),
      ),
    );
    expect(report.gaps[0]).toEqual({
      status: 'denied-by-scp',
      reason: 'denied-by-scp',
      api: 'apigateway:GetRestApis',
      places: 4,
      example: { accountId: ACCOUNTS[0], region: 'sa-east-1' },
    });
  });
});

test('a report reads each account once before anybody goes through its findings', async () => {
  const inventory = inventoryOf();
  await reportOf(inventory);
  expect(inventory.read).toEqual(ACCOUNTS);
});
