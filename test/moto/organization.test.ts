import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reportSchemaText } from '../../reports/json-schema.ts';
import { rules as allRules } from '../../rules/index.ts';
import type { CoverageRow, Finding, Summary } from '../../src/model/report.ts';
import { launchBrowser } from '../support/browser.ts';
import { CONTRACT, CONTRACT_RULES } from '../support/contract.ts';
import { temporaryFolder } from '../support/folder.ts';
import type { Moto } from '../support/moto.ts';
import { awsEnvironment, motoAvailable, startMoto } from '../support/moto.ts';
import { NODE_24 } from '../support/node-24.ts';
import { multitoolComplaints } from '../support/sarif-multitool.ts';
import { credentialVariables, managementCaller } from '../support/seed/callers.ts';
import type { ExampleOrganization } from '../support/seed/example-organization.ts';
import {
  EXAMPLE_REGIONS,
  seedExampleOrganization,
  seedOrganizationWithTrail,
} from '../support/seed/example-organization.ts';
import { unitOf } from '../support/seed/organization.ts';
import { type Ended, trailgate } from '../support/trailgate.ts';

const SCAN = [
  ...['scan', '--organization', '--role-name', 'OrganizationAccountAccessRole'],
  ...['--regions', EXAMPLE_REGIONS.join(',')],
];
/** The example organization is made for these; the catalogue's other rules have tests of their own. */
const SCAN_CONTRACT = [...SCAN, ...CONTRACT_RULES];
const rules = allRules.filter(({ id }) => id in CONTRACT);

/** Everything that is wrong in the example organization: rule, account, region and resource, with a severity that is not the rule's own. */
const FAILURES = [
  'formats/missing-request-id shop eu-west-1 cart/prod',
  'formats/missing-request-id warehouse us-east-1 stock/prod',
  'organization/missing-trail management organization',
  'roles/dangling legacy deleted-since',
  'roles/missing legacy us-east-1 legacy',
  'roles/over-broad shop administrator',
  'roles/over-broad warehouse all-of-logs',
  'roles/shared-trust identity shared',
  'roles/too-narrow identity bounded',
  'roles/too-narrow warehouse cannot-write',
  'roles/untrusted-by-api-gateway shop for-functions',
  'stages/missing-access-log legacy eu-west-1 orders/prod',
  'stages/missing-access-log legacy us-east-1 chat/prod',
  'stages/missing-access-log legacy us-east-1 orders/prod',
  'stages/missing-access-log legacy us-east-1 prices/$default',
  'stages/missing-execution-log legacy us-east-1 chat/prod',
  'stages/missing-execution-log legacy us-east-1 orders/prod',
  'stages/missing-execution-log shop us-east-1 cart/prod',
  'stages/missing-execution-log warehouse eu-west-1 scanners/prod',
  'trails/high-volume-sources-excluded analytics analytics',
  'trails/management-events-gap archive eu-west-1 archive',
  'trails/management-events-gap archive us-east-1 archive',
  'trails/management-events-gap legacy eu-west-1 legacy',
  'trails/management-events-gap shop eu-west-1 shop',
  'trails/management-events-gap shop us-east-1 shop',
  'trails/management-events-gap warehouse eu-west-1 warehouse',
  'trails/management-events-gap warehouse us-east-1 warehouse',
  'trails/no-multi-region-trail archive archive',
  'trails/no-multi-region-trail legacy legacy',
  'trails/stopped archive us-east-1 stopped',
  'trails/stopped identity us-east-1 spare (low)',
];

interface JsonReport {
  readonly findings: readonly Finding[];
  readonly coverage: readonly CoverageRow[];
  readonly summary: Summary;
}

describe.skipIf(!motoAvailable)('a scan of an organization on moto', () => {
  const folder = temporaryFolder();
  const file = (name: string) => join(folder, name);
  let moto: Moto;
  let organization: ExampleOrganization;
  let ended: Ended;
  let report: JsonReport;

  beforeAll(async () => {
    moto = await startMoto();
    organization = await seedExampleOrganization(moto.endpoint);
    const reports = ['json', 'sarif', 'sarif-github', 'html'].flatMap((format) => [
      '--report',
      `${format}=${file(`report.${format}`)}`,
    ]);
    ended = await trailgate(
      [...SCAN_CONTRACT, ...reports, '--save-inventory', file('inventory'), '--rate-share', '1'],
      {
        env: awsEnvironment(moto.endpoint),
      },
    );
    report = JSON.parse(await readFile(file('report.json'), 'utf8'));
  }, 120_000);
  afterAll(() => moto?.stop());

  /** Findings with names instead of the ids that moto draws at random. */
  function named(outcome: Finding['outcome']): readonly string[] {
    const names = new Map(Object.entries(organization.accounts).map(([name, { id }]) => [id, name]));
    const own = new Map(rules.map(({ id, severity }) => [id, severity]));
    return report.findings
      .filter((finding) => finding.outcome === outcome)
      .map(({ ruleId, accountId, region, resource, severity }) => {
        const resourceName =
          resource.name === organization.id ? 'organization' : (names.get(resource.name) ?? resource.name);
        const other = severity === own.get(ruleId) ? [] : [`(${severity})`];
        return [ruleId, names.get(accountId), ...(region === null ? [] : [region]), resourceName, ...other].join(' ');
      })
      .sort();
  }

  test('finds exactly what is wrong', () => {
    expect(named('fail')).toEqual(FAILURES);
  });

  test('finds nothing wrong in the sound account, and judges all of it', () => {
    const passed = named('pass').filter((line) => line.includes(' payments '));
    expect(new Set(passed.map((line) => line.split(' ')[0])).size).toBe(
      rules.filter(({ id }) => !id.startsWith('organization/')).length,
    );
    expect(named('unknown')).toEqual([]);
  });

  test('every rule but those that need an organization trail or a bucket’s refusal passes and fails somewhere', () => {
    const outcomes = (ruleId: string) =>
      new Set(report.findings.filter((finding) => finding.ruleId === ruleId).map(({ outcome }) => outcome));
    for (const { id } of rules) {
      if (id === 'organization/missing-trail' || id === 'trails/delivery-failing') continue;
      expect(outcomes(id), id).toEqual(new Set([...outcomes(id), 'pass', 'fail']));
    }
  });

  test('covers every account in both regions', () => {
    const accounts = Object.values(organization.accounts).map(({ id }) => id);
    const expected = accounts.flatMap((id) => [null, ...EXAMPLE_REGIONS].map((region) => `${id} ${region}`));
    expect(report.coverage.map(({ accountId, region }) => `${accountId} ${region}`).sort()).toEqual(expected.sort());
    expect(new Set(report.coverage.map(({ status }) => status))).toEqual(new Set(['scanned']));
  });

  test('every finding names the calls that it rests on', () => {
    const without = report.findings.filter(
      ({ evidence, outcome }) => outcome !== 'not-applicable' && evidence.calls.length === 0,
    );
    expect(without).toEqual([]);
  });

  test('ends with 1, shows progress on standard error and the table on standard output', () => {
    expect(ended.status).toBe(1);
    expect(ended.stderr).toMatch(/^0 of 8 accounts/);
    expect(ended.stderr).toMatch(/8 of 8 accounts, 16 regions, \d+ requests\n$/);
    expect(ended.stderr).not.toContain('Warning');
    expect(ended.stdout).toContain(`${FAILURES.length} failed`);
    for (const { id } of rules) expect(ended.stdout).toContain(id);
  });

  test('the JSON report is what its schema says', () => {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
    addFormats.default(ajv);
    const validate = ajv.compile(JSON.parse(reportSchemaText()));
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
  });

  test.each([
    ['sarif', 'sarif'],
    ['sarif-github', 'github'],
  ] as const)('Microsoft’s validator has nothing against the %s report', async (format, profile) => {
    expect(await multitoolComplaints(await readFile(file(`report.${format}`), 'utf8'), profile)).toEqual([]);
  });

  test('the HTML page opens from disk without an error and shows the failures', async () => {
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      const errors: string[] = [];
      page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
      page.on('pageerror', (error) => errors.push(error.message));
      await page.goto(pathToFileURL(file('report.html')).href);
      await page.getByLabel('Search').fill('deleted-since');
      await page.locator('.row', { hasText: 'deleted-since' }).waitFor();
      expect(errors).toEqual([]);
    } finally {
      await browser.close();
    }
  });

  test('judging the saved inventory again gives the same reports, but for the one time that is said to differ', async () => {
    const again = await trailgate(
      ['judge', file('inventory'), ...CONTRACT_RULES, '--report', `json=${file('again.json')}`, '--quiet'],
      {
        env: { PATH: process.env.PATH },
      },
    );
    const [first, second] = await Promise.all([
      readFile(file('report.json'), 'utf8'),
      readFile(file('again.json'), 'utf8'),
    ]);
    const timeless = (text: string) => text.replace(/"judgedAt": "[^"]*"/, '"judgedAt": ""');
    expect(again).toMatchObject({ status: 1, stdout: '', stderr: '' });
    expect(second).not.toBe(first);
    expect(timeless(second)).toBe(timeless(first));
  });

  test.skipIf(NODE_24 === '')('on Node 24 the command line finds the same', async () => {
    const node = join(NODE_24, 'node');
    const scan = await trailgate([...SCAN_CONTRACT, '--report', 'json', '--quiet', '--rate-share', '1'], {
      env: awsEnvironment(moto.endpoint),
      node,
    });
    expect(scan.stderr).toBe('');
    const prints = (findings: readonly Finding[]) =>
      findings.map(({ fingerprint, outcome }) => `${fingerprint} ${outcome}`);
    expect(prints((JSON.parse(scan.stdout) as JsonReport).findings)).toEqual(prints(report.findings));
  });

  test('two scans of the same state find the same, in the same order', async () => {
    const second = await trailgate([...SCAN_CONTRACT, '--report', 'json', '--quiet', '--rate-share', '1'], {
      env: awsEnvironment(moto.endpoint),
    });
    const timeless = (findings: readonly Finding[]) => findings.map(({ evidence: _, ...finding }) => finding);
    expect(timeless((JSON.parse(second.stdout) as JsonReport).findings)).toEqual(timeless(report.findings));
  });

  test('single accounts, organizational units and exclusions narrow the scan', async () => {
    const accountsOf = async (...args: readonly string[]) => {
      const { stdout, stderr } = await trailgate(
        [
          'scan',
          '--regions',
          'us-east-1',
          '--role-name',
          'OrganizationAccountAccessRole',
          '--rules',
          'stages/*',
          '--report',
          'json',
          '--quiet',
          '--rate-share',
          '1',
          ...args,
        ],
        { env: awsEnvironment(moto.endpoint) },
      );
      expect(stderr).toBe('');
      return [...new Set((JSON.parse(stdout) as JsonReport).coverage.map(({ accountId }) => accountId))].sort();
    };
    const { payments, legacy, shop, warehouse, management } = organization.accounts;
    expect(await accountsOf('--accounts', `${shop.id},${legacy.id}`)).toEqual([shop.id, legacy.id].sort());
    expect(await accountsOf()).toEqual([management.id]);
    const unit = await unitOf(managementCaller(moto.endpoint), payments.id);
    expect(await accountsOf('--organization', '--organizational-units', unit, '--exclude-accounts', shop.id)).toEqual(
      [payments.id, legacy.id, warehouse.id].sort(),
    );
  });
});

describe.skipIf(!motoAvailable)('an organization with an organization trail', () => {
  test('passes, also where the management account is not the scanner’s default', async () => {
    const moto = await startMoto({ managedPolicies: false });
    try {
      const { management } = await seedOrganizationWithTrail(moto.endpoint);
      const { stdout } = await trailgate(
        [...SCAN, '--rules', 'organization/missing-trail', '--report', 'json', '--quiet'],
        {
          env: awsEnvironment(moto.endpoint, credentialVariables(management)),
        },
      );
      expect((JSON.parse(stdout) as JsonReport).findings).toMatchObject([
        { ruleId: 'organization/missing-trail', outcome: 'pass', accountId: management.accountId },
      ]);
    } finally {
      await moto.stop();
    }
  }, 60_000);
});
