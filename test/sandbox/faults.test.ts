import { ListRegionsCommand } from '@aws-sdk/client-account';
import { GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { DescribeTrailsCommand } from '@aws-sdk/client-cloudtrail';
import { DescribeRegionsCommand } from '@aws-sdk/client-ec2';
import { ListRolePoliciesCommand } from '@aws-sdk/client-iam';
import { DescribeOrganizationCommand, ListAccountsCommand } from '@aws-sdk/client-organizations';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterEach, describe, expect, test } from 'vitest';
import type { Fault, FaultRule, Sandbox } from '../../src/sandbox/index.ts';
import { plannedId, startSandbox, worldOf } from '../../src/sandbox/index.ts';
import { callerClients, clientsFor, enter, refusal } from './clients.ts';
import { FULL } from './every-operation.ts';

const AUDIT = plannedId(FULL, 'audit');
const TRAILS = new DescribeTrailsCommand({});

let sandbox: Sandbox;
afterEach(() => sandbox.stop());

async function start(faults: readonly FaultRule[], options: { sessionSeconds?: number } = {}) {
  sandbox = await startSandbox({ world: worldOf(FULL), rates: 'off', faults, ...options });
  return callerClients(sandbox);
}

describe('errors in each service’s own words', () => {
  const ASKED = [
    ['account', new ListRegionsCommand({})],
    ['apigateway', new GetRestApisCommand({})],
    ['cloudtrail', TRAILS],
    ['ec2', new DescribeRegionsCommand({})],
    ['iam', new ListRolePoliciesCommand({ RoleName: 'apigateway-logs' })],
    ['organizations', new DescribeOrganizationCommand({})],
    ['sts', new GetCallerIdentityCommand({})],
  ] as const;

  test.each<[Fault['kind'], Record<(typeof ASKED)[number][0], string>]>([
    [
      'throttled',
      {
        account: '429 TooManyRequestsException',
        apigateway: '429 TooManyRequestsException',
        cloudtrail: '400 ThrottlingException',
        ec2: '503 RequestLimitExceeded',
        iam: '400 Throttling',
        organizations: '400 TooManyRequestsException',
        sts: '400 Throttling',
      },
    ],
    [
      'internal',
      {
        account: '500 InternalFailure',
        apigateway: '500 InternalFailure',
        cloudtrail: '500 InternalFailure',
        ec2: '500 InternalError',
        iam: '500 InternalFailure',
        organizations: '500 InternalFailure',
        sts: '500 InternalFailure',
      },
    ],
    [
      'unavailable',
      {
        account: '503 ServiceUnavailableException',
        apigateway: '503 ServiceUnavailableException',
        cloudtrail: '503 ServiceUnavailable',
        ec2: '503 Unavailable',
        iam: '503 ServiceUnavailable',
        organizations: '503 ServiceUnavailable',
        sts: '503 ServiceUnavailable',
      },
    ],
    [
      'expired-credentials',
      {
        account: '403 ExpiredTokenException',
        apigateway: '403 ExpiredTokenException',
        cloudtrail: '400 ExpiredTokenException',
        ec2: '400 RequestExpired',
        iam: '403 ExpiredToken',
        organizations: '400 ExpiredTokenException',
        sts: '403 ExpiredToken',
      },
    ],
    [
      'region-disabled',
      {
        account: '403 UnrecognizedClientException',
        apigateway: '403 UnrecognizedClientException',
        cloudtrail: '400 UnrecognizedClientException',
        ec2: '401 AuthFailure',
        iam: '403 InvalidClientTokenId',
        organizations: '400 UnrecognizedClientException',
        sts: '403 InvalidClientTokenId',
      },
    ],
  ])('%s', async (kind, expected) => {
    const clients = await start([{ fault: { kind } as Fault }]);
    const found: [string, string][] = [];
    for (const [service, command] of ASKED) {
      const client = clients[service] as { send(command: object): Promise<unknown> };
      const { name, status } = await refusal(client.send(command));
      found.push([service, `${status} ${name}`]);
    }
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  test('a single action is denied, by IAM or by a service control policy', async () => {
    const clients = await start([
      { fault: { kind: 'access-denied' }, api: 'cloudtrail:DescribeTrails' },
      { fault: { kind: 'denied-by-scp' }, api: 'apigateway:GetRestApis' },
    ]);
    expect((await refusal(clients.cloudtrail.send(TRAILS))).message).toContain('no identity-based policy allows');
    const byScp = await refusal(clients.apigateway.send(new GetRestApisCommand({})));
    expect(byScp.message).toContain('service control policy');
    expect((await clients.organizations.send(new ListAccountsCommand({}))).Accounts).toHaveLength(2);
  });
});

describe('on the wire', () => {
  const short = () => new NodeHttpHandler({ requestTimeout: 150, throwOnRequestTimeout: true });

  test.each<[string, Fault]>([
    ['a reset before the answer', { kind: 'reset', when: 'before-answer' }],
    ['a reset in the middle of the body', { kind: 'reset', when: 'mid-body' }],
    ['a body that is cut off', { kind: 'cut-body' }],
  ])('%s', async (_, fault) => {
    const { cloudtrail, iam } = await start([{ fault, to: 2 }]);
    expect(await refusal(cloudtrail.send(TRAILS))).toMatchObject({
      message: expect.stringMatching(/ECONNRESET|aborted|hang up/),
    });
    await expect(iam.send(new ListRolePoliciesCommand({ RoleName: 'apigateway-logs' }))).rejects.toThrow(
      /ECONNRESET|aborted|hang up/,
    );
    expect((await cloudtrail.send(TRAILS)).trailList).toHaveLength(2);
  });

  test('an answer that never comes', async () => {
    await start([{ fault: { kind: 'silence' }, to: 1 }]);
    const { endpoint, caller } = sandbox;
    const { cloudtrail } = clientsFor({ endpoint, credentials: caller, region: 'us-east-1' });
    cloudtrail.config.requestHandler = short();
    expect((await refusal(cloudtrail.send(TRAILS))).name).toBe('TimeoutError');
    expect((await cloudtrail.send(TRAILS)).trailList).toHaveLength(2);
  });

  test('a body that takes its time, and arrives whole', async () => {
    const { cloudtrail } = await start([{ fault: { kind: 'slow-body', milliseconds: 120 } }]);
    const started = performance.now();
    expect((await cloudtrail.send(TRAILS)).trailList).toHaveLength(2);
    expect(performance.now() - started).toBeGreaterThan(100);
  });

  test.each([
    ['JSON', 'cloudtrail', TRAILS],
    ['REST', 'apigateway', new GetRestApisCommand({})],
    ['Query', 'iam', new ListRolePoliciesCommand({ RoleName: 'apigateway-logs' })],
    ['EC2', 'ec2', new DescribeRegionsCommand({})],
  ] as const)('%s that is broken off, though HTTP is content', async (_, service, command) => {
    const clients = await start([{ fault: { kind: 'malformed' } }]);
    const client = clients[service] as { send(command: object): Promise<unknown> };
    const { status } = await refusal(client.send(command));
    expect(status).toBe(200);
  });

  test.each([
    [
      'ahead',
      3_600_000,
      /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 5 min\.\)$/,
    ],
    [
      'behind',
      -3_600_000,
      /^Signature not yet current: \d{8}T\d{6}Z is still later than \d{8}T\d{6}Z \(\d{8}T\d{6}Z \+ 5 min\.\)$/,
    ],
  ])('a server’s clock that is %s, which the SDK learns from the answer', async (_, milliseconds, message) => {
    const { cloudtrail } = await start([{ fault: { kind: 'clock-skew', milliseconds } }]);
    const refused = await refusal(cloudtrail.send(TRAILS));
    expect(refused).toMatchObject({ name: 'InvalidSignatureException', message: expect.stringMatching(message) });
    expect((await cloudtrail.send(TRAILS)).trailList).toHaveLength(2);
  });
});

describe('credentials and accounts', () => {
  test('a session expires after some requests, and a new one does not', async () => {
    await start([
      { fault: { kind: 'expired-credentials' }, accountId: AUDIT, api: 'cloudtrail:*', from: 3, per: 'session' },
    ]);
    for (let session = 0; session < 2; session += 1) {
      const { endpoint } = sandbox;
      const { cloudtrail } = clientsFor({ endpoint, credentials: await enter(sandbox, AUDIT), region: 'us-east-1' });
      await cloudtrail.send(TRAILS);
      await cloudtrail.send(TRAILS);
      expect((await refusal(cloudtrail.send(TRAILS))).name).toBe('ExpiredTokenException');
    }
  });

  test('a session expires when its time is over', async () => {
    await start([], { sessionSeconds: 0 });
    const { cloudtrail } = clientsFor({
      endpoint: sandbox.endpoint,
      credentials: await enter(sandbox, AUDIT),
      region: 'us-east-1',
    });
    expect((await refusal(cloudtrail.send(TRAILS))).name).toBe('ExpiredTokenException');
  });

  test('an account that is closed stays closed: for its sessions, for its role and in the list of accounts', async () => {
    const { organizations } = await start([
      { fault: { kind: 'account-closed' }, accountId: AUDIT, api: 'cloudtrail:*', from: 2 },
    ]);
    const { cloudtrail, ec2 } = clientsFor({
      endpoint: sandbox.endpoint,
      credentials: await enter(sandbox, AUDIT),
      region: 'us-east-1',
    });
    await cloudtrail.send(TRAILS);
    expect((await refusal(cloudtrail.send(TRAILS))).name).toBe('UnrecognizedClientException');
    expect((await refusal(ec2.send(new DescribeRegionsCommand({})))).name).toBe('AuthFailure');
    expect((await refusal(enter(sandbox, AUDIT))).name).toBe('AccessDenied');
    const { Accounts = [] } = await organizations.send(new ListAccountsCommand({}));
    expect(Accounts.map(({ Name, State }) => [Name, State])).toEqual([
      ['management', 'ACTIVE'],
      ['audit', 'SUSPENDED'],
    ]);
  });
});

test('stopping ends requests that were never answered', async () => {
  const { cloudtrail } = await start([{ fault: { kind: 'silence' } }]);
  const waiting = refusal(cloudtrail.send(TRAILS));
  while ((sandbox.requests.get('cloudtrail:DescribeTrails') ?? 0) === 0) await new Promise(setImmediate);
  await sandbox.stop();
  expect((await waiting).message).toMatch(/ECONNRESET|hang up/);
});

test('latency is added to every answer', async () => {
  sandbox = await startSandbox({ world: worldOf(FULL), latency: { milliseconds: 40, jitter: 20 } });
  const { cloudtrail } = callerClients(sandbox);
  const started = performance.now();
  await cloudtrail.send(TRAILS);
  expect(performance.now() - started).toBeGreaterThan(38);
});
