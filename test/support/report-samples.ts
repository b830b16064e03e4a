import { cisLogging, fsbp, iso27001, nist, pci, soc2 } from '../../src/model/controls.ts';
import type { RuleDescription, ScanDescription } from '../../src/model/report.ts';

/** What a scan of a small organization says about itself. */

export const SAMPLE_ACCOUNTS = [
  { id: '111122223333', name: 'management' },
  { id: '222233334444', name: 'log-archive' },
  { id: '333344445555', name: 'payments-prod' },
  { id: '444455556666', name: null },
] as const;

export const SAMPLE_RULES: readonly RuleDescription[] = [
  {
    id: 'trails/unvalidated-log-files',
    title: 'Trails sign their log files',
    severity: 'medium',
    rationale:
      'CloudTrail can write a signed digest of the log files that it delivered in each hour. Without digests nobody can show that a log file was not changed or deleted after delivery.',
    judgement: 'Passes when log file validation is on. Fails when it is off.',
    controls: [...cisLogging('3.2', '4.2'), fsbp('CloudTrail.4'), ...nist('AU-9', 'SI-7(1)'), ...pci('10.3.2')],
    references: [
      'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html',
    ],
  },
  {
    id: 'organization/unrecorded-management-events',
    title: 'Every region records read and write management events',
    severity: 'critical',
    rationale:
      'Changes to an API are management events. In a region that no logging trail covers they leave nothing but 90 days of event history.',
    judgement:
      'Passes when the trails that reach the account together record all management events in every enabled region.',
    controls: [
      ...cisLogging('3.1', '4.1'),
      fsbp('CloudTrail.1'),
      ...nist('AU-2', 'AU-12'),
      soc2('CC7.2'),
      iso27001('A.8.15'),
    ],
    references: [
      'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/receive-cloudtrail-log-files-from-multiple-regions.html',
    ],
  },
  {
    id: 'stages/missing-access-logs',
    title: 'Stages write access logs',
    severity: 'high',
    rationale: 'CloudTrail does not record calls of an API. Without access logs there is no record of who called it.',
    judgement: 'Passes when the stage has an access-log destination and a format. Fails when it has neither.',
    controls: [fsbp('APIGateway.9'), ...nist('AU-2', 'AU-3'), ...pci('10.4.2'), iso27001('A.8.15')],
    references: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html'],
  },
  {
    id: 'formats/missing-request-id',
    title: 'Access-log formats carry a request id',
    severity: 'low',
    rationale: 'The request id joins an access log to execution logs and to what the caller was told.',
    judgement: 'Passes when the format names $context.requestId or $context.extendedRequestId.',
    controls: [...nist('AU-3')],
    references: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html'],
  },
  {
    id: 'roles/insufficient-permissions',
    title: 'API Gateway can write to CloudWatch Logs',
    severity: 'high',
    rationale:
      'REST and WebSocket stages write their logs with one role per account and region. If that role cannot write, the stages still show logging as on.',
    judgement: 'Passes when the role exists, trusts API Gateway and may create streams and put events.',
    controls: [fsbp('APIGateway.1'), ...nist('AU-12')],
    references: [],
  },
];

export const SAMPLE_SCAN: ScanDescription = {
  partition: 'aws',
  caller: { accountId: '111122223333', arn: 'arn:aws:sts::111122223333:assumed-role/AuditReader/nightly' },
  organization: { id: 'o-exampleorgid', managementAccountId: '111122223333' },
  accounts: SAMPLE_ACCOUNTS,
  regions: null,
  startedAt: '2026-11-20T04:00:00.000Z',
  finishedAt: '2026-11-20T04:03:41.512Z',
  requests: {
    'apigateway:GetAccount': 16,
    'apigateway:GetRestApis': 18,
    'apigateway:GetStages': 57,
    'cloudtrail:DescribeTrails': 16,
    'cloudtrail:GetTrailStatus': 6,
    'iam:GetRole': 4,
    'sts:AssumeRole': 4,
  },
  shard: null,
  inventorySha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  interrupted: false,
  judgedAt: '2026-11-20T04:03:42.007Z',
};
