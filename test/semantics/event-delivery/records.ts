import { ACCOUNT } from '../../support/evidence.ts';

/** Records in the shapes that AWS's guides show, with values of our own. */
type CloudTrailRecord = Readonly<Record<string, unknown>>;

const ADA = {
  type: 'IAMUser',
  principalId: 'AIDAEXAMPLEADA',
  arn: `arn:aws:iam::${ACCOUNT}:user/ada`,
  accountId: ACCOUNT,
  accessKeyId: 'AKIAEXAMPLEADA',
  userName: 'ada',
};

export const DEPLOY = {
  type: 'AssumedRole',
  principalId: 'AROAEXAMPLEDEPLOY:ci-4711',
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Deploy/ci-4711`,
  accountId: ACCOUNT,
  accessKeyId: 'ASIAEXAMPLE',
  sessionContext: {
    sessionIssuer: {
      type: 'Role',
      principalId: 'AROAEXAMPLEDEPLOY',
      arn: `arn:aws:iam::${ACCOUNT}:role/ops/Deploy`,
      accountId: ACCOUNT,
      userName: 'Deploy',
    },
    attributes: { creationDate: '2026-11-20T06:00:00Z', mfaAuthenticated: 'false' },
  },
};

/** A record of version 1.08 with whatever it has of its own. */
export function record(eventSource: string, eventName: string, own: CloudTrailRecord = {}): CloudTrailRecord {
  return {
    eventVersion: '1.08',
    userIdentity: DEPLOY,
    eventTime: '2026-11-20T06:31:07Z',
    eventSource,
    eventName,
    awsRegion: 'eu-west-1',
    sourceIPAddress: '198.51.100.24',
    userAgent: 'aws-cli/2.31.0',
    requestParameters: null,
    responseElements: null,
    requestID: '7c9a8d10-5f4e-4a5c-9d0e-000000000001',
    eventID: '2f7de1f3-6a54-4a0e-8a52-000000000001',
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    eventCategory: 'Management',
    ...own,
  };
}

/** An older record: without category, and without the word whether it is a management event. */
export const getResource: CloudTrailRecord = {
  eventVersion: '1.03',
  userIdentity: { type: 'Root', principalId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:root`, accountId: ACCOUNT },
  eventTime: '2026-11-20T05:02:41Z',
  eventSource: 'apigateway.amazonaws.com',
  eventName: 'GetResource',
  awsRegion: 'eu-west-1',
  sourceIPAddress: '203.0.113.7',
  userAgent: 'Mozilla/5.0',
  requestParameters: { restApiId: 'u7sxgsyx43', resourceId: 'cxjtzq' },
  responseElements: null,
  requestID: '6d9c4bfc-148a-11e5-81b6-000000000002',
  eventID: '4d293154-a15b-4c33-9e0a-000000000002',
  readOnly: true,
  eventType: 'AwsApiCall',
  recipientAccountId: ACCOUNT,
};

export const putMetricAlarm = record('monitoring.amazonaws.com', 'PutMetricAlarm', {
  eventVersion: '1.01',
  managementEvent: undefined,
  eventCategory: undefined,
  userIdentity: ADA,
  requestParameters: { alarmName: 'errors', evaluationPeriods: 3, statistic: 'Sum', threshold: 5 },
});

export const putRule = record('events.amazonaws.com', 'PutRule', {
  requestParameters: { name: 'nightly', scheduleExpression: 'rate(1 day)', state: 'ENABLED' },
  responseElements: { ruleArn: `arn:aws:events:eu-west-1:${ACCOUNT}:rule/nightly` },
});

export const createExportTask = record('logs.amazonaws.com', 'CreateExportTask', {
  userIdentity: ADA,
  requestParameters: { logGroupName: '/aws/apigateway/orders', destination: 'exports', from: 1763596800000 },
  responseElements: { taskId: '15e5e534-9548-44ab-a221-000000000003' },
});

export const listApps = record('amplify.amazonaws.com', 'ListApps', {
  readOnly: true,
  requestParameters: { maxResults: '100' },
});

/** It lists, and Amplify says that it writes. */
export const listBackendJobs = record('amplifybackend.amazonaws.com', 'ListBackendJobs', {
  readOnly: false,
  requestParameters: { appId: 'd23mv2oexample', backendEnvironmentName: 'staging' },
});

const LEDGER = { accountId: ACCOUNT, type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::ledger' };
const data = { managementEvent: false, eventCategory: 'Data' };

export const putObject = record('s3.amazonaws.com', 'PutObject', {
  ...data,
  resources: [{ type: 'AWS::S3::Object', ARN: 'arn:aws:s3:::ledger/2026/11.csv' }, LEDGER],
});

/** It names no object, only where objects are. */
export const listObjects = record('s3.amazonaws.com', 'ListObjects', {
  ...data,
  readOnly: true,
  resources: [{ type: 'AWS::S3::Object', ARNPrefix: 'arn:aws:s3:::ledger/' }, LEDGER],
});

export const invoke = record('lambda.amazonaws.com', 'Invoke', {
  ...data,
  resources: [
    { accountId: ACCOUNT, type: 'AWS::Lambda::Function', ARN: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:orders` },
  ],
});

export const getRecords = record('dynamodb.amazonaws.com', 'GetRecords', {
  ...data,
  readOnly: true,
  resources: [
    { type: 'AWS::DynamoDB::Stream', ARN: `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders/stream/2026` },
    { type: 'AWS::DynamoDB::Table', ARN: `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders` },
  ],
});

export const deniedAtEndpoint = record('kms.amazonaws.com', 'ListKeys', {
  eventVersion: '1.09',
  readOnly: undefined,
  managementEvent: undefined,
  eventType: 'AwsVpceEvents',
  eventCategory: 'NetworkActivity',
  errorCode: 'VpceAccessDenied',
  vpcEndpointId: 'vpce-0123456789abcdef0',
});

export const createRole = record('iam.amazonaws.com', 'CreateRole', { awsRegion: 'us-east-1' });

export function assumeRole(endpointType: 'global' | 'regional' | null) {
  return record('sts.amazonaws.com', 'AssumeRole', {
    awsRegion: 'us-east-1',
    readOnly: true,
    ...(endpointType === null ? {} : { additionalEventData: { RequestDetails: { endpointType } } }),
  });
}

/** CloudTrail writing a log file into its bucket. */
export const ownLogFile = record('s3.amazonaws.com', 'PutObject', {
  ...data,
  userIdentity: { type: 'AWSService', invokedBy: 'cloudtrail.amazonaws.com' },
  resources: [{ type: 'AWS::S3::Object', ARN: 'arn:aws:s3:::audit-logs/AWSLogs/file.json.gz' }],
});
