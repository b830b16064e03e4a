import { GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { afterEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { scenarioNamed, startSandbox } from '../../src/sandbox/index.ts';
import { openRates } from '../../src/sandbox/rates.ts';
import { callerClients } from './clients.ts';

/** Copied from AWS's pages, not from the code: quotas of each service's guide. No burst is published for CloudTrail. */
const PUBLISHED = [
  { api: 'apigateway:GetRestApis', burst: 40, perSecond: 10 },
  { api: 'cloudtrail:DescribeTrails', burst: 10, perSecond: 10 },
  { api: 'cloudtrail:GetTrailStatus', burst: 10, perSecond: 10 },
  { api: 'cloudtrail:GetEventSelectors', burst: 10, perSecond: 10 },
  { api: 'organizations:ListAccounts', burst: 12, perSecond: 8 },
  { api: 'organizations:DescribeOrganization', burst: 2, perSecond: 1 },
  { api: 'organizations:ListDelegatedAdministrators', burst: 8, perSecond: 5 },
  { api: 'sts:AssumeRole', burst: 600, perSecond: 600 },
  { api: 'account:ListRegions', burst: 5, perSecond: 5 },
  { api: 'ec2:DescribeRegions', burst: 100, perSecond: 20 },
] as const;

function clocked(scale = 1) {
  let now = 0;
  const rates = openRates({ scale, now: () => now });
  return {
    rates,
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    /** How many requests are let through before one is not. */
    drain: (api: string, accountId = '111122223333', region = 'eu-west-1') => {
      let passed = 0;
      while (rates.take(api, accountId, region)) passed += 1;
      return passed;
    },
  };
}

describe.each(PUBLISHED)('$api', ({ api, burst, perSecond }) => {
  test(`lets ${burst} through at once, and ${perSecond} a second after that`, () => {
    const { drain, pass } = clocked();
    expect(drain(api)).toBe(burst);
    pass(1_000);
    expect(drain(api)).toBe(Math.min(burst, perSecond));
    pass(3_600_000);
    expect(drain(api)).toBe(burst);
  });
});

test('the two control planes of API Gateway draw on one bucket', () => {
  const { drain } = clocked();
  expect(drain('apigateway:GetApis')).toBe(40);
  expect(drain('apigateway:GetStages')).toBe(0);
});

test('STS counts AssumeRole and GetCallerIdentity together, CloudTrail each operation by itself', () => {
  const { drain } = clocked();
  expect([drain('sts:AssumeRole'), drain('sts:GetCallerIdentity')]).toEqual([600, 0]);
  expect([drain('cloudtrail:DescribeTrails'), drain('cloudtrail:GetTrailStatus')]).toEqual([10, 10]);
});

test('each account has its own buckets, and each of its regions', () => {
  const { drain } = clocked();
  expect(drain('apigateway:GetApis')).toBe(40);
  expect(drain('apigateway:GetApis', '111122223333', 'us-east-1')).toBe(40);
  expect(drain('apigateway:GetApis', '444455556666')).toBe(40);
});

test('rates are scaled, and never below one request at a time', () => {
  expect(clocked(0.5).drain('apigateway:GetApis')).toBe(20);
  expect(clocked(0.001).drain('apigateway:GetApis')).toBe(1);
});

test('full buckets are forgotten', () => {
  const { rates, pass } = clocked();
  for (let account = 0; account < 20_000; account += 1) {
    rates.take('cloudtrail:DescribeTrails', String(account), 'eu-west-1');
    pass(10);
  }
  expect(rates.size).toBeLessThanOrEqual(1_001);
});

describe('over HTTP', () => {
  let sandbox: Sandbox;
  afterEach(() => sandbox.stop());

  async function sendAtOnce(count: number) {
    const { apigateway } = callerClients(sandbox);
    const sent = Array.from({ length: count }, () => apigateway.send(new GetRestApisCommand({})));
    const refused = (await Promise.allSettled(sent)).filter(({ status }) => status === 'rejected');
    return refused.map((one) => (one.status === 'rejected' ? one.reason : null));
  }

  test('what is above the burst is throttled, and counted', async () => {
    sandbox = await startSandbox({ world: scenarioNamed('healthy-organization').world });
    const refused = await sendAtOnce(60);
    expect(refused.length).toBeGreaterThan(10);
    expect(refused.length).toBeLessThanOrEqual(20);
    expect(refused[0]).toMatchObject({ name: 'TooManyRequestsException', $metadata: { httpStatusCode: 429 } });
    expect(sandbox.throttled).toBe(refused.length);
    expect(sandbox.requests.get('apigateway:GetRestApis')).toBe(60);
  });

  test('nothing is throttled when rates are off', async () => {
    sandbox = await startSandbox({ world: scenarioNamed('healthy-organization').world, rates: 'off' });
    expect(await sendAtOnce(60)).toEqual([]);
    expect(sandbox.throttled).toBe(0);
  });
});
