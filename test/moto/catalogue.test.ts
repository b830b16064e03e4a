import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { CoverageRow, Finding } from '../../src/model/report.ts';
import type { Moto } from '../support/moto.ts';
import { awsEnvironment, motoAvailable, startMoto } from '../support/moto.ts';
import type { RefusingProxy } from '../support/refusing-proxy.ts';
import { startRefusingProxy } from '../support/refusing-proxy.ts';
import type { Caller } from '../support/seed/callers.ts';
import { at, credentialVariables, managementCaller } from '../support/seed/callers.ts';
import { seedCatalogue } from '../support/seed/catalogue.ts';
import { seedOrganizationWithTrail } from '../support/seed/example-organization.ts';
import { seedTrail } from '../support/seed/trails.ts';
import { trailgate } from '../support/trailgate.ts';

const RULES = [
  'trails/global-events-excluded',
  'trails/dangling-destination',
  'trails/exposed-bucket',
  'trails/unprotected-bucket',
  'trails/unvalidated-log-files',
  'trails/unencrypted',
  'trails/no-cloudwatch-logs',
  'trails/duplicate-management-events',
  'stages/log-destination-without-format',
  'stages/dangling-log-destination',
  'stages/undeliverable-http-log',
  'stages/unretained-log-group',
  'stages/rerouted-execution-log',
  'stages/full-request-logging',
];

interface Scanned {
  readonly findings: readonly Finding[];
  readonly coverage: readonly CoverageRow[];
}

describe.skipIf(!motoAvailable)('a scan for what becomes of records', () => {
  let moto: Moto;
  let proxy: RefusingProxy;
  let whole: Scanned;
  let asked: readonly string[];

  beforeAll(async () => {
    moto = await startMoto({ managedPolicies: false });
    await seedCatalogue(managementCaller(moto.endpoint));
    proxy = await startRefusingProxy(moto.endpoint);
    whole = await scan();
    asked = proxy.requests.map(({ service, operation, region }) => `${service}:${operation} ${region}`);
  }, 60_000);
  afterEach(() => proxy?.clear());
  afterAll(async () => {
    await proxy?.stop();
    await moto?.stop();
  });

  async function scan(rules: readonly string[] = RULES): Promise<Scanned> {
    const { stdout, stderr } = await trailgate(
      [
        ...['scan', '--regions', 'us-east-1,eu-west-1', '--report', 'json', '--quiet', '--rate-share', '1'],
        ...rules.flatMap((rule) => ['--rules', rule]),
      ],
      { env: awsEnvironment(proxy.endpoint) },
    );
    expect(stderr).toBe('');
    return JSON.parse(stdout);
  }

  function told({ findings }: Scanned, outcome: Finding['outcome']): readonly string[] {
    return findings
      .filter((finding) => finding.outcome === outcome)
      .map(({ ruleId, resource, severity }) => `${ruleId} ${resource.name} ${severity}`)
      .sort();
  }

  test('finds exactly what is wrong', () => {
    expect(told(whole, 'fail')).toEqual([
      'stages/dangling-log-destination orders/beta medium',
      'stages/dangling-log-destination orders/dev medium',
      'stages/full-request-logging orders/dev medium',
      'stages/log-destination-without-format orders/half low',
      'stages/undeliverable-http-log prices/closed medium',
      'stages/unretained-log-group closed low',
      'stages/unretained-log-group prices low',
      'trails/dangling-destination half-lost high',
      'trails/dangling-destination lost high',
      'trails/duplicate-management-events 123456789012 low',
      'trails/exposed-bucket careless-logs critical',
      'trails/global-events-excluded careless low',
      'trails/no-cloudwatch-logs careless low',
      'trails/no-cloudwatch-logs lost low',
      'trails/unencrypted careless medium',
      'trails/unencrypted half-lost medium',
      'trails/unencrypted lost medium',
      'trails/unprotected-bucket careless-logs medium',
      'trails/unprotected-bucket half-logs low',
      'trails/unvalidated-log-files careless medium',
      'trails/unvalidated-log-files half-lost medium',
    ]);
  });

  test('leaves nothing open, and has nothing against what is sound', () => {
    expect(told(whole, 'unknown')).toEqual([]);
    expect(told(whole, 'pass')).toEqual(
      expect.arrayContaining([
        'stages/dangling-log-destination orders/prod medium',
        'stages/dangling-log-destination orders/test medium',
        'stages/rerouted-execution-log orders/prod low',
        'stages/undeliverable-http-log prices/$default medium',
        'stages/unretained-log-group orders low',
        'trails/dangling-destination sound high',
        'trails/exposed-bucket sound-logs critical',
        'trails/unprotected-bucket sound-logs medium',
      ]),
    );
  });

  test('asks about each destination once, and nowhere else', () => {
    const count = (name: string) => asked.filter((each) => each.startsWith(`${name} `)).length;
    const buckets = 4;
    expect(count('s3:GetBucketVersioning')).toBe(buckets);
    expect(count('s3:GetObjectLockConfiguration')).toBe(buckets);
    expect(count('s3:GetBucketPolicyStatus')).toBe(buckets);
    expect(count('s3:GetBucketAcl')).toBe(buckets);
    expect(count('s3:GetPublicAccessBlock')).toBe(buckets);
    // Two of trails; those of stages together, and the one that is missing once more by itself.
    expect(count('logs:DescribeLogGroups')).toBe(4);
    expect(count('sns:GetTopicAttributes')).toBe(2);
    expect(count('firehose:DescribeDeliveryStream')).toBe(2);
    // The account's, and those of the two log groups of HTTP APIs.
    expect(count('logs:DescribeResourcePolicies')).toBe(3);
    expect(count('logs:DescribeDeliverySources')).toBe(1);
    expect(asked.filter((each) => each.startsWith('logs:') && each.endsWith('eu-west-1'))).toEqual([]);
  });

  test('asks nothing about destinations where no chosen rule needs it', async () => {
    await scan(['trails/stopped', 'stages/missing-access-log']);
    for (const service of ['s3', 'sns', 'logs', 'firehose'] as const) expect(proxy.count({ service })).toBe(0);
  });

  test.each([
    ['s3', 'GetBucketVersioning', ['trails/dangling-destination', 'trails/unprotected-bucket']],
    ['s3', 'GetObjectLockConfiguration', ['trails/unprotected-bucket']],
    ['s3', 'GetBucketPolicyStatus', ['trails/exposed-bucket']],
    ['s3', 'GetBucketAcl', ['trails/exposed-bucket']],
    ['s3', 'GetPublicAccessBlock', ['trails/exposed-bucket']],
    ['logs', 'DescribeLogGroups', ['stages/dangling-log-destination', 'stages/unretained-log-group']],
    ['sns', 'GetTopicAttributes', ['trails/dangling-destination']],
    ['firehose', 'DescribeDeliveryStream', ['stages/dangling-log-destination']],
    ['logs', 'DescribeResourcePolicies', ['stages/undeliverable-http-log']],
    ['logs', 'DescribeDeliverySources', ['stages/rerouted-execution-log']],
  ] as const)(
    'a denial of %s %s leaves open what rests on it, and passes nothing',
    async (service, operation, rules) => {
      proxy.refuse({ service, operation }, 'access-denied');
      const denied = await scan();
      const before = new Map(whole.findings.map(({ fingerprint, outcome }) => [fingerprint, outcome]));
      for (const { fingerprint, outcome, ruleId, resource } of denied.findings) {
        const was = before.get(fingerprint) ?? 'unknown';
        expect([was, 'unknown'], `${ruleId} on ${resource.name}`).toContain(outcome);
      }
      const unknowns = denied.findings.filter(({ outcome }) => outcome === 'unknown');
      expect([...new Set(unknowns.map(({ ruleId }) => ruleId))].sort()).toEqual(expect.arrayContaining([...rules]));
      const because = unknowns.flatMap(({ reasons }) => reasons.map(({ reason, call }) => `${reason} ${call?.api}`));
      expect(new Set(because)).toEqual(new Set([`access-denied ${service}:${operation}`]));
      expect(denied.coverage.some(({ status }) => status === 'partly-scanned')).toBe(true);
    },
  );

  test('throttling that ends in time changes nothing', async () => {
    for (const service of ['s3', 'sns', 'logs', 'firehose'] as const)
      proxy.refuse({ service }, 'throttled', { times: 2 });
    const slowed = await scan();
    const outcomes = ({ findings }: Scanned) => findings.map(({ fingerprint, outcome }) => `${fingerprint} ${outcome}`);
    expect(outcomes(slowed)).toEqual(outcomes(whole));
  }, 30_000);

  test('finds execution logs that are delivered elsewhere, which moto does not know', async () => {
    const prod = whole.findings.find(({ resource }) => resource.name === 'orders/prod')?.resource.arn ?? '';
    const [, id] = /restapis\/([^/]+)\//.exec(prod) ?? [];
    const answer = (body: object) => ({
      status: 200,
      headers: { 'content-type': 'application/x-amz-json-1.1' },
      body: JSON.stringify(body),
    });
    const resource = `arn:aws:apigateway:us-east-1:123456789012:/restapis/${id}/stages/prod`;
    const deliveryDestinationArn = 'arn:aws:logs:us-east-1:123456789012:delivery-destination:central';
    const source = { name: 'orders-prod', logType: 'EXECUTION_LOGS', service: 'apigateway', resourceArns: [resource] };
    const delivery = { id: 'Kx3mQ1', deliverySourceName: 'orders-prod', deliveryDestinationArn };
    proxy.refuse({ operation: 'DescribeDeliverySources' }, answer({ deliverySources: [source] }));
    proxy.refuse({ operation: 'DescribeDeliveries' }, answer({ deliveries: [delivery] }));
    const rerouted = await scan(['stages/rerouted-execution-log']);
    expect(rerouted.findings.filter(({ outcome }) => outcome === 'fail')).toMatchObject([
      { resource: { name: 'orders/prod' }, message: `execution logs go to ${deliveryDestinationArn} instead` },
    ]);
  });

  test('every finding names the calls that it rests on', () => {
    const without = whole.findings.filter(
      ({ evidence, outcome }) => outcome !== 'not-applicable' && evidence.calls.length === 0,
    );
    expect(without).toEqual([]);
  });
});

describe.skipIf(!motoAvailable)('a scan of an organization’s own trails', () => {
  let moto: Moto;
  let proxy: RefusingProxy;
  let management: Caller;

  beforeAll(async () => {
    moto = await startMoto({ managedPolicies: false });
    management = (await seedOrganizationWithTrail(moto.endpoint)).management;
    proxy = await startRefusingProxy(moto.endpoint, { defaultAccount: management.accountId });
  }, 60_000);
  afterEach(() => proxy?.clear());
  afterAll(async () => {
    await proxy?.stop();
    await moto?.stop();
  });

  async function scan(): Promise<readonly Finding[]> {
    const { stdout, stderr } = await trailgate(
      [
        ...['scan', '--organization', '--role-name', 'OrganizationAccountAccessRole', '--regions', 'us-east-1'],
        ...['--rules', 'organization/*', '--report', 'json', '--quiet', '--rate-share', '1'],
      ],
      { env: awsEnvironment(proxy.endpoint, credentialVariables(management)) },
    );
    expect(stderr).toBe('');
    return JSON.parse(stdout).findings;
  }

  /** moto registers no delegated administrator of CloudTrail. */
  function answerWith(...ids: readonly string[]): void {
    const body = JSON.stringify({ DelegatedAdministrators: ids.map((Id) => ({ Id })) });
    const headers = { 'content-type': 'application/x-amz-json-1.1' };
    proxy.refuse({ operation: 'ListDelegatedAdministrators' }, { status: 200, headers, body });
  }

  test('passes with a home that every account has and a delegated administrator', async () => {
    answerWith('444455556666');
    const findings = await scan();
    expect(findings.map(({ ruleId, outcome }) => `${ruleId} ${outcome}`)).toEqual([
      'organization/missing-trail pass',
      'organization/trail-homed-in-opt-in-region pass',
      'organization/no-delegated-administrator pass',
    ]);
    for (const { evidence } of findings) expect(evidence.calls.length).toBeGreaterThan(0);
  });

  test('fails without a delegated administrator, and is open where nobody may ask', async () => {
    const outcome = async () =>
      (await scan()).find(({ ruleId }) => ruleId === 'organization/no-delegated-administrator')?.outcome;
    answerWith();
    expect(await outcome()).toBe('fail');
    proxy.refuse({ operation: 'ListDelegatedAdministrators' }, 'access-denied');
    expect(await outcome()).toBe('unknown');
  });

  test('fails with a home that accounts must opt into', async () => {
    answerWith('444455556666');
    await seedTrail(at(management, 'eu-central-2'), { name: 'zurich', organization: true });
    const findings = await scan();
    expect(findings.filter(({ outcome }) => outcome === 'fail')).toMatchObject([
      { ruleId: 'organization/trail-homed-in-opt-in-region', region: 'eu-central-2', resource: { name: 'zurich' } },
    ]);
  });
});
