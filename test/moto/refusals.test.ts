import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { CoverageRow, Finding } from '../../src/model/report.ts';
import type { Moto } from '../support/moto.ts';
import { awsEnvironment, MANAGEMENT_ACCOUNT, motoAvailable, startMoto } from '../support/moto.ts';
import type { RefusingProxy } from '../support/refusing-proxy.ts';
import { startRefusingProxy } from '../support/refusing-proxy.ts';
import type { AccountPlan } from '../support/seed/account.ts';
import { seedAccount } from '../support/seed/account.ts';
import { FORMATS } from '../support/seed/apis.ts';
import { assumeRole, managementCaller } from '../support/seed/callers.ts';
import { PUSH_TO_CLOUDWATCH_LOGS } from '../support/seed/roles.ts';
import { trailgate } from '../support/trailgate.ts';

const REGIONS = ['us-east-1', 'eu-west-1'];
const MEMBER = '210987654321';

/** Half sound, half not, so that a refusal can be seen to spoil passes and failures alike. */
const PLAN: AccountPlan = {
  'us-east-1': {
    trails: [{ name: 'everywhere' }, { name: 'spare', logging: 'stopped' }],
    role: { name: 'sound', managed: [PUSH_TO_CLOUDWATCH_LOGS] },
    apis: [
      {
        kind: 'rest',
        name: 'orders',
        stages: { prod: { accessLog: { format: FORMATS.json }, level: 'INFO' }, dev: {} },
      },
      { kind: 'http', name: 'prices', stages: { $default: {} } },
    ],
  },
  'eu-west-1': {
    role: {
      name: 'broad',
      inline: [{ Action: 'logs:*' }],
      trusts: ['apigateway.amazonaws.com', 'lambda.amazonaws.com'],
    },
    apis: [{ kind: 'websocket', name: 'chat', stages: { prod: { level: 'OFF' } } }],
  },
};

interface Scanned {
  readonly status: number | null;
  readonly stderr: string;
  readonly findings: ReadonlyMap<string, Finding>;
  readonly coverage: readonly CoverageRow[];
}

describe.skipIf(!motoAvailable)('a scan that is refused an answer', () => {
  let moto: Moto;
  let proxy: RefusingProxy;
  let whole: Scanned;

  beforeAll(async () => {
    moto = await startMoto();
    const management = managementCaller(moto.endpoint);
    await seedAccount(management, PLAN);
    await seedAccount(await assumeRole(management, MEMBER), PLAN);
    proxy = await startRefusingProxy(moto.endpoint);
    whole = await scan();
  }, 60_000);
  afterEach(() => proxy?.clear());
  afterAll(async () => {
    await proxy?.stop();
    await moto?.stop();
  });

  const BOTH = `${MANAGEMENT_ACCOUNT},${MEMBER}`;

  async function scan({
    accounts = BOTH,
    args = [],
  }: {
    accounts?: string;
    args?: readonly string[];
  } = {}): Promise<Scanned> {
    const { status, stdout, stderr } = await trailgate(
      [
        ...['scan', '--accounts', accounts, '--role-name', 'Audit', '--regions', REGIONS.join(',')],
        ...['--report', 'json', '--quiet', '--rate-share', '1', ...args],
      ],
      { env: awsEnvironment(proxy.endpoint) },
    );
    const { findings, coverage } = JSON.parse(stdout) as { findings: Finding[]; coverage: CoverageRow[] };
    return { status, stderr, findings: new Map(findings.map((finding) => [finding.fingerprint, finding])), coverage };
  }

  /** What holds under any refusal: no new certainty, every unknown explained, coverage that says so. */
  function expectHonest({ findings, coverage }: Scanned): void {
    for (const [fingerprint, finding] of findings) {
      const before = whole.findings.get(fingerprint)?.outcome ?? 'unknown';
      expect([before, 'unknown'], `${finding.ruleId} on ${finding.resource.name}: ${finding.message}`).toContain(
        finding.outcome,
      );
      if (finding.outcome === 'unknown') expect(finding.reasons.length).toBeGreaterThan(0);
    }
    const spoiled = coverage.filter(({ status }) => status !== 'scanned');
    expect(spoiled.length).toBeGreaterThan(0);
    for (const { reasons } of spoiled) expect(reasons.length).toBeGreaterThan(0);
  }

  test('is whole and has findings where nothing is refused', () => {
    const outcomes = [...whole.findings.values()].map(({ outcome }) => outcome);
    expect(new Set(outcomes)).toEqual(new Set(['pass', 'fail', 'not-applicable']));
    expect(whole.coverage.every(({ status }) => status === 'scanned')).toBe(true);
  });

  test.each([
    ['cloudtrail', 'DescribeTrails'],
    ['cloudtrail', 'GetTrailStatus'],
    ['cloudtrail', 'GetEventSelectors'],
    ['apigateway', 'GetAccount'],
    ['apigateway', 'GetRestApis'],
    ['apigateway', 'GetStages'],
    ['apigatewayv2', 'GetApis'],
    ['apigatewayv2', 'GetStages'],
    ['iam', 'GetRole'],
    ['iam', 'ListAttachedRolePolicies'],
    ['iam', 'ListRolePolicies'],
    ['iam', 'GetRolePolicy'],
    ['iam', 'GetPolicy'],
    ['iam', 'GetPolicyVersion'],
  ] as const)(
    'by a denial of %s %s says what it could not judge, and passes nothing that failed',
    async (service, operation) => {
      proxy.refuse({ service, operation }, 'access-denied');
      const denied = await scan();
      expect(proxy.count({ service, operation })).toBeGreaterThan(0);
      expectHonest(denied);
      const unknowns = [...denied.findings.values()].filter(({ outcome }) => outcome === 'unknown');
      const because = unknowns.flatMap(({ reasons }) => reasons.map(({ reason, call }) => `${reason} ${call?.api}`));
      const told = denied.coverage.flatMap(({ reasons }) =>
        reasons.map(({ reason, call }) => `${reason} ${call?.api}`),
      );
      const api = `access-denied ${service === 'apigatewayv2' ? 'apigateway' : service}:${operation}`;
      expect(told).toContain(api);
      // AWS's own managed policy is known by its ARN: that it cannot be read leaves nothing open.
      if (!operation.startsWith('GetPolicy')) expect(because).toContain(api);
    },
  );

  test.each([
    ['denied-by-scp', 'denied-by-scp'],
    ['region-disabled', 'disabled'],
    ['server-error', 'unreachable'],
    ['reset', 'unreachable'],
    ['malformed', 'unreachable'],
    ['credentials-expired', 'denied'],
  ] as const)(
    'by %s throughout a region says so there, and judges the other one',
    async (how, status) => {
      for (const service of ['cloudtrail', 'apigateway', 'apigatewayv2'] as const)
        proxy.refuse({ service, region: 'eu-west-1' }, how);
      const refused = await scan();
      expectHonest(refused);
      const inRegion = (region: string) =>
        new Set(refused.coverage.filter((row) => row.region === region).map((row) => row.status));
      expect(inRegion('eu-west-1')).toEqual(new Set([status]));
      expect(inRegion('us-east-1')).toEqual(new Set(['scanned']));
      const stages = [...refused.findings.values()].filter(({ ruleId }) => ruleId === 'stages/missing-access-log');
      expect(new Set(stages.map(({ region, outcome }) => `${region} ${outcome}`))).toEqual(
        new Set(['us-east-1 pass', 'us-east-1 fail', 'eu-west-1 unknown']),
      );
      // The multi-region trail that is seen in one region covers the other, which is coverage that no refusal takes away.
      const gaps = [...refused.findings.values()].filter(({ ruleId }) => ruleId === 'trails/management-events-gap');
      expect(gaps.map(({ outcome }) => outcome)).toEqual(['pass', 'pass', 'pass', 'pass']);
    },
    60_000,
  );

  test('by throttling that does not end gives up in the end, and says so', async () => {
    proxy.refuse(
      { service: 'cloudtrail', operation: 'DescribeTrails', region: 'eu-west-1', account: MEMBER },
      'throttled',
    );
    const throttled = await scan({ args: ['--rules', 'trails/*'] });
    expectHonest(throttled);
    expect(throttled.coverage.filter(({ status }) => status === 'throttled-out')).toMatchObject([
      {
        accountId: MEMBER,
        region: 'eu-west-1',
        reasons: [{ reason: 'throttled', call: { api: 'cloudtrail:DescribeTrails' } }],
      },
    ]);
  }, 60_000);

  test('by throttling that ends in time finds what an undisturbed scan finds', async () => {
    proxy.refuse({ service: 'apigateway' }, 'throttled', { times: 3 });
    proxy.refuse({ service: 'cloudtrail' }, 'throttled', { times: 2 });
    proxy.refuse({ service: 'iam' }, 'throttled', { times: 2 });
    const slowed = await scan();
    const outcomes = (findings: ReadonlyMap<string, Finding>) =>
      [...findings].map(([print, { outcome }]) => `${print} ${outcome}`);
    expect(outcomes(slowed.findings)).toEqual(outcomes(whole.findings));
  });

  test('by one account whose role cannot be assumed scans the others, and says so', async () => {
    proxy.refuse({ service: 'sts', operation: 'AssumeRole', account: MEMBER }, 'access-denied');
    const refused = await scan();
    expect(refused.status).toBe(1);
    const statuses = (account: string) =>
      new Set(refused.coverage.filter((row) => row.accountId === account).map((row) => row.status));
    expect(statuses(MANAGEMENT_ACCOUNT)).toEqual(new Set(['scanned']));
    expect(statuses(MEMBER)).toEqual(new Set(['denied']));
    for (const { accountId, outcome, reasons } of refused.findings.values()) {
      if (accountId === MEMBER && outcome !== 'not-applicable') {
        expect(outcome).toBe('unknown');
        expect(reasons[0]).toMatchObject({
          reason: 'access-denied',
          call: { api: 'sts:AssumeRole', accountId: MANAGEMENT_ACCOUNT },
        });
      }
    }
  });

  test('by everything that it asks ends with 2, for it has nothing to say', async () => {
    for (const service of ['cloudtrail', 'apigateway', 'apigatewayv2', 'iam', 'ec2', 'account'] as const)
      proxy.refuse({ service }, 'access-denied');
    const refused = await scan({ accounts: MANAGEMENT_ACCOUNT });
    expect(refused.status).toBe(2);
    expect([...refused.findings.values()].filter(({ outcome }) => outcome === 'pass' || outcome === 'fail')).toEqual(
      [],
    );
  });

  test('with --fail-on-unknown ends with 2 where nothing else is wrong', async () => {
    proxy.refuse({ service: 'apigateway', operation: 'GetAccount' }, 'access-denied');
    const tolerant = await scan({ args: ['--rules', 'roles/missing', '--rules', 'trails/no-*'] });
    const strict = await scan({ args: ['--rules', 'roles/missing', '--rules', 'trails/no-*', '--fail-on-unknown'] });
    expect([tolerant.status, strict.status]).toEqual([0, 2]);
  });

  test('that an account never used API Gateway takes it for an answer', async () => {
    const answer = {
      status: 404,
      headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'NotFoundException' },
      body: '{"message":"Invalid Customer identifier specified"}',
    };
    proxy.refuse({ service: 'apigateway', operation: 'GetAccount' }, answer);
    const { findings } = await scan({ accounts: MANAGEMENT_ACCOUNT, args: ['--rules', 'roles/*'] });
    const outcomes = [...findings.values()].map(({ ruleId, region, outcome }) => `${ruleId} ${region} ${outcome}`);
    expect(outcomes).toEqual(['roles/missing eu-west-1 not-applicable', 'roles/missing us-east-1 fail']);
  });
});
