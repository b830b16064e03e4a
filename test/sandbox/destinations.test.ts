import {
  DescribeDeliveriesCommand,
  DescribeDeliverySourcesCommand,
  DescribeLogGroupsCommand,
  DescribeResourcePoliciesCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { DescribeDeliveryStreamCommand } from '@aws-sdk/client-firehose';
import {
  GetBucketAclCommand,
  GetBucketPolicyStatusCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { GetTopicAttributesCommand } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OrganizationPlan, Sandbox } from '../../src/sandbox/index.ts';
import { plannedId, startSandbox, worldOf } from '../../src/sandbox/index.ts';
import type { Clients } from './clients.ts';
import { callerClients, memberClients, refusal } from './clients.ts';

const GROUP = '/aws/apigateway/orders-prod';
const DESTINATION = 'arn:aws:logs:us-east-1:111122223333:delivery-destination:execution-logs';
const PLAN: OrganizationPlan = {
  regions: ['us-east-1', 'eu-west-1'],
  accounts: {
    management: {
      places: {
        'us-east-1': {
          trails: [{ name: 'everything' }],
          apis: [{ kind: 'rest', name: 'orders', stages: { prod: {} } }],
          missing: ['/aws/apigateway/gone', 'amazon-apigateway-gone', 'gone'],
          retention: { '/aws/apigateway/kept-for-ever': null, '/aws/apigateway/short': 7 },
          executionLogDeliveries: [{ api: 'orders', stage: 'prod', destinationArns: [DESTINATION] }],
        },
        'eu-west-1': { logDelivery: 'denied' },
      },
    },
    open: {
      places: {
        'eu-west-1': {
          trails: [
            {
              name: 'everything',
              bucket: {
                versioning: 'never',
                objectLock: false,
                publicPolicy: true,
                publicAcl: true,
                publicAccessBlock: false,
              },
            },
          ],
        },
      },
    },
    gone: { places: { 'us-east-1': { trails: [{ name: 'everything', errors: { bucket: 'NoSuchBucket' } }] } } },
  },
};

let sandbox: Sandbox;
let here: Clients;
beforeAll(async () => {
  sandbox = await startSandbox({ world: worldOf(PLAN), rates: 'off' });
  here = callerClients(sandbox);
});
afterAll(() => sandbox.stop());

const bucketOf = (account: string) => ({ Bucket: `cloudtrail-logs-${plannedId(PLAN, account)}` });

describe('log groups', () => {
  const group = async (logGroupNamePrefix: string) => {
    const { logGroups = [] } = await here.logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix }));
    return logGroups.map(({ logGroupName, retentionInDays }) => ({ logGroupName, retentionInDays }));
  };

  test('keep what they hold for a year, for ever, or as planned', async () => {
    expect(await group(GROUP)).toEqual([{ logGroupName: GROUP, retentionInDays: 365 }]);
    expect((await group('/aws/apigateway/short'))[0]?.retentionInDays).toBe(7);
    expect((await group('/aws/apigateway/kept-for-ever'))[0]?.retentionInDays).toBeUndefined();
  });

  test('that are named together come together, without those that do not exist', async () => {
    const logGroupIdentifiers = [GROUP, '/aws/apigateway/gone', '/aws/apigateway/short'];
    const { logGroups = [] } = await here.logs.send(new DescribeLogGroupsCommand({ logGroupIdentifiers }));
    expect(logGroups.map(({ logGroupName }) => logGroupName)).toEqual([GROUP, '/aws/apigateway/short'].sort());
  });

  test('that do not exist are not listed', async () => {
    expect(await group('/aws/apigateway/gone')).toEqual([]);
  });

  test('may be written to by AWS, unless it is planned that they may not', async () => {
    const { resourcePolicies: policies = [] } = await here.logs.send(new DescribeResourcePoliciesCommand({}));
    expect(JSON.parse(policies[0]?.policyDocument ?? '')).toMatchObject({
      Statement: [{ Principal: { Service: 'delivery.logs.amazonaws.com' } }],
    });
    const away = callerClients(sandbox, 'eu-west-1');
    expect((await away.logs.send(new DescribeResourcePoliciesCommand({}))).resourcePolicies).toEqual([]);
  });

  test('have no policies of their own, and none where there is no group', async () => {
    const { accountId } = sandbox.caller;
    const ask = (name: string) => {
      const resourceArn = `arn:aws:logs:us-east-1:${accountId}:log-group:${name}`;
      return here.logs.send(new DescribeResourcePoliciesCommand({ policyScope: 'RESOURCE', resourceArn }));
    };
    expect((await ask(GROUP)).resourcePolicies).toEqual([]);
    expect((await refusal(ask('/aws/apigateway/gone'))).name).toBe('ResourceNotFoundException');
  });
});

test('execution logs that are delivered elsewhere name their stage and their destination', async () => {
  const { deliverySources } = await here.logs.send(new DescribeDeliverySourcesCommand({}));
  const { deliveries } = await here.logs.send(new DescribeDeliveriesCommand({}));
  const stage = `^arn:aws:apigateway:us-east-1:${sandbox.caller.accountId}:/restapis/[a-z0-9]{10}/stages/prod$`;
  expect(deliverySources).toMatchObject([
    {
      logType: 'EXECUTION_LOGS',
      resourceArns: [expect.stringMatching(stage)],
      name: deliveries?.[0]?.deliverySourceName,
    },
  ]);
  expect(deliveries).toMatchObject([{ deliveryDestinationArn: DESTINATION, deliveryDestinationType: 'CWL' }]);
});

test('streams and topics that do not exist are not found', async () => {
  const stream = new DescribeDeliveryStreamCommand({ DeliveryStreamName: 'amazon-apigateway-gone' });
  expect(await refusal(here.firehose.send(stream))).toMatchObject({ name: 'ResourceNotFoundException', status: 400 });
  const topic = new GetTopicAttributesCommand({ TopicArn: `arn:aws:sns:us-east-1:${sandbox.caller.accountId}:gone` });
  expect(await refusal(here.sns.send(topic))).toMatchObject({ name: 'NotFoundException', status: 404 });
});

describe('the bucket of a trail', () => {
  test('is versioned, locked and closed', async () => {
    const bucket = bucketOf('management');
    expect(await here.s3.send(new GetBucketVersioningCommand(bucket))).toMatchObject({ Status: 'Enabled' });
    expect(await here.s3.send(new GetObjectLockConfigurationCommand(bucket))).toMatchObject({
      ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Days: 365 } } },
    });
    expect((await here.s3.send(new GetBucketPolicyStatusCommand(bucket))).PolicyStatus?.IsPublic).toBe(false);
    expect((await here.s3.send(new GetBucketAclCommand(bucket))).Grants).toHaveLength(1);
    const { PublicAccessBlockConfiguration } = await here.s3.send(new GetPublicAccessBlockCommand(bucket));
    expect(PublicAccessBlockConfiguration).toMatchObject({ IgnorePublicAcls: true, RestrictPublicBuckets: true });
  });

  test('may be open in every way', async () => {
    const { s3 } = await memberClients(sandbox, plannedId(PLAN, 'open'), 'eu-west-1');
    const bucket = bucketOf('open');
    expect((await s3.send(new GetBucketVersioningCommand(bucket))).Status).toBeUndefined();
    expect((await s3.send(new GetBucketPolicyStatusCommand(bucket))).PolicyStatus?.IsPublic).toBe(true);
    const { Grants = [] } = await s3.send(new GetBucketAclCommand(bucket));
    expect(Grants[1]?.Grantee).toEqual({ Type: 'Group', URI: 'http://acs.amazonaws.com/groups/global/AllUsers' });
    const lock = await refusal(s3.send(new GetObjectLockConfigurationCommand(bucket)));
    expect(lock).toMatchObject({ name: 'ObjectLockConfigurationNotFoundError', status: 404 });
    const block = await refusal(s3.send(new GetPublicAccessBlockCommand(bucket)));
    expect(block).toMatchObject({ name: 'NoSuchPublicAccessBlockConfiguration', status: 404 });
  });

  test.each([
    ['gone', 'us-east-1', 'NoSuchBucket', 404],
    ['management', 'eu-west-1', 'PermanentRedirect', 301],
  ] as const)('of %s, asked in %s', async (account, region, name, status) => {
    const { s3 } = callerClients(sandbox, region);
    expect(await refusal(s3.send(new GetBucketAclCommand(bucketOf(account))))).toMatchObject({ name, status });
  });

  test('is closed to other accounts', async () => {
    const { s3 } = await memberClients(sandbox, plannedId(PLAN, 'gone'), 'us-east-1');
    const refused = await refusal(s3.send(new GetBucketAclCommand(bucketOf('management'))));
    expect(refused).toMatchObject({ name: 'AccessDenied', status: 403 });
  });
});
