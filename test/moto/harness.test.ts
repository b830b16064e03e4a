import { APIGatewayClient, GetAccountCommand, GetStagesCommand } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client, GetStagesCommand as GetV2StagesCommand } from '@aws-sdk/client-apigatewayv2';
import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';
import { GetRoleCommand, IAMClient, ListAttachedRolePoliciesCommand } from '@aws-sdk/client-iam';
import { DescribeOrganizationCommand, ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Moto } from '../support/moto.ts';
import { awsEnvironment, motoAvailable, startMoto } from '../support/moto.ts';
import type { Place } from '../support/seed/callers.ts';
import { assumeRole, at, credentialVariables, managementCaller } from '../support/seed/callers.ts';
import type { ExampleOrganization, MemberName, OrganizationWithTrail } from '../support/seed/example-organization.ts';
import { seedExampleOrganization, seedOrganizationWithTrail } from '../support/seed/example-organization.ts';
import { seedManyApis } from '../support/seed/many-apis.ts';
import { PUSH_TO_CLOUDWATCH_LOGS } from '../support/seed/roles.ts';

describe.skipIf(!motoAvailable)('the example organization', () => {
  let moto: Moto;
  let example: ExampleOrganization;
  let withTrail: OrganizationWithTrail;

  beforeAll(async () => {
    moto = await startMoto();
    example = await seedExampleOrganization(moto.endpoint);
    withTrail = await seedOrganizationWithTrail(moto.endpoint);
  });
  afterAll(() => moto.stop());

  async function inMember(name: MemberName, region: string): Promise<Place> {
    return at(await assumeRole(managementCaller(moto.endpoint), example.accounts[name].id), region);
  }

  test('lists the management account and every member', async () => {
    const client = new OrganizationsClient(at(managementCaller(moto.endpoint), 'us-east-1'));
    const { Accounts } = await client.send(new ListAccountsCommand({}));
    const seeded = Object.values(example.accounts).map(({ id }) => id);
    expect(Accounts?.map(({ Id }) => Id).toSorted()).toEqual(seeded.toSorted());
  });

  test('shows a multi-region trail in every region and a single-region trail at home only', async () => {
    const seen = async (name: MemberName) => {
      const { trailList } = await new CloudTrailClient(await inMember(name, 'eu-west-1')).send(
        new DescribeTrailsCommand({}),
      );
      return trailList?.map(({ TrailARN }) => TrailARN);
    };
    expect(await seen('payments')).toEqual([example.accounts.payments.trails.payments]);
    expect(await seen('legacy')).toEqual([]);
  });

  test.each([
    { account: 'payments', trail: 'payments', logging: true, stoppedOnce: false },
    { account: 'archive', trail: 'stopped', logging: false, stoppedOnce: true },
  ] as const)('the trail $trail of $account answers logging $logging', async ({ account, trail, ...expected }) => {
    const client = new CloudTrailClient(await inMember(account, 'us-east-1'));
    const Name = example.accounts[account].trails[trail];
    const { IsLogging, StopLoggingTime } = await client.send(new GetTrailStatusCommand({ Name }));
    expect({ logging: IsLogging, stoppedOnce: StopLoggingTime !== undefined }).toEqual(expected);
  });

  test('keeps basic and advanced event selectors as they were put', async () => {
    const warehouse = new CloudTrailClient(await inMember('warehouse', 'us-east-1'));
    const advanced = await warehouse.send(
      new GetEventSelectorsCommand({ TrailName: example.accounts.warehouse.trails['advanced-writes-only'] }),
    );
    expect(advanced.AdvancedEventSelectors?.[0]?.FieldSelectors).toContainEqual({
      Field: 'readOnly',
      Equals: ['false'],
    });
    const analytics = new CloudTrailClient(await inMember('analytics', 'us-east-1'));
    const basic = await analytics.send(
      new GetEventSelectorsCommand({ TrailName: example.accounts.analytics.trails['without-kms'] }),
    );
    expect(basic.EventSelectors?.[0]?.ExcludeManagementEventSources).toEqual(['kms.amazonaws.com']);
  });

  test('gives REST stages their access log, level and overrides', async () => {
    const stages = async (name: MemberName, region: string, stage: string) => {
      const restApiId = example.accounts[name].stages[stage]?.split('/')[2];
      const { item } = await new APIGatewayClient(await inMember(name, region)).send(
        new GetStagesCommand({ restApiId }),
      );
      return item?.find(({ stageName }) => stageName === stage.split('/')[2]);
    };
    const cart = await stages('shop', 'us-east-1', 'us-east-1/cart/prod');
    expect(cart?.methodSettings?.['*/*']?.loggingLevel).toBe('INFO');
    expect(cart?.methodSettings?.['~1pets/GET']?.loggingLevel).toBe('OFF');
    expect(cart?.accessLogSettings?.destinationArn).toMatch(/^arn:aws:logs:us-east-1:\d{12}:log-group:/);
    const withoutFormat = await stages('legacy', 'eu-west-1', 'eu-west-1/orders/prod');
    expect(withoutFormat?.accessLogSettings).toEqual({ destinationArn: expect.any(String) });
    const bare = await stages('legacy', 'us-east-1', 'us-east-1/orders/prod');
    expect(bare?.accessLogSettings).toBeFalsy();
  });

  test('gives WebSocket stages their access log, level and overrides, and HTTP stages their access log', async () => {
    const v2Stage = async (name: MemberName, region: string, stage: string) => {
      const ApiId = example.accounts[name].stages[stage]?.split('/')[2];
      const { Items } = await new ApiGatewayV2Client(await inMember(name, region)).send(
        new GetV2StagesCommand({ ApiId }),
      );
      return Items?.[0];
    };
    const scanners = await v2Stage('warehouse', 'eu-west-1', 'eu-west-1/scanners/prod');
    expect(scanners?.DefaultRouteSettings?.LoggingLevel).toBe('INFO');
    expect(scanners?.RouteSettings?.$connect?.LoggingLevel).toBe('OFF');
    const catalogue = await v2Stage('payments', 'us-east-1', 'us-east-1/catalogue/$default');
    expect(catalogue?.AccessLogSettings?.Format).toContain('$context.requestId');
    const prices = await v2Stage('legacy', 'us-east-1', 'us-east-1/prices/$default');
    expect(prices?.AccessLogSettings).toBeUndefined();
  });

  test('sets the role that API Gateway writes with, region by region', async () => {
    const roleIn = async (name: MemberName, region: string) => {
      const client = new APIGatewayClient(await inMember(name, region));
      return (await client.send(new GetAccountCommand({}))).cloudwatchRoleArn;
    };
    expect(await roleIn('payments', 'eu-west-1')).toBe(example.accounts.payments.roles['apigateway-logs']);
    expect(await roleIn('shop', 'us-east-1')).toBe(example.accounts.shop.roles['for-functions']);
    expect(await roleIn('legacy', 'us-east-1')).toBeFalsy();
  });

  test("attaches AWS's own policies, bounds one role, and deletes another", async () => {
    const payments = new IAMClient(await inMember('payments', 'us-east-1'));
    const attached = await payments.send(new ListAttachedRolePoliciesCommand({ RoleName: 'apigateway-logs' }));
    expect(attached.AttachedPolicies?.map(({ PolicyArn }) => PolicyArn)).toEqual([PUSH_TO_CLOUDWATCH_LOGS]);
    const identity = new IAMClient(await inMember('identity', 'us-east-1'));
    const { Role } = await identity.send(new GetRoleCommand({ RoleName: 'bounded' }));
    expect(Role?.PermissionsBoundary?.PermissionsBoundaryArn).toMatch(/policy\/bounded-boundary$/);
    const legacy = new IAMClient(await inMember('legacy', 'us-east-1'));
    const dangling = legacy.send(new GetRoleCommand({ RoleName: 'deleted-since' }));
    await expect(dangling).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });

  test('has beside it an organization with a trail for all its accounts', async () => {
    const { management, trailArn } = withTrail;
    const place = at(management, 'us-east-1');
    const { Organization } = await new OrganizationsClient(place).send(new DescribeOrganizationCommand({}));
    expect(Organization?.MasterAccountId).toBe(management.accountId);
    const { trailList } = await new CloudTrailClient(place).send(new DescribeTrailsCommand({}));
    expect(trailList).toMatchObject([{ TrailARN: trailArn, IsOrganizationTrail: true, IsMultiRegionTrail: true }]);
  });
});

describe.skipIf(!motoAvailable)('moto server', () => {
  let moto: Moto;
  beforeAll(async () => {
    moto = await startMoto();
  });
  afterAll(() => moto.stop());

  test('holds many APIs over several regions, and nothing of them after a reset', async () => {
    const account = await seedManyApis({ endpoint: moto.endpoint, apis: 8, regions: 4 });
    const regions = Object.keys(account.stages).map((stage) => stage.split('/')[0]);
    expect(regions).toHaveLength(8);
    expect(new Set(regions).size).toBe(4);
    const trails = () =>
      new CloudTrailClient(at(managementCaller(moto.endpoint), 'us-west-2')).send(new DescribeTrailsCommand({}));
    expect((await trails()).trailList).toHaveLength(1);
    await moto.reset();
    expect((await trails()).trailList).toEqual([]);
  });

  test('is gone after it was stopped', async () => {
    const other = await startMoto();
    await other.stop();
    await expect(fetch(other.endpoint)).rejects.toThrow('fetch failed');
  });

  test("child processes inherit nothing of this process's AWS settings", () => {
    process.env.AWS_PROFILE = 'production';
    try {
      const environment = awsEnvironment(moto.endpoint, { AWS_REGION: 'eu-west-1' });
      expect(environment).not.toHaveProperty('AWS_PROFILE');
      expect(environment).toMatchObject({ AWS_ENDPOINT_URL: moto.endpoint, AWS_REGION: 'eu-west-1' });
    } finally {
      delete process.env.AWS_PROFILE;
    }
  });

  test('child processes can be given the credentials of another account', async () => {
    const caller = await assumeRole(managementCaller(moto.endpoint), '111122223333');
    const environment = awsEnvironment(moto.endpoint, credentialVariables(caller));
    expect(environment.AWS_ACCESS_KEY_ID).toBe(caller.credentials.accessKeyId);
    expect(environment.AWS_ACCESS_KEY_ID).not.toBe(awsEnvironment(moto.endpoint).AWS_ACCESS_KEY_ID);
  });
});
