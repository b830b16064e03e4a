import { GetAccountCommand, GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { DescribeTrailsCommand } from '@aws-sdk/client-cloudtrail';
import { DescribeRegionsCommand } from '@aws-sdk/client-ec2';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { plannedId, startSandbox, worldOf } from '../../src/sandbox/index.ts';
import type { SdkRequest } from './altered.ts';
import { altered } from './altered.ts';
import type { Clients } from './clients.ts';
import { callerClients, clientsFor, enter, memberClients } from './clients.ts';
import { ESTATE } from './estate.ts';
import { expectRefusal } from './expect-refusal.ts';

const MANAGEMENT = plannedId(ESTATE, 'management');

let sandbox: Sandbox;
let clients: Clients;

beforeAll(async () => {
  sandbox = await startSandbox({ world: worldOf(ESTATE), rates: 'off' });
  clients = callerClients(sandbox);
});
afterAll(() => sandbox.stop());

describe('who asks', () => {
  const identity = new GetCallerIdentityCommand({});

  test('is the caller’s user, or the session of a role', async () => {
    expect(await clients.sts.send(identity)).toMatchObject({
      Account: MANAGEMENT,
      Arn: `arn:aws:iam::${MANAGEMENT}:user/auditor`,
    });
    const audit = plannedId(ESTATE, 'audit');
    const member = await memberClients(sandbox, audit, 'us-east-1');
    const Arn = `arn:aws:sts::${audit}:assumed-role/OrganizationAccountAccessRole/test`;
    expect(await member.sts.send(identity)).toMatchObject({ Account: audit, Arn });
  });

  test.each([
    [
      'a key of nobody’s',
      { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
      'UnrecognizedClientException',
    ],
    ['the key with another secret', { secretAccessKey: 'secret' }, 'InvalidSignatureException'],
    ['the key with a token', { sessionToken: 'token' }, 'UnrecognizedClientException'],
  ])('is refused: %s', async (_, difference, name) => {
    const { endpoint, caller } = sandbox;
    const foreign = clientsFor({ endpoint, region: 'us-east-1', credentials: { ...caller, ...difference } });
    await expectRefusal(foreign.cloudtrail.send(new DescribeTrailsCommand({})), { name, status: 400 });
  });

  test.each([
    [
      'JSON',
      ({ cloudtrail }: Clients) => cloudtrail,
      new DescribeTrailsCommand({}),
      'MissingAuthenticationTokenException',
      400,
    ],
    [
      'REST',
      ({ apigateway }: Clients) => apigateway,
      new GetAccountCommand({}),
      'MissingAuthenticationTokenException',
      403,
    ],
    ['Query', ({ sts }: Clients) => sts, identity, 'MissingAuthenticationToken', 403],
    ['EC2', ({ ec2 }: Clients) => ec2, new DescribeRegionsCommand({}), 'MissingParameter', 400],
  ])('must be said: an unsigned request in %s', async (_, clientOf, command, name, status) => {
    const unsigned = altered(clientOf(callerClients(sandbox)), 'after-signing', ({ headers }) => {
      delete headers.authorization;
    }) as { send(command: object): Promise<unknown> };
    await expectRefusal(unsigned.send(command), { name, status });
  });

  test.each<[string, (request: SdkRequest) => void]>([
    ['the query', ({ query }) => Object.assign(query, { limit: '3' })],
    ['the path', (request) => Object.assign(request, { path: '/account' })],
    ['a signed header', ({ headers }) => Object.assign(headers, { accept: 'text/plain' })],
  ])('must have signed what is sent: %s', async (_, change) => {
    const tampered = altered(callerClients(sandbox).apigateway, 'after-signing', change);
    await expectRefusal(tampered.send(new GetRestApisCommand({})), { name: 'InvalidSignatureException', status: 403 });
  });

  test('may not sign for another region than the service has', () =>
    expectRefusal(callerClients(sandbox, 'eu-west-1').iam.send(new GetRoleCommand({ RoleName: 'apigateway-logs' })), {
      name: 'SignatureDoesNotMatch',
      status: 403,
      message: /valid region/,
    }));

  test('is void in a region that the account has not enabled', async () => {
    const away = callerClients(sandbox, 'eu-south-1');
    await expectRefusal(away.cloudtrail.send(new DescribeTrailsCommand({})), {
      name: 'UnrecognizedClientException',
      status: 400,
      message: /^The security token included in the request is invalid\.$/,
    });
    await expectRefusal(away.apigateway.send(new GetAccountCommand({})), {
      name: 'UnrecognizedClientException',
      status: 403,
    });
    await expectRefusal(away.ec2.send(new DescribeRegionsCommand({})), { name: 'AuthFailure', status: 401 });
    await expectRefusal(away.sts.send(identity), { name: 'InvalidClientTokenId', status: 403 });
  });

  test.each(['closed', 'nowhere'])('may not assume a role in the account %s', (name) => {
    const accountId = name === 'closed' ? plannedId(ESTATE, 'closed') : '999999999999';
    return expectRefusal(enter(sandbox, accountId), {
      name: 'AccessDenied',
      status: 403,
      message: /^User: .* is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::\d{12}:role\/Org/,
    });
  });
});
