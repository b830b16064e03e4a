import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rules } from '../../../rules/index.ts';
import { fingerprint } from '../../../src/engine/judge.ts';
import { makeReport } from '../../../src/engine/report.ts';
import type { Inventory } from '../../../src/inventory/read.ts';
import type { Stage } from '../../../src/model/apigateway.ts';
import type { EvidenceRecord } from '../../../src/model/catalog.ts';
import type { Finding } from '../../../src/model/report.ts';
import type { Rule } from '../../../src/model/rule.ts';
import { status, trail } from '../../rules/trails/estate.ts';
import { ACCOUNT, call, has, REGION } from '../../support/evidence.ts';
import { SAMPLE_SCAN } from '../../support/report.ts';
import { apisWith, stage } from '../../support/stages.ts';

/*
 * GitHub, and whoever else keeps findings, knows a finding by its fingerprint. Where one of these changes, the finding
 * of yesterday is closed and a new one opened, and people lose what they had decided on it. New lines are welcome;
 * a line that changes needs a reason that is worth that, and a word in CHANGELOG.md.
 */
describe('the fingerprints of the demo’s failures', () => {
  const { findings } = JSON.parse(readFileSync('test/golden/demo/report.json', 'utf8')) as { findings: Finding[] };
  const failures = findings.filter(({ outcome }) => outcome === 'fail');

  test('are what they always were', async () => {
    const lines = failures.map(({ ruleId, accountId, region, resource, fingerprint }) =>
      JSON.stringify({ ruleId, accountId, region, arn: resource.arn, fingerprint }),
    );
    await expect(`[\n${lines.join(',\n')}\n]\n`).toMatchFileSnapshot('../../golden/fingerprints.json');
  });

  test('are computed so still', () => {
    for (const { ruleId, accountId, region, resource, fingerprint: golden } of failures) {
      const rule = rules.find(({ id }) => id === ruleId);
      if (rule === undefined) throw new Error(`no rule is called ${ruleId}`);
      const target = { scope: 'account', partition: 'aws', accountId } as const;
      expect(fingerprint(rule, target, { ...resource, region }), `${ruleId} ${resource.arn}`).toBe(golden);
    }
  });
});

interface Circumstances {
  readonly apiName: string;
  readonly reversed: boolean;
  readonly at: string;
  readonly version: string;
}

const FIRST: Circumstances = { apiName: 'orders', reversed: false, at: '2026-11-20T04:00:00.000Z', version: '0.1.0' };

/** The findings on one account with defects of all families, by what they are about. */
async function findingsUnder({ apiName, reversed, at, version }: Circumstances): Promise<readonly Finding[]> {
  const ordered = <T>(items: readonly T[]): T[] => (reversed ? items.toReversed() : [...items]);
  const named = (each: Stage): Stage => ({ ...each, name: `${apiName}/${each.stageName}`, apiName });
  const stages = [
    stage('rest', 'prod', { accessLog: null }),
    stage('rest', 'test', { accessLog: { destinationArn: null, format: '$context.status' } }),
    stage('websocket', 'live', { executionLog: { level: 'OFF', dataTrace: false, overrides: [] } }),
  ];
  const trails = [trail('audit', { logFileValidation: false }), trail('legacy', { multiRegion: false })];
  const account = { scope: 'account', partition: 'aws', accountId: ACCOUNT } as const;
  const region = { ...account, scope: 'region', region: REGION } as const;
  const home = { ...region, region: 'us-east-1' } as const;
  const details = trails.map(({ arn }) => ({
    arn,
    status: status(false),
    selectors: has({ basic: [], advanced: [] }),
  }));
  const records = [
    { key: 'account.regions', target: account, evidence: has([]) },
    { key: 'cloudtrail.trail-details', target: account, evidence: has(ordered(details)) },
    { key: 'cloudtrail.trails', target: home, evidence: has(ordered(trails)) },
    { key: 'apigateway.account', target: region, evidence: has({ everUsed: true, cloudWatchRoleArn: null }) },
    { key: 'apigateway.apis', target: region, evidence: apisWith(...ordered(stages.map(named))) },
  ] as EvidenceRecord[];
  const inventory: Inventory = {
    scan: { ...SAMPLE_SCAN, accounts: [{ id: ACCOUNT, name: apiName }], startedAt: at, finishedAt: at },
    sha256: SAMPLE_SCAN.inventorySha256,
    organization: async () => [],
    account: async () => ordered(records).map((record) => askedAt(record, at)),
  };
  const report = await makeReport({
    inventory,
    rules: ordered(rules).map((rule) => reworded(rule, version)),
    now: new Date(at),
    tool: { name: 'trailgate', version, homepage: 'https://example.com/trailgate' },
  });
  const findings: Finding[] = [];
  for await (const finding of report.findings()) findings.push(finding);
  return findings;
}

/** A rule as a version has it, with a severity and words of its own. */
function reworded(rule: Rule, version: string): Rule {
  return {
    ...rule,
    title: `${rule.title} (${version})`,
    severity: version === FIRST.version ? rule.severity : 'low',
    *judge(seen, context) {
      for (const verdict of rule.judge(seen, context)) yield { ...verdict, message: `${verdict.message} (${version})` };
    },
  };
}

function askedAt(record: EvidenceRecord, at: string): EvidenceRecord {
  const { evidence } = record;
  if (evidence.status === 'unavailable') return record;
  return { ...record, evidence: { ...evidence, calls: [call('test:Ask', { at, requestId: at })] } } as EvidenceRecord;
}

function fingerprintsOf(findings: readonly Finding[]): Readonly<Record<string, string>> {
  const entries = findings.map(
    ({ ruleId, outcome, region, resource, fingerprint }) =>
      [[ruleId, outcome, region, resource.arn].join(' '), fingerprint] as const,
  );
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

describe('a finding keeps its fingerprint', () => {
  test.each<[string, Partial<Circumstances>]>([
    ['when its API is renamed', { apiName: 'Orders, second edition' }],
    ['in whichever order AWS lists things', { reversed: true }],
    ['a year later', { at: '2027-11-20T04:00:00.000Z' }],
    ['with another version of Trailgate', { version: '2.0.0' }],
  ])('%s', async (_, change) => {
    const before = await findingsUnder(FIRST);
    const after = await findingsUnder({ ...FIRST, ...change });
    expect(after).not.toEqual(before);
    expect(fingerprintsOf(after)).toEqual(fingerprintsOf(before));
    const families = before.filter(({ outcome }) => outcome === 'fail').map(({ ruleId }) => ruleId.split('/')[0]);
    expect([...new Set(families)].sort()).toEqual(['formats', 'roles', 'stages', 'trails']);
  });
});
