import { GetStagesCommand } from '@aws-sdk/client-api-gateway';
import { GetStagesCommand as GetV2StagesCommand } from '@aws-sdk/client-apigatewayv2';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GenerateOptions, PlantedDefect } from '../../src/sandbox/index.ts';
import { generate, startSandbox } from '../../src/sandbox/index.ts';
import { numberedIds } from '../../src/sandbox/world/ids.ts';
import type { World } from '../../src/sandbox/world/world.ts';
import { memberClients } from './clients.ts';

const OPTIONS: GenerateOptions = { seed: 7, accounts: 12, regions: 4, apis: { median: 4 }, defects: 0.4 };

/** All that a world tells, for a small one. */
function told({ accounts, regions, organization }: World): unknown {
  return Array.from({ length: accounts.length }, (_, index) => {
    const account = accounts.at(index);
    const places = regions.map(({ name }) => {
      const { apiGateway, restApis, v2Apis } = account.region(name);
      const apis = [restApis, v2Apis].flatMap((list) => Array.from({ length: list.length }, (_, at) => list.at(at)));
      return { apiGateway, apis };
    });
    return { id: account.id, name: account.name, trails: account.trails, places, organization: organization?.id };
  });
}

describe('a generated organization', () => {
  test('is the same for the same seed, and another for another', () => {
    expect(JSON.stringify(told(generate(OPTIONS).world))).toBe(JSON.stringify(told(generate(OPTIONS).world)));
    expect(JSON.stringify(told(generate({ ...OPTIONS, seed: 8 }).world))).not.toBe(
      JSON.stringify(told(generate(OPTIONS).world)),
    );
  });

  test('finds each account and API by the id under which it lists it', () => {
    const { accounts, regions } = generate({ ...OPTIONS, accounts: 3 }).world;
    for (let index = 0; index < accounts.length; index += 1) {
      const account = accounts.at(index);
      expect(accounts.find(account.id)?.name).toBe(account.name);
      for (const { name } of regions) {
        const { restApis } = account.region(name);
        for (let api = 0; api < restApis.length; api += 1)
          expect(restApis.find(restApis.at(api).id)).toEqual(restApis.at(api));
      }
    }
    expect(accounts.find('123456789012')).toBeNull();
  });

  test('has as many APIs as was asked for: half of the places up to the median, and the hot spot', () => {
    const hot = { account: 5, region: 'eu-west-1', apis: 3_000 };
    const { accounts, regions } = generate({
      ...OPTIONS,
      accounts: 400,
      regions: ['us-east-1', 'eu-west-1'],
      apis: { median: 8, hotSpots: [hot] },
    }).world;
    expect(accounts.at(5).region('eu-west-1').restApis.length).toBe(3_000);
    const counts = Array.from({ length: 400 }, (_, index) => index)
      .flatMap((index) => regions.map(({ name }) => accounts.at(index).region(name).restApis.length))
      .toSorted((a, b) => a - b);
    expect(counts[400]).toBe(8);
    expect(counts.at(-2)).toBeLessThanOrEqual(32);
  });

  test('of ten thousand accounts is made as fast as it is asked', () => {
    const { accounts } = generate({ ...OPTIONS, accounts: 10_000, regions: 17 }).world;
    const last = accounts.at(accounts.length - 1);
    expect(last.id).toMatch(/^\d{12}$/);
    expect(accounts.find(last.id)?.name).toBe(last.name);
  });
});

test('ids of numbered things turn back into their number', () => {
  fc.assert(
    fc.property(fc.nat(36 ** 5 - 1), fc.string(), (index, place) => {
      const { idOf, indexOf } = numberedIds('place', place);
      expect(idOf(index)).toMatch(/^[a-z0-9]{10}$/);
      expect(indexOf(idOf(index))).toBe(index);
    }),
  );
});

describe('planted defects', () => {
  test('none are planted where none are asked for', () => {
    expect([...generate({ ...OPTIONS, defects: 0 }).defects()]).toEqual([]);
  });

  test('an organization trail is missing where each account has its own', () => {
    const rules = [...generate({ ...OPTIONS, organizationTrail: false, defects: 0 }).defects()].map(({ rule }) => rule);
    expect(rules).toEqual(['organization/missing-trail']);
  });

  test.each([true, false])('every kind of them is planted somewhere, organization trail: %s', (organizationTrail) => {
    const options = { ...OPTIONS, accounts: 60, organizationTrail };
    const rules = new Set([...generate(options).defects()].map(({ rule }) => rule));
    const trails = organizationTrail
      ? ['trails/delivery-failing']
      : [
          'organization/missing-trail',
          'trails/delivery-failing',
          'trails/high-volume-sources-excluded',
          'trails/management-events-gap',
          'trails/no-multi-region-trail',
          'trails/stopped',
        ];
    expect([...rules].toSorted()).toEqual(
      [
        'formats/missing-request-id',
        'roles/dangling',
        'roles/missing',
        'roles/over-broad',
        'roles/shared-trust',
        'roles/too-narrow',
        'roles/untrusted-by-api-gateway',
        'stages/missing-access-log',
        'stages/missing-execution-log',
        ...trails,
      ].toSorted(),
    );
  });

  test('stages and roles answer as their defects say', async () => {
    const { world, defects } = generate(OPTIONS);
    const sandbox = await startSandbox({ world, rates: 'off' });
    const first = new Map<string, PlantedDefect>();
    for (const defect of defects()) if (!first.has(defect.rule)) first.set(defect.rule, defect);
    const of = (rule: string) => {
      const defect = first.get(rule);
      if (defect === undefined) throw new Error(`${rule} is planted nowhere`);
      return defect;
    };
    const stageOf = async ({ resource, accountId, region }: PlantedDefect) => {
      const { apigateway, apigatewayv2 } = await memberClients(sandbox, accountId, region ?? '');
      const [, kind, id = ''] = /::\/(apis|restapis)\/([^/]+)/.exec(resource) ?? [];
      if (kind === 'restapis') return (await apigateway.send(new GetStagesCommand({ restApiId: id }))).item?.[0];
      const stage = (await apigatewayv2.send(new GetV2StagesCommand({ ApiId: id }))).Items?.[0];
      return { accessLogSettings: stage?.AccessLogSettings && { format: stage.AccessLogSettings.Format } };
    };
    expect((await stageOf(of('stages/missing-access-log')))?.accessLogSettings).toBeUndefined();
    expect((await stageOf(of('formats/missing-request-id')))?.accessLogSettings?.format).not.toContain('equestId');
    const roleOf = async ({ resource, accountId }: PlantedDefect) => {
      const { iam } = await memberClients(sandbox, accountId, 'us-east-1');
      return (await iam.send(new GetRoleCommand({ RoleName: resource.slice(resource.lastIndexOf('/') + 1) }))).Role;
    };
    await expect(roleOf(of('roles/dangling'))).rejects.toThrow('cannot be found');
    const { AssumeRolePolicyDocument = '' } = (await roleOf(of('roles/untrusted-by-api-gateway'))) ?? {};
    expect(decodeURIComponent(AssumeRolePolicyDocument)).toContain('"Service":["lambda.amazonaws.com"]');
    await sandbox.stop();
  });
});
