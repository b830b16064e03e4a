import * as Logs from '@aws-sdk/client-cloudwatch-logs';
import * as Firehose from '@aws-sdk/client-firehose';
import * as S3 from '@aws-sdk/client-s3';
import * as Sns from '@aws-sdk/client-sns';
import type { Known, Question } from './every-operation.ts';
import { question } from './every-operation.ts';

/** What the questions ask for by name. */
export const GROUP = '/aws/apigateway/orders-prod';
export const KEPT_FOR_EVER = '/aws/apigateway/kept-for-ever';
export const STREAM = 'amazon-apigateway-access';
export const TOPIC = 'trail';

const bucketOf = ({ accountId }: Known) => ({ Bucket: `cloudtrail-logs-${accountId}` });

/** The operations that ask for what logs are written to. */
export const DESTINATION_QUESTIONS: readonly Question[] = [
  question('firehose:DescribeDeliveryStream', Firehose.DescribeDeliveryStream$, ({ firehose }) =>
    firehose.send(new Firehose.DescribeDeliveryStreamCommand({ DeliveryStreamName: STREAM })),
  ),
  question('logs:DescribeLogGroups', Logs.DescribeLogGroups$, ({ logs }) =>
    logs.send(new Logs.DescribeLogGroupsCommand({ logGroupNamePrefix: GROUP })),
  ),
  question('logs:DescribeResourcePolicies', Logs.DescribeResourcePolicies$, ({ logs }) =>
    logs.send(new Logs.DescribeResourcePoliciesCommand({})),
  ),
  question('logs:DescribeDeliverySources', Logs.DescribeDeliverySources$, ({ logs }) =>
    logs.send(new Logs.DescribeDeliverySourcesCommand({ limit: 50 })),
  ),
  question('logs:DescribeDeliveries', Logs.DescribeDeliveries$, ({ logs }) =>
    logs.send(new Logs.DescribeDeliveriesCommand({ limit: 50 })),
  ),
  question('s3:GetBucketAcl', S3.GetBucketAcl$, ({ s3 }, known) =>
    s3.send(new S3.GetBucketAclCommand(bucketOf(known))),
  ),
  question('s3:GetBucketPolicyStatus', S3.GetBucketPolicyStatus$, ({ s3 }, known) =>
    s3.send(new S3.GetBucketPolicyStatusCommand(bucketOf(known))),
  ),
  question('s3:GetBucketVersioning', S3.GetBucketVersioning$, ({ s3 }, known) =>
    s3.send(new S3.GetBucketVersioningCommand(bucketOf(known))),
  ),
  question('s3:GetObjectLockConfiguration', S3.GetObjectLockConfiguration$, ({ s3 }, known) =>
    s3.send(new S3.GetObjectLockConfigurationCommand(bucketOf(known))),
  ),
  question('s3:GetPublicAccessBlock', S3.GetPublicAccessBlock$, ({ s3 }, known) =>
    s3.send(new S3.GetPublicAccessBlockCommand(bucketOf(known))),
  ),
  question('sns:GetTopicAttributes', Sns.GetTopicAttributes$, ({ sns }, { accountId }) =>
    sns.send(new Sns.GetTopicAttributesCommand({ TopicArn: `arn:aws:sns:us-east-1:${accountId}:${TOPIC}` })),
  ),
];

/** Of a group that keeps everything, and of one group's own policies. */
export const KEPT_GROUP = question('logs:DescribeLogGroups', Logs.DescribeLogGroups$, ({ logs }) =>
  logs.send(new Logs.DescribeLogGroupsCommand({ logGroupNamePrefix: KEPT_FOR_EVER })),
);
export const GROUP_POLICIES = question(
  'logs:DescribeResourcePolicies',
  Logs.DescribeResourcePolicies$,
  ({ logs }, { accountId }) => {
    const resourceArn = `arn:aws:logs:us-east-1:${accountId}:log-group:${GROUP}`;
    return logs.send(new Logs.DescribeResourcePoliciesCommand({ policyScope: 'RESOURCE', resourceArn }));
  },
);
