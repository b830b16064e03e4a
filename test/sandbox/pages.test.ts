import { ListRegionsCommand } from '@aws-sdk/client-account';
import { GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import { ListAttachedRolePoliciesCommand } from '@aws-sdk/client-iam';
import { ListAccountsCommand, ListAccountsForParentCommand } from '@aws-sdk/client-organizations';
import { afterEach, describe, expect, test } from 'vitest';
import { allPages } from '../../src/collect/pages.ts';
import type { FaultRule, Sandbox } from '../../src/sandbox/index.ts';
import { generate, startSandbox } from '../../src/sandbox/index.ts';
import { organizationId, rootId, unitId } from '../../src/sandbox/world/ids.ts';
import { managedPolicy } from '../../src/sandbox/world/managed-policies.ts';
import type { Clients } from './clients.ts';
import { callerClients, refusal } from './clients.ts';

const ACCOUNTS = 45;
const APIS = 1_040;
const { world } = generate({
  seed: 'pages',
  accounts: ACCOUNTS,
  regions: 17,
  v2PerRest: 0.1,
  apis: { median: 2, hotSpots: [{ account: 0, region: 'us-east-1', apis: APIS }] },
});
const MANAGEMENT = world.callerAccountId;

let sandbox: Sandbox;
afterEach(() => sandbox.stop());

async function start(faults: readonly FaultRule[] = []): Promise<Clients> {
  sandbox = await startSandbox({ world, rates: 'off', faults });
  return callerClients(sandbox);
}

describe('every item comes once, over pages', () => {
  test.each<[string, number, (clients: Clients) => Promise<readonly (string | undefined)[]>]>([
    [
      'accounts by twenty',
      ACCOUNTS,
      ({ organizations }) =>
        allPages(async (NextToken) => {
          const page = await organizations.send(new ListAccountsCommand({ NextToken, MaxResults: 20 }));
          expect(page.Accounts?.length).toBeLessThanOrEqual(20);
          return { items: page.Accounts?.map(({ Id }) => Id), next: page.NextToken };
        }),
    ],
    [
      'accounts of a unit',
      ACCOUNTS,
      ({ organizations }) =>
        allPages(async (NextToken) => {
          const ParentId = unitId(rootId(MANAGEMENT), '0');
          const page = await organizations.send(new ListAccountsForParentCommand({ ParentId, NextToken }));
          return { items: page.Accounts?.map(({ Id }) => Id), next: page.NextToken };
        }),
    ],
    [
      'REST APIs by five hundred',
      APIS,
      ({ apigateway }) =>
        allPages(async (position) => {
          const page = await apigateway.send(new GetRestApisCommand({ position, limit: 500 }));
          return { items: page.items?.map(({ id }) => id), next: page.position };
        }),
    ],
    [
      'v2 APIs by twenty-five',
      APIS / 10,
      ({ apigatewayv2 }) =>
        allPages(async (NextToken) => {
          const page = await apigatewayv2.send(new GetApisCommand({ NextToken }));
          expect(page.Items?.length).toBeLessThanOrEqual(25);
          return { items: page.Items?.map(({ ApiId }) => ApiId), next: page.NextToken };
        }),
    ],
    [
      'regions by five',
      17,
      ({ account }) =>
        allPages(async (NextToken) => {
          const page = await account.send(new ListRegionsCommand({ NextToken, MaxResults: 5 }));
          return { items: page.Regions?.map(({ RegionName }) => RegionName), next: page.NextToken };
        }),
    ],
  ])('%s', async (_, count, list) => {
    const items = await list(await start());
    expect(items).toHaveLength(count);
    expect(new Set(items).size).toBe(count);
  });

  test('and IAM says whether there are more', async () => {
    const { iam } = await start();
    const page = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: 'apigateway-logs', MaxItems: 1 }));
    expect(page).toMatchObject({ IsTruncated: false });
    expect(managedPolicy(page.AttachedPolicies?.[0]?.PolicyArn ?? '')?.name).toBe(
      'AmazonAPIGatewayPushToCloudWatchLogs',
    );
  });
});

test('a token belongs to its question: another page size, or another list, does not take it', async () => {
  const { apigateway } = await start();
  const { position } = await apigateway.send(new GetRestApisCommand({ limit: 100 }));
  expect((await refusal(apigateway.send(new GetRestApisCommand({ limit: 200, position })))).name).toBe(
    'BadRequestException',
  );
  expect((await apigateway.send(new GetRestApisCommand({ limit: 100, position }))).items).toHaveLength(100);
});

test('an empty page with a token loses nothing', async () => {
  const { organizations } = await start([
    { fault: { kind: 'empty-page' }, api: 'organizations:ListAccounts', from: 2, to: 3 },
  ]);
  const sizes: number[] = [];
  const accounts = await allPages(async (NextToken) => {
    const page = await organizations.send(new ListAccountsCommand({ NextToken }));
    sizes.push(page.Accounts?.length ?? 0);
    return { items: page.Accounts?.map(({ Id }) => Id), next: page.NextToken };
  });
  expect(sizes).toEqual([20, 0, 0, 20, 5]);
  expect(new Set(accounts).size).toBe(ACCOUNTS);
});

test.each(['same', 'new'] as const)('pages without an end, each with the token: the %s one', async (tokens) => {
  const { organizations } = await start([{ fault: { kind: 'endless-pages', tokens } }]);
  const seen: (string | undefined)[] = [];
  for (let page = 0; page < 5; page += 1) {
    const { NextToken } = await organizations.send(new ListAccountsCommand({ NextToken: seen.at(-1) }));
    seen.push(NextToken);
  }
  expect(seen).not.toContain(undefined);
  expect(new Set(seen).size).toBe(tokens === 'same' ? 1 : 5);
});

test('an organization’s id follows from its management account', async () => {
  await start();
  expect(organizationId(MANAGEMENT)).toBe(world.organization?.id);
});
