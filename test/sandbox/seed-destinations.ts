import {
  CreateDeliveryCommand,
  CreateLogGroupCommand,
  PutDeliveryDestinationCommand,
  PutDeliverySourceCommand,
  PutResourcePolicyCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateDeliveryStreamCommand } from '@aws-sdk/client-firehose';
import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  PutBucketAclCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectLockConfigurationCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { CreateTopicCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import type { RegionPlan } from '../../src/sandbox/world/plan.ts';
import type { Clients } from './clients.ts';
import { GROUP, KEPT_FOR_EVER, STREAM, TOPIC } from './destination-questions.ts';

const SOURCE = 'orders-prod-execution-logs';
const DESTINATION = 'execution-logs';

/** What `seedDestinations` makes, besides what is in the sandbox by itself. */
export function destinationsOf(accountId: string): RegionPlan {
  return {
    retention: { [KEPT_FOR_EVER]: null },
    executionLogDeliveries: [
      {
        api: 'orders',
        stage: 'prod',
        destinationArns: [`arn:aws:logs:us-east-1:${accountId}:delivery-destination:${DESTINATION}`],
      },
    ],
  };
}

/** What `seedOpenBucket` makes: an open bucket, and nothing else that a log could be written to. */
export const OPEN: RegionPlan = {
  trails: [
    {
      name: 'open',
      bucket: { versioning: 'never', objectLock: false, publicPolicy: true, publicAcl: true, publicAccessBlock: false },
    },
  ],
  missing: [GROUP, KEPT_FOR_EVER, STREAM, TOPIC],
  logDelivery: 'denied',
};

/** Makes moto hold one of everything that logs are written to. Goes before `seedAccount`. */
export async function seedDestinations({ s3, logs, firehose, sns }: Clients, accountId: string): Promise<void> {
  await seedLockedBucket(s3, accountId);
  await seedLogGroups(logs, accountId);
  await seedDelivery(logs, accountId);
  const S3DestinationConfiguration = {
    RoleARN: `arn:aws:iam::${accountId}:role/firehose`,
    BucketARN: `arn:aws:s3:::cloudtrail-logs-${accountId}`,
  };
  await firehose.send(new CreateDeliveryStreamCommand({ DeliveryStreamName: STREAM, S3DestinationConfiguration }));
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: TOPIC }));
  const Endpoint = `arn:aws:sqs:us-east-1:${accountId}:trail`;
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint }));
}

/** The bucket of the account's trails. To be made before them: where there is none, their seed makes one without a lock. */
async function seedLockedBucket(s3: Clients['s3'], accountId: string): Promise<void> {
  const Bucket = `cloudtrail-logs-${accountId}`;
  await s3.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  await s3.send(
    new PutObjectLockConfigurationCommand({
      Bucket,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 365 } },
      },
    }),
  );
  await s3.send(
    new PutPublicAccessBlockCommand({
      Bucket,
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true,
      },
    }),
  );
  const cloudTrail = { Service: 'cloudtrail.amazonaws.com' };
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: allowing(cloudTrail, 's3:PutObject', Bucket) }));
}

/** A bucket that everybody may read, by its policy and by its ACL. */
export async function seedOpenBucket({ s3 }: Clients, accountId: string): Promise<void> {
  const Bucket = `cloudtrail-logs-${accountId}`;
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: allowing('*', 's3:GetObject', Bucket) }));
  await s3.send(new PutBucketAclCommand({ Bucket, ACL: 'public-read' }));
}

function allowing(Principal: unknown, Action: string, bucket: string): string {
  const Statement = [{ Effect: 'Allow', Principal, Action, Resource: `arn:aws:s3:::${bucket}/*` }];
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

async function seedLogGroups(logs: Clients['logs'], accountId: string): Promise<void> {
  await logs.send(new CreateLogGroupCommand({ logGroupName: GROUP }));
  await logs.send(new PutRetentionPolicyCommand({ logGroupName: GROUP, retentionInDays: 365 }));
  await logs.send(new CreateLogGroupCommand({ logGroupName: KEPT_FOR_EVER }));
  const arn = `arn:aws:logs:us-east-1:${accountId}`;
  // As AWS attaches it (CloudWatch Logs User Guide, AWS-logs-infrastructure-CWL).
  const statement = {
    Sid: 'AWSLogDeliveryWrite20150319',
    Effect: 'Allow',
    Principal: { Service: 'delivery.logs.amazonaws.com' },
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: [`${arn}:log-group:*:log-stream:*`],
    Condition: { StringEquals: { 'aws:SourceAccount': [accountId] }, ArnLike: { 'aws:SourceArn': [`${arn}:*`] } },
  };
  const policyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await logs.send(new PutResourcePolicyCommand({ policyName: 'AWSLogDeliveryWrite20150319', policyDocument }));
}

/** A delivery of another service's logs: moto takes none of API Gateway's. */
async function seedDelivery(logs: Clients['logs'], accountId: string): Promise<void> {
  const source = {
    name: SOURCE,
    resourceArn: `arn:aws:cloudfront::${accountId}:distribution/E1A2B3C4D5E6F7`,
    logType: 'ACCESS_LOGS',
  };
  await logs.send(new PutDeliverySourceCommand(source));
  const destinationResourceArn = `arn:aws:logs:us-east-1:${accountId}:log-group:${GROUP}`;
  const { deliveryDestination } = await logs.send(
    new PutDeliveryDestinationCommand({
      name: DESTINATION,
      deliveryDestinationConfiguration: { destinationResourceArn },
    }),
  );
  await logs.send(
    new CreateDeliveryCommand({ deliverySourceName: SOURCE, deliveryDestinationArn: deliveryDestination?.arn }),
  );
}
