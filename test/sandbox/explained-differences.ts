import type { How } from './differences.ts';

interface Explanation {
  readonly how: How;
  readonly why: string;
  /** API and member. */
  readonly members: readonly string[];
}

const REST_STAGE = 'apigateway:GetStages item[]';
const V2_STAGE = 'apigateway:GetStages Items[]';
const STREAM = 'firehose:DescribeDeliveryStream DeliveryStreamDescription';
const BASIC = 'cloudtrail:GetEventSelectors EventSelectors[]';
/**
 * What a question is asked about, where it is asked more than once: the policies of one log group and of one that does
 * not exist, an account with an open bucket and no other destination, and a bucket of nobody's.
 */
export const OF_ONE_GROUP = ' (of one group)';
export const OF_NO_GROUP = ' (of no group)';
export const OPEN_OR_NONE = ' (open, or none)';
export const NO_BUCKET = ' (no bucket)';

/** Every difference between moto's answers and the sandbox's for the same state. A test finds exactly these. */
export const EXPLAINED: readonly Explanation[] = [
  {
    how: 'only here',
    why: 'moto leaves out what AWS always sends',
    members: [
      'apigateway:GetAccount features[]',
      `${REST_STAGE}.cacheClusterStatus`,
      `${REST_STAGE}.createdDate`,
      `${REST_STAGE}.lastUpdatedDate`,
      `${REST_STAGE}.tracingEnabled`,
      `${V2_STAGE}.DefaultRouteSettings.DataTraceEnabled`,
      `${V2_STAGE}.DefaultRouteSettings.DetailedMetricsEnabled`,
      `${V2_STAGE}.DeploymentId`,
      `${V2_STAGE}.RouteSettings.$connect.DataTraceEnabled`,
      `${V2_STAGE}.RouteSettings.$connect.DetailedMetricsEnabled`,
      'iam:GetPolicy Policy.PermissionsBoundaryUsageCount',
      'logs:DescribeLogGroups logGroups[].logGroupClass',
    ],
  },
  {
    how: 'only here',
    why: 'newer than moto: dual-stack endpoints (2025) and recursive logging (2026)',
    members: [
      'apigateway:GetApis Items[].IpAddressType',
      'apigateway:GetRestApis items[].endpointConfiguration.ipAddressType',
      'cloudtrail:DescribeTrails trailList[].RecursiveLogging',
    ],
  },
  {
    how: 'only here',
    why: 'AWS fills in the defaults of a basic selector; moto keeps what was put',
    members: [
      `${BASIC}.DataResources[]`,
      `${BASIC}.ExcludeManagementEventSources[]`,
      `${BASIC}.IncludeManagementEvents`,
    ],
  },
  {
    how: 'only moto',
    why: 'AWS sends the kind of selectors that a trail has; moto also the other kind, empty',
    members: ['cloudtrail:GetEventSelectors AdvancedEventSelectors[]', BASIC],
  },
  {
    how: 'differs',
    why: 'moto does not notice selectors that were put, nor attempts to deliver',
    members: [
      'cloudtrail:DescribeTrails trailList[].HasCustomEventSelectors',
      'cloudtrail:GetTrailStatus LatestDeliveryAttemptSucceeded',
    ],
  },
  {
    how: 'only here',
    why: 'trails sign their log files here, and so deliver digests',
    members: ['cloudtrail:GetTrailStatus LatestDigestDeliveryTime'],
  },
  {
    how: 'only here',
    why: 'here a $default stage is that of a quick-created API, which deploys by itself',
    members: [`${V2_STAGE}.AutoDeploy`],
  },
  {
    how: 'differs',
    why: 'a WebSocket API is reached by wss; moto gives https',
    members: ['apigateway:GetApis Items[].ApiEndpoint'],
  },
  {
    how: 'only moto',
    why: 'the seed imports a document with a description, of which a stage has a copy; scans read none of it',
    members: [
      'apigateway:GetRestApis items[].binaryMediaTypes[]',
      'apigateway:GetRestApis items[].description',
      'apigateway:GetRestApis items[].tags',
      'apigateway:GetRestApis items[].version',
      `${REST_STAGE}.description`,
      `${REST_STAGE}.variables`,
    ],
  },
  {
    how: 'differs',
    why: 'settings that no scan reads, where moto has placeholders and the sandbox what AWS has by default',
    members: [
      'apigateway:GetAccount apiKeyVersion',
      'apigateway:GetRestApis items[].endpointConfiguration.types[]',
      `${REST_STAGE}.deploymentId`,
      ...['*/*', '~1pets/GET'].flatMap((method) =>
        ['cacheDataEncrypted', 'throttlingBurstLimit', 'throttlingRateLimit'].map(
          (setting) => `${REST_STAGE}.methodSettings.${method}.${setting}`,
        ),
      ),
    ],
  },
  {
    how: 'differs',
    why: 'the plan has two regions, moto every region that EC2 has',
    members: ['Endpoint', 'OptInStatus', 'RegionName'].map((member) => `ec2:DescribeRegions Regions[].${member}`),
  },
  {
    how: 'only here',
    why: 'moto has lost the descriptions of policies of AWS',
    members: ['iam:GetPolicy Policy.Description'],
  },
  {
    how: 'only moto',
    why: 'lists of tags, which AWS leaves out where there are none, and a size that is told of session policies alone',
    members: ['iam:GetPolicy Policy.Tags[]', 'sts:AssumeRole PackedPolicySize'],
  },
  {
    how: 'differs',
    why: 'names and mail addresses that each server makes up, and a management account that AWS counts as invited',
    members: [
      'organizations:DescribeOrganization Organization.MasterAccountEmail',
      ...['ListAccounts', 'ListAccountsForParent'].flatMap((operation) =>
        ['Email', 'JoinedMethod', 'Name'].map((member) => `organizations:${operation} Accounts[].${member}`),
      ),
    ],
  },
  {
    how: 'differs',
    why: 'credentials, and the user that they belong to, are made up by each server',
    members: [
      'sts:AssumeRole Credentials.SecretAccessKey',
      'sts:AssumeRole Credentials.SessionToken',
      'sts:GetCallerIdentity Arn',
    ],
  },
  {
    how: 'differs',
    why: 'moto takes no execution logs of API Gateway for a source of deliveries: another service stands for it',
    members: ['logType', 'resourceArns[]'].map((member) => `logs:DescribeDeliverySources deliverySources[].${member}`),
  },
  {
    how: 'only moto',
    why: 'the fields that moto gives to every delivery are those of CloudFront; scans read none of them',
    members: ['logs:DescribeDeliveries deliveries[].recordFields[]'],
  },
  {
    how: 'differs',
    why: 'ids of deliveries and of the owners of buckets, and times in milliseconds, are made up by each server',
    members: [
      'logs:DescribeDeliveries deliveries[].arn',
      'logs:DescribeDeliveries deliveries[].id',
      'logs:DescribeLogGroups logGroups[].creationTime',
      'logs:DescribeResourcePolicies resourcePolicies[].lastUpdatedTime',
      ...['', OPEN_OR_NONE].flatMap((where) =>
        ['Grants[].Grantee.ID', 'Owner.ID'].map((member) => `s3:GetBucketAcl${where} ${member}`),
      ),
    ],
  },
  {
    how: 'only here',
    why: 'moto does not know that a log group may have policies of its own, and answers with those of the account',
    members: [
      'logs:DescribeResourcePolicies resourcePolicies[].policyScope',
      `logs:DescribeResourcePolicies${OF_ONE_GROUP} resourcePolicies[]`,
      ...['message', 'name', 'status'].map((member) => `logs:DescribeResourcePolicies${OF_NO_GROUP} refused.${member}`),
    ],
  },
  {
    how: 'only moto',
    why: 'the policies of the account, where those of one log group were asked for',
    members: [
      ...['lastUpdatedTime', 'policyDocument', 'policyName'].map(
        (member) => `logs:DescribeResourcePolicies${OF_ONE_GROUP} resourcePolicies[].${member}`,
      ),
      `logs:DescribeResourcePolicies${OF_NO_GROUP} resourcePolicies[]`,
    ],
  },
  {
    how: 'only moto',
    why: 'AWS names no owners since November 2025 (Amazon S3 API Reference, Owner), nor years beside days',
    members: [
      's3:GetBucketAcl Owner.DisplayName',
      `s3:GetBucketAcl${OPEN_OR_NONE} Owner.DisplayName`,
      's3:GetObjectLockConfiguration ObjectLockConfiguration.Rule.DefaultRetention.Years',
    ],
  },
  {
    how: 'only moto',
    why: 'what the sandbox leaves out of topics and streams, of which a scan reads only that they exist',
    members: [
      `${STREAM}.LastUpdateTimestamp`,
      ...['DestinationId', 'S3DestinationDescription.BucketARN', 'S3DestinationDescription.RoleARN'].map(
        (member) => `${STREAM}.Destinations[].${member}`,
      ),
      ...['DeliveryPolicy', 'EffectiveDeliveryPolicy', 'Policy', 'SubscriptionsDeleted'].map(
        (attribute) => `sns:GetTopicAttributes Attributes.${attribute}`,
      ),
    ],
  },
  {
    how: 'only here',
    why: 'an empty list, where moto has what the stream writes to',
    members: [`${STREAM}.Destinations[]`],
  },
  {
    how: 'differs',
    why: 'moto does not count the subscription that it was given',
    members: ['sns:GetTopicAttributes Attributes.SubscriptionsConfirmed'],
  },
];
