import { DescribeTrailsCommand } from '@aws-sdk/client-cloudtrail';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import { plannedId, scenarioNamed, scenarios, startSandbox, worldOf } from '../../src/sandbox/index.ts';
import { callerClients } from './clients.ts';

describe.each(scenarios)('$name', ({ name, description, world, conditions }) => {
  test('says in one line what it shows', () => {
    expect(name).toMatch(/^[a-z-]+$/);
    expect(description).toMatch(/^[^\n.]{20,140}$/);
  });

  test('starts, and knows its caller', async () => {
    const sandbox = await startSandbox({ world, ...conditions, faults: [] });
    const { sts, cloudtrail } = callerClients(sandbox);
    expect((await sts.send(new GetCallerIdentityCommand({}))).Account).toBe(sandbox.caller.accountId);
    await cloudtrail.send(new DescribeTrailsCommand({}));
    expect(sandbox.unknown.size).toBe(0);
    await sandbox.stop();
  });
});

test('scenarios have names of their own', () => {
  expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length);
});

test('an unknown scenario is answered with those that there are', () => {
  expect(() => scenarioNamed('chaos')).toThrow(/^there is no scenario chaos; there are demo, /);
});

describe('the demo', () => {
  const { world, plan } = scenarioNamed('demo');

  test('has at least twelve accounts and four regions', () => {
    expect(world.accounts.length).toBeGreaterThanOrEqual(12);
    expect(world.regions).toHaveLength(4);
  });

  test('has an account that lets nobody in, and one region that is disabled', () => {
    const barred = Object.keys(plan.accounts).filter(
      (name) => !world.accounts.find(plannedId(plan, name))?.mayBeAssumed('TrailgateAudit', undefined),
    );
    expect(barred).toEqual(['acquisition']);
    const disabled = Object.keys(plan.accounts).filter(
      (name) => world.accounts.find(plannedId(plan, name))?.optStatus('eu-south-1') === 'DISABLED',
    );
    expect(disabled).toEqual(['ledger']);
  });
});

describe('a plan', () => {
  test('is refused where it uses a region that it does not name', () => {
    const places = { 'eu-west-3': {} };
    expect(() => worldOf({ regions: ['us-east-1'], accounts: { shop: { places } } })).toThrow(
      'the account shop is planned in eu-west-3, which the plan lacks',
    );
  });

  test('is refused where it names an account that it does not have', () => {
    expect(() => worldOf({ regions: ['us-east-1'], accounts: { shop: {} }, caller: 'audit' })).toThrow(
      'no account audit',
    );
  });
});
