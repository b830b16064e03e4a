import { AccountClient, ListRegionsCommand } from '@aws-sdk/client-account';
import { APIGatewayClient, GetAccountCommand, GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client, GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import { CloudTrailClient, DescribeTrailsCommand } from '@aws-sdk/client-cloudtrail';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DescribeDeliveryStreamCommand, FirehoseClient } from '@aws-sdk/client-firehose';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { GetBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import { GetTopicAttributesCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Moto } from './moto.ts';
import { motoAvailable, startMoto } from './moto.ts';
import type { RefusingProxy } from './refusing-proxy.ts';
import { startRefusingProxy } from './refusing-proxy.ts';
import type { Place } from './seed/callers.ts';
import { assumeRole, at, managementCaller } from './seed/callers.ts';

/** One read of each service that a scan asks. */
const READS: Readonly<Record<string, (place: Place) => Promise<unknown>>> = {
  account: (place) => new AccountClient(once(place)).send(new ListRegionsCommand({})),
  apigateway: (place) => new APIGatewayClient(once(place)).send(new GetRestApisCommand({})),
  apigatewayv2: (place) => new ApiGatewayV2Client(once(place)).send(new GetApisCommand({})),
  cloudtrail: (place) => new CloudTrailClient(once(place)).send(new DescribeTrailsCommand({})),
  ec2: (place) => new EC2Client(once(place)).send(new DescribeRegionsCommand({})),
  firehose: (place) =>
    new FirehoseClient(once(place)).send(
      new DescribeDeliveryStreamCommand({ DeliveryStreamName: 'amazon-apigateway-orders' }),
    ),
  iam: (place) => new IAMClient(once(place)).send(new GetRoleCommand({ RoleName: 'apigateway-logs' })),
  logs: (place) => new CloudWatchLogsClient(once(place)).send(new DescribeLogGroupsCommand({})),
  organizations: (place) => new OrganizationsClient(once(place)).send(new ListAccountsCommand({})),
  s3: (place) => new S3Client(once(place)).send(new GetBucketVersioningCommand({ Bucket: 'audit-logs' })),
  sns: (place) =>
    new SNSClient(once(place)).send(
      new GetTopicAttributesCommand({ TopicArn: 'arn:aws:sns:eu-west-1:123456789012:trail-files' }),
    ),
  sts: (place) => new STSClient(once(place)).send(new GetCallerIdentityCommand({})),
};

/** Without retries, so that the refusal itself arrives. */
function once(place: Place) {
  return { ...place, maxAttempts: 1 };
}

/** The error names at the SDK, one for each service. */
const NAMES = {
  'access-denied': {
    account: 'AccessDeniedException',
    apigateway: 'AccessDeniedException',
    apigatewayv2: 'AccessDeniedException',
    cloudtrail: 'AccessDeniedException',
    ec2: 'UnauthorizedOperation',
    firehose: 'AccessDeniedException',
    iam: 'AccessDenied',
    logs: 'AccessDeniedException',
    organizations: 'AccessDeniedException',
    s3: 'AccessDenied',
    sns: 'AccessDenied',
    sts: 'AccessDenied',
  },
  throttled: {
    account: 'TooManyRequestsException',
    apigateway: 'TooManyRequestsException',
    apigatewayv2: 'TooManyRequestsException',
    cloudtrail: 'ThrottlingException',
    ec2: 'RequestLimitExceeded',
    firehose: 'ThrottlingException',
    iam: 'Throttling',
    logs: 'ThrottlingException',
    organizations: 'TooManyRequestsException',
    s3: 'SlowDown',
    sns: 'Throttling',
    sts: 'Throttling',
  },
  'region-disabled': {
    account: 'UnrecognizedClientException',
    apigateway: 'UnrecognizedClientException',
    apigatewayv2: 'UnrecognizedClientException',
    cloudtrail: 'UnrecognizedClientException',
    ec2: 'AuthFailure',
    firehose: 'UnrecognizedClientException',
    iam: 'InvalidClientTokenId',
    logs: 'UnrecognizedClientException',
    organizations: 'UnrecognizedClientException',
    s3: 'InvalidAccessKeyId',
    sns: 'InvalidClientTokenId',
    sts: 'InvalidClientTokenId',
  },
  'credentials-expired': {
    account: 'ExpiredTokenException',
    apigateway: 'ExpiredTokenException',
    apigatewayv2: 'ExpiredTokenException',
    cloudtrail: 'ExpiredTokenException',
    ec2: 'RequestExpired',
    firehose: 'ExpiredTokenException',
    iam: 'ExpiredToken',
    logs: 'ExpiredTokenException',
    organizations: 'ExpiredTokenException',
    s3: 'ExpiredToken',
    sns: 'ExpiredToken',
    sts: 'ExpiredToken',
  },
} as const;

describe.skipIf(!motoAvailable)('the refusing proxy', () => {
  let moto: Moto;
  let proxy: RefusingProxy;
  let place: Place;

  beforeAll(async () => {
    moto = await startMoto({ managedPolicies: false });
    proxy = await startRefusingProxy(moto.endpoint);
    place = at(managementCaller(proxy.endpoint), 'eu-west-1');
  });
  afterEach(() => proxy.clear());
  afterAll(async () => {
    await proxy.stop();
    await moto.stop();
  });

  function read(service: string, where = place): Promise<unknown> {
    const reading = READS[service];
    if (reading === undefined) throw new Error(`no read of ${service}`);
    return reading(where);
  }

  for (const [how, names] of Object.entries(NAMES)) {
    test.each(Object.entries(names))(`%s answers ${how} with %s`, async (service, name) => {
      proxy.refuse({ service }, how as keyof typeof NAMES);
      await expect(read(service)).rejects.toMatchObject({ name });
    });
  }

  test.each(Object.keys(READS))('%s answers a server error with status 500', async (service) => {
    proxy.refuse({ service }, 'server-error');
    await expect(read(service)).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
  });

  test.each(Object.keys(READS))('%s cannot be read when its answer breaks off', async (service) => {
    proxy.refuse({ service }, 'malformed');
    await expect(read(service)).rejects.toThrow();
  });

  test.each(Object.keys(READS))('%s loses its connection', async (service) => {
    proxy.refuse({ service }, 'reset');
    await expect(read(service)).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  test.each([
    {
      service: 'cloudtrail',
      how: 'access-denied',
      message:
        'User: arn:aws:sts::123456789012:assumed-role/Auditor/trailgate is not authorized to perform: cloudtrail:DescribeTrails because no identity-based policy allows the cloudtrail:DescribeTrails action',
    },
    {
      service: 'apigatewayv2',
      how: 'denied-by-scp',
      message:
        'User: arn:aws:sts::123456789012:assumed-role/Auditor/trailgate is not authorized to perform: apigateway:GET on resource: arn:aws:apigateway:eu-west-1::/apis with an explicit deny in a service control policy',
    },
    {
      service: 'ec2',
      how: 'denied-by-scp',
      message:
        'You are not authorized to perform this operation. User: arn:aws:sts::123456789012:assumed-role/Auditor/trailgate is not authorized to perform: ec2:DescribeRegions with an explicit deny in a service control policy',
    },
  ] as const)('$service words $how as AWS does', async ({ service, how, message }) => {
    proxy.refuse({ service }, how);
    await expect(read(service)).rejects.toMatchObject({ message });
  });

  test('an answer can be given in full', async () => {
    const notFound = { 'x-amzn-errortype': 'NotFoundException' };
    const body = '{"message":"Invalid Customer identifier specified"}';
    proxy.refuse({ operation: 'GetAccount' }, { status: 404, headers: notFound, body });
    const asked = new APIGatewayClient(once(place)).send(new GetAccountCommand({}));
    await expect(asked).rejects.toMatchObject({
      name: 'NotFoundException',
      message: 'Invalid Customer identifier specified',
    });
  });

  test('what no rule matches reaches the server', async () => {
    proxy.refuse({ service: 'cloudtrail', region: 'us-east-1' }, 'access-denied');
    proxy.refuse({ service: 'cloudtrail', operation: 'GetTrailStatus' }, 'access-denied');
    await expect(read('cloudtrail')).resolves.toMatchObject({ trailList: [] });
  });

  test('only the first requests are refused where a number is given', async () => {
    proxy.refuse({ service: 'cloudtrail' }, 'throttled', { times: 2 });
    const patient = new CloudTrailClient({ ...place, maxAttempts: 3 });
    await expect(patient.send(new DescribeTrailsCommand({}))).resolves.toMatchObject({ trailList: [] });
    expect(proxy.count({ operation: 'DescribeTrails' })).toBe(3);
  });

  test('an account is told by the credentials that it was issued', async () => {
    const member = at(await assumeRole(managementCaller(proxy.endpoint), '111122223333'), 'eu-west-1');
    proxy.refuse({ service: 'cloudtrail', account: '111122223333' }, 'denied-by-scp');
    await expect(read('cloudtrail', member)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(read('cloudtrail')).resolves.toMatchObject({ trailList: [] });
  });

  test('the way into one account can be refused', async () => {
    const management = managementCaller(proxy.endpoint);
    proxy.refuse({ operation: 'AssumeRole', account: '111122223333' }, 'access-denied');
    const refused = assumeRole(management, '111122223333');
    await expect(refused).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringMatching(/^User: arn:aws:sts::123456789012:.* on resource: arn:aws:iam::111122223333:role/),
    });
    await expect(assumeRole(management, '444455556666')).resolves.toMatchObject({ accountId: '444455556666' });
  });

  test('requests are counted by service, operation, region and account, refused or not', async () => {
    proxy.refuse({ service: 'apigateway' }, 'access-denied');
    await expect(read('apigateway')).rejects.toThrow();
    await read('apigatewayv2', { ...place, region: 'us-east-1' });
    await read('ec2');
    expect(proxy.count()).toBe(3);
    expect(proxy.count({ service: 'apigateway', operation: 'GetRestApis', region: 'eu-west-1' })).toBe(1);
    expect(proxy.count({ service: 'apigatewayv2', operation: 'GetApis', region: 'us-east-1' })).toBe(1);
    expect(proxy.count({ account: '123456789012' })).toBe(3);
    expect(proxy.requests.map(({ operation }) => operation)).toEqual(['GetRestApis', 'GetApis', 'DescribeRegions']);
  });
});
