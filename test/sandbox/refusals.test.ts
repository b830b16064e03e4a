import { ListRegionsCommand } from '@aws-sdk/client-account';
import { GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import { DescribeTrailsCommand, GetTrailStatusCommand } from '@aws-sdk/client-cloudtrail';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { ListAccountsCommand, ListAccountsForParentCommand } from '@aws-sdk/client-organizations';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { startSandbox, worldOf } from '../../src/sandbox/index.ts';
import type { SdkRequest } from './altered.ts';
import { altered, withBody } from './altered.ts';
import type { Clients } from './clients.ts';
import { callerClients, refusal } from './clients.ts';
import { ESTATE } from './estate.ts';
import { expectRefusal } from './expect-refusal.ts';

let sandbox: Sandbox;
let clients: Clients;

beforeAll(async () => {
  sandbox = await startSandbox({ world: worldOf(ESTATE), rates: 'off' });
  clients = callerClients(sandbox);
});
afterAll(() => sandbox.stop());

const INVALID = /1 validation error detected: Value .* failed to satisfy constraint: Member must/;

describe('an input that AWS would not take', () => {
  test.each([
    [
      'a page of 501 REST APIs',
      () => clients.apigateway.send(new GetRestApisCommand({ limit: 501 })),
      'BadRequestException',
      INVALID,
    ],
    [
      'a page of 51 regions',
      () => clients.account.send(new ListRegionsCommand({ MaxResults: 51 })),
      'ValidationException',
      INVALID,
    ],
    [
      'a page of 21 accounts',
      () => clients.organizations.send(new ListAccountsCommand({ MaxResults: 21 })),
      'ValidationException',
      INVALID,
    ],
    [
      'a v2 page of words',
      () => clients.apigatewayv2.send(new GetApisCommand({ MaxResults: 'all' })),
      'SerializationException',
      /maxResults/,
    ],
    [
      'a role with blanks',
      () => clients.iam.send(new GetRoleCommand({ RoleName: 'a role' })),
      'ValidationError',
      INVALID,
    ],
    [
      'a session of a second',
      () =>
        clients.sts.send(
          new AssumeRoleCommand({
            RoleArn: 'arn:aws:iam::111122223333:role/x',
            RoleSessionName: 'test',
            DurationSeconds: 1,
          }),
        ),
      'ValidationError',
      INVALID,
    ],
    [
      'no role to assume',
      () => clients.sts.send(new AssumeRoleCommand({ RoleArn: 'arn:aws:iam:nowhere/role', RoleSessionName: 'test' })),
      'ValidationError',
      /invalid/,
    ],
    [
      'a parent of another form',
      () => clients.organizations.send(new ListAccountsForParentCommand({ ParentId: 'Workloads' })),
      'ValidationException',
      INVALID,
    ],
    [
      'a trail without a name',
      () => clients.cloudtrail.send(new GetTrailStatusCommand({ Name: undefined as never })),
      'ValidationException',
      /Value null at 'name'/,
    ],
    [
      'a trail with a wrong name',
      () => clients.cloudtrail.send(new GetTrailStatusCommand({ Name: 'x' })),
      'InvalidTrailNameException',
      /between 3 and 128/,
    ],
    [
      'a trail with a wrong ARN',
      () => clients.cloudtrail.send(new GetTrailStatusCommand({ Name: 'arn:aws:s3:::bucket' })),
      'CloudTrailARNInvalidException',
      /./,
    ],
    [
      'another list’s token',
      () => clients.apigateway.send(new GetRestApisCommand({ position: 'bm8.dG9rZW4' })),
      'BadRequestException',
      /position/,
    ],
    [
      'a token of nobody’s',
      () => clients.organizations.send(new ListAccountsCommand({ NextToken: 'token' })),
      'InvalidInputException',
      /invalid value/,
    ],
  ] as const)('%s', (_, ask, name, message) => expectRefusal(ask(), { name, status: 400, message }));

  test.each<[string, (one: Clients) => object, (request: SdkRequest) => void, string]>([
    [
      'a JSON body that is cut',
      ({ cloudtrail }) => cloudtrail,
      withBody('{"trailNameList":['),
      'SerializationException',
    ],
    [
      'a JSON member of another type',
      ({ cloudtrail }) => cloudtrail,
      withBody('{"includeShadowTrails":"yes"}'),
      'SerializationException',
    ],
    [
      'a JSON member that nobody knows',
      ({ cloudtrail }) => cloudtrail,
      withBody('{"includeShadows":true}'),
      'SerializationException',
    ],
    [
      'JSON 1.0',
      ({ cloudtrail }) => cloudtrail,
      (request) => {
        request.headers['content-type'] = 'application/x-amz-json-1.0';
      },
      'UnknownOperationException',
    ],
    [
      'another method',
      ({ cloudtrail }) => cloudtrail,
      (request) => {
        request.method = 'PUT';
      },
      'UnknownOperationException',
    ],
    [
      'another path',
      ({ cloudtrail }) => cloudtrail,
      (request) => {
        request.path = '/trails';
      },
      'UnknownOperationException',
    ],
  ])('%s', async (_, clientOf, change, name) => {
    const client = altered(clientOf(callerClients(sandbox)), 'before-signing', change) as Clients['cloudtrail'];
    await expectRefusal(client.send(new DescribeTrailsCommand({})), { name, status: 400 });
  });

  test('a query of another version of the service', async () => {
    const { iam } = callerClients(sandbox);
    const old = altered(iam, 'before-signing', withBody('Action=GetRole&Version=2009-01-01&RoleName=apigateway-logs'));
    const { name } = await refusal(old.send(new GetRoleCommand({ RoleName: 'apigateway-logs' })));
    expect(name).toBe('InvalidAction');
  });
});
