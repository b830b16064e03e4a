import { APIGatewayClient, UpdateStageCommand } from '@aws-sdk/client-api-gateway';
import { CloudTrailClient, CreateTrailCommand, StartLoggingCommand } from '@aws-sdk/client-cloudtrail';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  PutResourcePolicyCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateDeliveryStreamCommand, FirehoseClient } from '@aws-sdk/client-firehose';
import type { BucketCannedACL } from '@aws-sdk/client-s3';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  PutBucketAclCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectLockConfigurationCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateTopicCommand, DeleteTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { FORMATS, seedApi } from './apis.ts';
import type { Caller, Place } from './callers.ts';
import { at, given } from './callers.ts';

const BLOCK_ALL = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

interface BucketPlan {
  readonly locked?: true;
  readonly versioned?: true;
  readonly publicPolicy?: true;
  readonly acl?: BucketCannedACL;
  readonly blocked?: true;
}

async function seedBucket(place: Place, Bucket: string, plan: BucketPlan): Promise<string> {
  const s3 = new S3Client(place);
  await s3.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: plan.locked ?? false }));
  if (plan.locked) {
    const ObjectLockConfiguration = {
      ObjectLockEnabled: 'Enabled',
      Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 400 } },
    } as const;
    await s3.send(new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration }));
  }
  if (plan.versioned || plan.locked) {
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  }
  if (plan.publicPolicy) {
    const Statement = [
      { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` },
    ];
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) }));
  }
  if (plan.acl) await s3.send(new PutBucketAclCommand({ Bucket, ACL: plan.acl }));
  if (plan.blocked) {
    await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: BLOCK_ALL }));
  }
  return Bucket;
}

/**
 * An account with a trail that nothing is wrong with, one that is careless about its log files, and one whose
 * destinations are gone; and APIs whose access logs go where they can be read, and where they cannot.
 */
export async function seedCatalogue(caller: Caller): Promise<void> {
  const home = at(caller, 'us-east-1');
  await seedTrails(home);
  await seedStages(home);
}

async function seedTrails(place: Place): Promise<void> {
  const sound = await seedBucket(place, 'sound-logs', { locked: true, blocked: true });
  const careless = await seedBucket(place, 'careless-logs', { publicPolicy: true, acl: 'public-read' });
  const half = await seedBucket(place, 'half-logs', { versioned: true });
  const lost = await seedBucket(place, 'lost-logs', {});
  const group = (name: string) => `arn:aws:logs:${place.region}:${place.accountId}:log-group:${name}`;
  const logs = new CloudWatchLogsClient(place);
  const sns = new SNSClient(place);
  for (const logGroupName of ['CloudTrail/sound', 'CloudTrail/sound-archive', 'CloudTrail/lost'])
    await logs.send(new CreateLogGroupCommand({ logGroupName }));
  await sns.send(new CreateTopicCommand({ Name: 'sound-files' }));
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'lost-files' }));
  const CloudWatchLogsRoleArn = `arn:aws:iam::${place.accountId}:role/CloudTrail_CloudWatchLogs_Role`;

  await seedOneTrail(place, {
    Name: 'sound',
    S3BucketName: sound,
    IsMultiRegionTrail: true,
    EnableLogFileValidation: true,
    KmsKeyId: `arn:aws:kms:${place.region}:${place.accountId}:key/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0`,
    CloudWatchLogsLogGroupArn: `${group('CloudTrail/sound')}:*`,
    CloudWatchLogsRoleArn,
    SnsTopicName: 'sound-files',
  });
  await seedOneTrail(place, { Name: 'careless', S3BucketName: careless, IncludeGlobalServiceEvents: false });
  await seedOneTrail(at(place, 'eu-west-1'), {
    Name: 'lost',
    S3BucketName: lost,
    EnableLogFileValidation: true,
  });
  await seedOneTrail(place, {
    Name: 'half-lost',
    S3BucketName: half,
    CloudWatchLogsLogGroupArn: `${group('CloudTrail/lost')}:*`,
    CloudWatchLogsRoleArn,
    SnsTopicName: 'lost-files',
  });
  await new S3Client(place).send(new DeleteBucketCommand({ Bucket: lost }));
  await logs.send(new DeleteLogGroupCommand({ logGroupName: 'CloudTrail/lost' }));
  await sns.send(new DeleteTopicCommand({ TopicArn: given(TopicArn) }));
}

async function seedOneTrail(place: Place, input: ConstructorParameters<typeof CreateTrailCommand>[0]): Promise<void> {
  const client = new CloudTrailClient(place);
  const { TrailARN } = await client.send(new CreateTrailCommand(input));
  await client.send(new StartLoggingCommand({ Name: given(TrailARN) }));
}

async function seedStages(place: Place): Promise<void> {
  const group = (name: string) => `arn:aws:logs:${place.region}:${place.accountId}:log-group:${name}`;
  const stream = (name: string) => `arn:aws:firehose:${place.region}:${place.accountId}:deliverystream/${name}`;
  const logs = new CloudWatchLogsClient(place);
  // The second name begins with the first: only the whole name counts.
  for (const logGroupName of ['orders', 'orders-dev-archive', 'prices', 'closed'])
    await logs.send(new CreateLogGroupCommand({ logGroupName }));
  await logs.send(new PutRetentionPolicyCommand({ logGroupName: 'orders', retentionInDays: 400 }));
  const Statement = [
    {
      Effect: 'Allow',
      Principal: { Service: 'delivery.logs.amazonaws.com' },
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: `${group('prices')}:log-stream:*`,
    },
  ];
  const policyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await logs.send(new PutResourcePolicyCommand({ policyName: 'AWSLogDeliveryWrite20150319', policyDocument }));
  const s3 = { BucketARN: 'arn:aws:s3:::sound-logs', RoleARN: `arn:aws:iam::${place.accountId}:role/firehose` };
  const DeliveryStreamName = 'amazon-apigateway-orders';
  await new FirehoseClient(place).send(
    new CreateDeliveryStreamCommand({ DeliveryStreamName, ExtendedS3DestinationConfiguration: s3 }),
  );

  const logged = (destinationArn: string) => ({ accessLog: { destinationArn, format: FORMATS.json } });
  const { id } = await seedApi(place, {
    kind: 'rest',
    name: 'orders',
    stages: {
      prod: { ...logged(group('orders')), level: 'INFO' },
      dev: { ...logged(group('orders-dev')), level: 'INFO' },
      test: { ...logged(stream(DeliveryStreamName)) },
      beta: { ...logged(stream('amazon-apigateway-gone')) },
      half: { accessLog: { destinationArn: group('orders') } },
    },
  });
  await new APIGatewayClient(place).send(
    new UpdateStageCommand({
      restApiId: id,
      stageName: 'dev',
      patchOperations: [{ op: 'replace', path: '/*/*/logging/dataTrace', value: 'true' }],
    }),
  );
  await seedApi(place, {
    kind: 'http',
    name: 'prices',
    stages: { $default: logged(group('prices')), closed: logged(group('closed')) },
  });
}
