import { GetAccountCommand, GetStagesCommand } from '@aws-sdk/client-api-gateway';
import { GetStagesCommand as GetV2StagesCommand } from '@aws-sdk/client-apigatewayv2';
import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { DescribeRegionsCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListRolesCommand,
} from '@aws-sdk/client-iam';
import {
  DescribeOrganizationCommand,
  ListAccountsForParentCommand,
  ListRootsCommand,
} from '@aws-sdk/client-organizations';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { startSandbox, worldOf } from '../../src/sandbox/index.ts';
import { altered } from './altered.ts';
import type { Clients } from './clients.ts';
import { callerClients } from './clients.ts';
import { ESTATE } from './estate.ts';
import { FULL } from './every-operation.ts';
import { expectRefusal } from './expect-refusal.ts';

let sandbox: Sandbox;
let clients: Clients;

beforeAll(async () => {
  sandbox = await startSandbox({ world: worldOf(ESTATE), rates: 'off' });
  clients = callerClients(sandbox);
});
afterAll(() => sandbox.stop());

describe('what does not exist', () => {
  test.each([
    [
      'a REST API',
      () => clients.apigateway.send(new GetStagesCommand({ restApiId: 'abcdefghij' })),
      'NotFoundException',
      404,
    ],
    [
      'a v2 API',
      () => clients.apigatewayv2.send(new GetV2StagesCommand({ ApiId: 'abcdefghij' })),
      'NotFoundException',
      404,
    ],
    ['a role', () => clients.iam.send(new GetRoleCommand({ RoleName: 'nobody' })), 'NoSuchEntityException', 404],
    [
      'an inline policy',
      () => clients.iam.send(new GetRolePolicyCommand({ RoleName: 'apigateway-logs', PolicyName: 'other' })),
      'NoSuchEntityException',
      404,
    ],
    [
      'a policy',
      () => clients.iam.send(new GetPolicyCommand({ PolicyArn: 'arn:aws:iam::aws:policy/NoSuchThing' })),
      'NoSuchEntityException',
      404,
    ],
    [
      'a version',
      () =>
        clients.iam.send(
          new GetPolicyVersionCommand({ PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess', VersionId: 'v9' }),
        ),
      'NoSuchEntityException',
      404,
    ],
    [
      'a parent',
      () => clients.organizations.send(new ListAccountsForParentCommand({ ParentId: 'ou-abcd-12345678' })),
      'ParentNotFoundException',
      400,
    ],
    [
      'a region',
      () => clients.ec2.send(new DescribeRegionsCommand({ RegionNames: ['moon-dark-1'] })),
      'InvalidParameterValue',
      400,
    ],
  ] as const)('%s', (_, ask, name, status) => expectRefusal(ask(), { name, status }));

  test('API Gateway in a region where it was never used', () =>
    expectRefusal(callerClients(sandbox, 'eu-west-1').apigateway.send(new GetAccountCommand({})), {
      name: 'NotFoundException',
      status: 404,
      message: /^Invalid Customer identifier specified$/,
    }));

  test('an organization, for an account of none', async () => {
    const alone = await startSandbox({ world: worldOf({ ...FULL, standalone: true }) });
    await expectRefusal(callerClients(alone).organizations.send(new DescribeOrganizationCommand({})), {
      name: 'AWSOrganizationsNotInUseException',
      status: 400,
    });
    await alone.stop();
  });
});

describe('an operation that the sandbox does not have', () => {
  test.each([
    ['JSON', () => clients.cloudtrail.send(new LookupEventsCommand({})), 'UnknownOperationException', 400],
    ['JSON', () => clients.organizations.send(new ListRootsCommand({})), 'UnknownOperationException', 400],
    ['Query', () => clients.iam.send(new ListRolesCommand({})), 'InvalidAction', 400],
    ['EC2', () => clients.ec2.send(new DescribeVpcsCommand({})), 'InvalidAction', 400],
  ] as const)('is refused in %s', (_, ask, name, status) => expectRefusal(ask(), { name, status }));

  test('is refused in REST, and shows in the counts', async () => {
    const elsewhere = altered(callerClients(sandbox).apigateway, 'before-signing', (request) => {
      request.path = '/vpclinks';
    });
    await expectRefusal(elsewhere.send(new GetAccountCommand({})), { name: 'UnknownOperationException', status: 404 });
    expect(sandbox.unknown.get('apigateway:GET /vpclinks')).toBe(1);
  });
});
