import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, test } from 'vitest';
import { json } from '../../reports/json.ts';
import { reportSchemaText } from '../../reports/json-schema.ts';
import type { EvidenceRecord } from '../../src/model/catalog.ts';
import type { Comparison, GoneFinding } from '../../src/model/comparison.ts';
import type { CoverageRow, Finding, Report } from '../../src/model/report.ts';
import { HOSTILE_TEXTS, hostileReport } from '../reports/hostile.ts';
import { render } from '../reports/render.ts';
import { audit, basic } from '../rules/trails/estate.ts';
import { evidenceOf, targetIn } from '../semantics/event-delivery/estate-account.ts';
import { ACCOUNT } from '../support/evidence.ts';
import { temporaryFolder } from '../support/folder.ts';
import { writeInventory } from '../support/inventory.ts';
import { sampleFinding, sampleReport } from '../support/report.ts';
import { trailgate } from '../support/trailgate.ts';

const folder = temporaryFolder();

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
addFormats.default(ajv);
const validate = ajv.compile(JSON.parse(reportSchemaText()));

interface Compared {
  readonly findings: readonly Finding[];
  readonly comparison: Omit<Comparison, 'gone'> & { readonly gone: readonly GoneFinding[] };
}

/** What a JSON report says, which must follow the schema. */
function readReport(text: string): Compared {
  const report: unknown = JSON.parse(text);
  expect(validate(report), ajv.errorsText(validate.errors)).toBe(true);
  return report as Compared;
}

async function saved(name: string, report: Report): Promise<string> {
  const file = join(folder, `${name}.json`);
  writeFileSync(file, await render(json, report));
  return file;
}

const trail = (name: string, overrides: Partial<Finding> = {}) =>
  sampleFinding({
    resource: { arn: `arn:aws:cloudtrail:eu-west-1:333344445555:trail/${name}`, type: 'AWS::CloudTrail::Trail', name },
    ...overrides,
  });
const coverage = [null, 'eu-west-1'].map(
  (region): CoverageRow => ({
    accountId: '333344445555',
    region,
    status: 'scanned',
    reasons: [],
  }),
);
const THEN = [trail('payments'), trail('ledger'), trail('orders'), trail('gone')];
const NOW = [
  trail('payments'),
  trail('ledger', { severity: 'high' }),
  trail('orders', { outcome: 'pass', remediation: null }),
  trail('late'),
];

describe('a diff of two reports', () => {
  let older: string;
  let newer: string;
  beforeAll(async () => {
    older = await saved('older', sampleReport({ findings: THEN, coverage }));
    newer = await saved('newer', sampleReport({ findings: NOW, coverage }));
  });

  test('renders the later one with what became of everything since', async () => {
    const { stdout, status } = await trailgate(['diff', older, newer, '--report', 'json', '--quiet']);
    const { findings, comparison } = readReport(stdout);
    expect(findings.map(({ resource, change }) => `${resource.name} ${change}`)).toEqual([
      'payments unchanged',
      'ledger changed',
      'orders fixed',
      'late new',
    ]);
    expect(comparison.gone.map(({ resource, change }) => `${resource.name} ${change}`)).toEqual(['gone fixed']);
    expect(comparison.counts).toEqual({ new: 1, changed: 1, unchanged: 1, fixed: 2, 'became-unknown': 0 });
    expect(status).toBe(1);
  });

  test('shows the counts and the new failures to people', async () => {
    const { stdout } = await trailgate(['diff', older, newer]);
    expect(stdout.replace(/\s+/g, ' ')).toMatch(
      /Failures since the report of \S+Z: 1 new \(1 medium\), 1 changed, 2 fixed, 0 became unknown, 1 unchanged\./,
    );
    expect(stdout).toMatch(/\nmedium +trails\/unvalidated-log-files +333344445555\/eu-west-1 +late\n/);
  });

  test.each([
    ['new', 1],
    ['medium,new', 1],
    ['new,high', 1],
    ['critical,new', 0],
    ['high', 1],
    ['critical', 0],
    ['never', 0],
  ])('with --fail-on %s ends with %i', async (failOn, status) => {
    expect((await trailgate(['diff', older, newer, '--quiet', '--fail-on', failOn])).status).toBe(status);
  });

  test('of a report and itself finds nothing new', async () => {
    const { stdout, status } = await trailgate(['diff', older, older, '--report', 'json', '--quiet']);
    expect(readReport(stdout).comparison.counts).toMatchObject({ new: 0, fixed: 0, unchanged: 4 });
    expect(status).toBe(0);
  });

  test('may be written over either of them', async () => {
    const copy = join(folder, 'copy.json');
    writeFileSync(copy, readFileSync(newer));
    await trailgate(['diff', older, copy, '--report', `json=${copy}`, '--report', `ndjson=${copy}.lines`, '--quiet']);
    expect(readReport(readFileSync(copy, 'utf8')).findings).toHaveLength(NOW.length);
    expect(readFileSync(`${copy}.lines`, 'utf8')).toContain('trail/late');
  });

  test('with hostile texts follows the schema, and shows a terminal nothing to obey', async () => {
    const hostile = await saved('hostile', hostileReport());
    const [over, under] = await Promise.all([
      trailgate(['diff', newer, hostile, '--report', 'json']),
      trailgate(['diff', hostile, newer, '--report', 'json']),
    ]);
    expect(readReport(over.stdout).comparison.counts.new).toBe(HOSTILE_TEXTS.length);
    expect(readReport(under.stdout).comparison.gone).toHaveLength(HOSTILE_TEXTS.length);
    for (const { stderr } of [over, under]) expect(stderr.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
  });

  test.each([
    ['an earlier one that is none', () => [join(folder, 'nowhere.json'), newer], /nowhere\.json cannot be read/],
    ['a later one that is none', () => [older, join(folder, 'nowhere.json')], /nowhere\.json cannot be read/],
    ['only one', () => [older], /Not enough/],
    ['a severity that is none', () => [older, newer, '--fail-on', 'severe'], /--fail-on takes one of critical/],
    ['two severities', () => [older, newer, '--fail-on', 'low,high'], /--fail-on takes one of critical/],
    ['never and new', () => [older, newer, '--fail-on', 'never,new'], /--fail-on takes one of critical/],
    ['nothing to fail on', () => [older, newer, '--fail-on', ','], /--fail-on takes one of critical/],
  ])('refuses %s', async (_, args, sentence) => {
    const { status, stdout, stderr } = await trailgate(['diff', ...args()]);
    expect(stderr).toMatch(sentence);
    expect(stderr).toMatch(/^trailgate: .+\nSee: (trailgate --help|\S+#an-earlier-report-cannot-be-read)\n$/);
    expect({ status, stdout }).toEqual({ status: 64, stdout: '' });
  });
});

describe('judging against a baseline', () => {
  const baseline = join(folder, 'baseline.json');
  const judge = (name: string, ...args: readonly string[]) =>
    trailgate(['judge', join(folder, name), '--rules', 'trails/unvalidated-log-files', '--quiet', ...args]);

  beforeAll(async () => {
    await saveEvidence('before', ['ledger']);
    await saveEvidence('after', ['ledger', 'orders']);
    await judge('before', '--report', `json=${baseline}`);
  });

  test('tells what is new', async () => {
    const { stdout } = await judge('after', '--baseline', baseline, '--report', 'json');
    const { findings, comparison } = readReport(stdout);
    expect(findings.map(({ resource, change }) => `${resource.name} ${change}`).sort()).toEqual([
      'ledger unchanged',
      'orders new',
    ]);
    expect(comparison.counts).toEqual({ new: 1, changed: 0, unchanged: 1, fixed: 0, 'became-unknown': 0 });
  });

  test('can fail on what is new alone', async () => {
    const against = ['--baseline', baseline, '--fail-on'];
    expect((await judge('after', '--fail-on', 'low')).status).toBe(1);
    expect((await judge('before', ...against, 'low')).status).toBe(1);
    expect((await judge('before', ...against, 'new')).status).toBe(0);
    expect((await judge('after', ...against, 'new')).status).toBe(1);
    expect((await judge('after', ...against, 'critical,new')).status).toBe(0);
  });

  test('may replace the baseline by the new report', async () => {
    const report = join(folder, 'latest.json');
    writeFileSync(report, readFileSync(baseline));
    const { status } = await judge('after', '--baseline', report, '--report', `json=${report}`, '--fail-on', 'new');
    expect(readReport(readFileSync(report, 'utf8')).comparison.counts.new).toBe(1);
    expect(status).toBe(1);
  });

  test('refuses to compare with nothing', async () => {
    const { status, stderr } = await judge('after', '--fail-on', 'high,new');
    expect(stderr).toMatch(
      /^trailgate: --fail-on new needs an earlier report to compare with; name it with --baseline\n/,
    );
    expect(status).toBe(64);
  });

  test('refuses a baseline that was cut off before anything is judged', async () => {
    const half = join(folder, 'half.json');
    writeFileSync(half, readFileSync(baseline).subarray(0, 2000));
    const { status, stderr } = await judge('nowhere', '--baseline', half);
    expect(stderr).toMatch(/^trailgate: \S+half\.json is no JSON report of Trailgate: it is no JSON, or was cut off\n/);
    expect(status).toBe(64);
  });
});

/** Evidence of trails that do not sign their log files. */
async function saveEvidence(name: string, trails: readonly string[]): Promise<void> {
  const evidence = evidenceOf({
    trails: trails.map((each) => ({
      trail: { ...audit, arn: audit.arn.replace('audit', each), name: each, logFileValidation: false },
      selectors: basic(),
    })),
  });
  const target = targetIn();
  const records = [
    { key: 'account.regions', target, evidence: evidence['account.regions'] },
    ...evidence['cloudtrail.trails'].map((each) => ({ key: 'cloudtrail.trails', ...each })),
  ] as EvidenceRecord[];
  const scan = {
    partition: 'aws',
    caller: { accountId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:user/auditor` },
    organization: null,
    accounts: [{ id: ACCOUNT, name: 'orders' }],
    regions: null,
    startedAt: '2026-11-21T12:00:00.000Z',
    finishedAt: '2026-11-21T12:01:00.000Z',
    requests: {},
    shard: null,
    interrupted: false,
  };
  await writeInventory(join(folder, name), scan, records);
}
