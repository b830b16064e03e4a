import { ListRegionsCommand } from '@aws-sdk/client-account';
import { GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import { DescribeTrailsCommand } from '@aws-sdk/client-cloudtrail';
import { DescribeRegionsCommand } from '@aws-sdk/client-ec2';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { DescribeOrganizationCommand, ListAccountsCommand } from '@aws-sdk/client-organizations';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { plannedId, startSandbox, worldOf } from '../../src/sandbox/index.ts';
import type { Clients } from './clients.ts';
import { callerClients, memberClients } from './clients.ts';
import { ESTATE } from './estate.ts';
import { expectRefusal } from './expect-refusal.ts';

const MANAGEMENT = plannedId(ESTATE, 'management');

let sandbox: Sandbox;
let _clients: Clients;

beforeAll(async () => {
  sandbox = await startSandbox({ world: worldOf(ESTATE), rates: 'off' });
  _clients = callerClients(sandbox);
});
afterAll(() => sandbox.stop());

describe('what is denied', () => {
  const ROLE = new GetRoleCommand({ RoleName: 'any' });

  test.each([
    [
      'cloudtrail',
      new DescribeTrailsCommand({}),
      'AccessDeniedException',
      400,
      /perform: cloudtrail:DescribeTrails because no identity-based policy allows the cloudtrail:DescribeTrails action$/,
    ],
    [
      'apigateway',
      new GetRestApisCommand({}),
      'AccessDeniedException',
      403,
      /perform: apigateway:GET on resource: arn:aws:apigateway:us-east-1::\/restapis because/,
    ],
    [
      'apigatewayv2',
      new GetApisCommand({}),
      'AccessDeniedException',
      403,
      /perform: apigateway:GET on resource: arn:aws:apigateway:us-east-1::\/apis because/,
    ],
    ['iam', ROLE, 'AccessDenied', 403, /perform: iam:GetRole on resource: role any because/],
    [
      'ec2',
      new DescribeRegionsCommand({}),
      'UnauthorizedOperation',
      403,
      /^You are not authorized to perform this operation\. User: /,
    ],
    ['account', new ListRegionsCommand({}), 'AccessDeniedException', 403, /account:ListRegions/],
  ] as const)('by the account’s own policies: %s', async (service, command, name, status, message) => {
    const bound = await memberClients(sandbox, plannedId(ESTATE, 'bound'), 'us-east-1');
    await expectRefusal((bound[service] as { send(command: object): Promise<unknown> }).send(command), {
      name,
      status,
      message,
    });
  });

  test('by a service control policy, in the regions that it names and not of the management account', async () => {
    const governed = await memberClients(sandbox, plannedId(ESTATE, 'governed'), 'eu-west-1');
    await expectRefusal(governed.cloudtrail.send(new DescribeTrailsCommand({})), {
      name: 'AccessDeniedException',
      status: 400,
      message: /with an explicit deny in a service control policy$/,
    });
    const home = await memberClients(sandbox, plannedId(ESTATE, 'governed'), 'us-east-1');
    expect((await home.cloudtrail.send(new DescribeTrailsCommand({}))).trailList).toHaveLength(1);
    expect(
      (await callerClients(sandbox, 'eu-west-1').cloudtrail.send(new DescribeTrailsCommand({}))).trailList,
    ).toHaveLength(2);
  });

  test('to members: the organization’s lists, but not the organization', async () => {
    const member = await memberClients(sandbox, plannedId(ESTATE, 'governed'), 'us-east-1');
    await expectRefusal(member.organizations.send(new ListAccountsCommand({})), {
      name: 'AccessDeniedException',
      status: 400,
      message: /^You don't have permissions to access this resource\.$/,
    });
    const { Organization } = await member.organizations.send(new DescribeOrganizationCommand({}));
    expect(Organization?.MasterAccountId).toBe(MANAGEMENT);
    const delegate = await memberClients(sandbox, plannedId(ESTATE, 'audit'), 'us-east-1');
    expect((await delegate.organizations.send(new ListAccountsCommand({}))).Accounts).toHaveLength(5);
  });
});
