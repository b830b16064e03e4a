import { createInventory } from '../src/inventory/write.ts';
import type { EvidenceKey, EvidenceRecord, ValueOf } from '../src/model/catalog.ts';
import type { Trail, TrailStatus } from '../src/model/cloudtrail.ts';
import type { Evidence } from '../src/model/evidence.ts';
import { collected, unavailable } from '../src/model/evidence.ts';
import type { Role } from '../src/model/iam.ts';
import type { AccountTarget, OrganizationTarget, RegionTarget, Target } from '../src/model/target.ts';
import { stagesOf } from '../src/semantics/stages.ts';
import { answered, apisOf, destinationsOf } from './large-region.ts';

const REGIONS = ['ap-southeast-2', 'eu-central-1', 'eu-west-1', 'us-east-1', 'us-west-2'] as const;
const STAGES_IN_REGION = 1_000;
/** The policies of a landing zone deny one account in so many a region. */
const ACCOUNTS_BY_DENIAL = 10;

const MANAGEMENT = '100000000000';
const ORGANIZATION = {
  id: 'o-0do71ppdol',
  arn: `arn:aws:organizations::${MANAGEMENT}:organization/o-0do71ppdol`,
  managementAccountId: MANAGEMENT,
};
const CALLER = { accountId: MANAGEMENT, arn: `arn:aws:iam::${MANAGEMENT}:user/auditor` };
const STARTED = '2026-11-20T06:30:00.000Z';

/**
 * Saves the inventory of an organization with so many stages, five thousand to an account, in five regions. One
 * account's evidence is in memory at a time. The same number gives the same evidence.
 */
export async function writeLargeInventory(folder: string, stages: number): Promise<void> {
  const perAccount = REGIONS.length * STAGES_IN_REGION;
  const accounts = Array.from({ length: Math.ceil(stages / perAccount) }, (_, index) => ({
    id: String(Number(MANAGEMENT) + index * 7),
    name: `team-${index}`,
  }));
  const writer = await createInventory(folder, { name: 'trailgate', version: '0.1.0' });
  const plan = { partition: 'aws', caller: CALLER, organization: ORGANIZATION, accounts, shard: null, regions: null };
  const requests = { 'apigateway:GetStages': Math.ceil(stages / 2) };
  await writer.begin({ ...plan, selected: accounts, keys: [], role: null, startedAt: STARTED });
  const organization = await writer.organization();
  for (const record of organizationRecords(accounts)) await organization.append(record);
  await organization.close(true, requests);
  for (const [index, { id }] of accounts.entries()) {
    const file = await writer.account(id);
    const own = Math.min(perAccount, stages - index * perAccount);
    for (const record of accountRecords(id, own, index % ACCOUNTS_BY_DENIAL === 1)) await file.append(record);
    await file.close(true, requests);
  }
  const finishedAt = '2026-11-20T09:30:00.000Z';
  const scan = { ...plan, organization: { id: ORGANIZATION.id, managementAccountId: MANAGEMENT } };
  await writer.finish({ ...scan, startedAt: STARTED, finishedAt, requests, interrupted: false });
}

function record<K extends EvidenceKey>(key: K, target: Target, evidence: Evidence<ValueOf<K>>): EvidenceRecord {
  return { key, target, evidence } as unknown as EvidenceRecord;
}

function organizationRecords(accounts: readonly { readonly id: string; readonly name: string }[]) {
  const target: OrganizationTarget = { scope: 'organization', partition: 'aws', accountId: MANAGEMENT };
  const where = { accountId: MANAGEMENT, region: null };
  const members = accounts.map((account) => ({
    ...account,
    arn: `arn:aws:organizations::${MANAGEMENT}:account/${ORGANIZATION.id}/${account.id}`,
    state: 'ACTIVE',
  }));
  return [
    record('organizations.organization', target, answered(ORGANIZATION, where, 'organizations:DescribeOrganization')),
    record('organizations.accounts', target, answered(members, where, 'organizations:ListAccounts')),
    record('organizations.delegated-administrators', target, answered(['100000000007'], where, LIST_ADMINISTRATORS)),
    record('organizations.regions', target, answered(regions, where, 'account:ListRegions')),
    record(
      'cloudtrail.organization-trails',
      target,
      collected([{ trail: TRAIL, status: trailStatus(MANAGEMENT) }], []),
    ),
  ];
}

const LIST_ADMINISTRATORS = 'organizations:ListDelegatedAdministrators';
const regions = REGIONS.map((name) => ({ name, enabled: true, optIn: false }));

function* accountRecords(accountId: string, stages: number, denied: boolean): Iterable<EvidenceRecord> {
  const target: AccountTarget = { scope: 'account', partition: 'aws', accountId };
  const where = { accountId, region: null };
  yield record('account.regions', target, answered(regions, where, 'account:ListRegions'));
  yield record('cloudtrail.trail-details', target, collected([trailDetail(accountId)], []));
  yield record('cloudtrail.trail-destinations', target, collected([], []));
  yield record('s3.trail-buckets', target, collected([], []));
  yield record('s3.trail-bucket-access', target, collected([], []));
  const role = answered(writerRole(accountId), where, 'iam:GetRole', { RoleName: 'apigateway-logs' });
  yield record('iam.roles', target, collected([{ arn: roleArn(accountId), role }], []));
  for (const [index, region] of REGIONS.entries()) {
    const place: RegionTarget = { ...target, scope: 'region', region };
    const own = Math.min(STAGES_IN_REGION, Math.ceil((stages - index) / REGIONS.length));
    yield* denied && index === 0 ? deniedRecords(place) : regionRecords(place, own);
  }
}

function* regionRecords(target: RegionTarget, stages: number): Iterable<EvidenceRecord> {
  const apis = apisOf(target, stages);
  const read = stagesOf(apis).read.map(({ stage }) => stage);
  const { groups, streams, policies } = destinationsOf(read, target);
  const account = { everUsed: true, cloudWatchRoleArn: roleArn(target.accountId) };
  yield record('cloudtrail.trails', target, answered([TRAIL], target, 'cloudtrail:DescribeTrails'));
  yield record('apigateway.apis', target, collected(apis, []));
  yield record('apigateway.account', target, answered(account, target, 'apigateway:GetAccount'));
  yield record('logs.access-log-groups', target, collected(groups, []));
  yield record('firehose.access-log-streams', target, collected(streams, []));
  yield record('logs.delivery-policies', target, collected(policies, []));
  const sources = answered([], target, 'logs:DescribeDeliverySources');
  yield record('logs.execution-log-deliveries', target, collected({ sources }, []));
}

const REGIONAL_CALLS = {
  'cloudtrail.trails': 'cloudtrail:DescribeTrails',
  'apigateway.apis': 'apigateway:GetRestApis',
  'apigateway.account': 'apigateway:GetAccount',
  'logs.access-log-groups': 'apigateway:GetRestApis',
  'firehose.access-log-streams': 'apigateway:GetRestApis',
  'logs.delivery-policies': 'apigateway:GetRestApis',
  'logs.execution-log-deliveries': 'apigateway:GetRestApis',
} as const satisfies { readonly [K in EvidenceKey]?: string };

function* deniedRecords(target: RegionTarget): Iterable<EvidenceRecord> {
  for (const [key, api] of Object.entries(REGIONAL_CALLS)) {
    const detail = `not authorized to perform: ${api} with an explicit deny in a service control policy`;
    const [call = null] = answered(null, target, api).calls;
    yield record(key as keyof typeof REGIONAL_CALLS, target, unavailable('denied-by-scp', detail, call));
  }
}

const TRAIL: Trail = {
  arn: `arn:aws:cloudtrail:us-east-1:${MANAGEMENT}:trail/organization`,
  name: 'organization',
  homeRegion: 'us-east-1',
  ownerAccountId: MANAGEMENT,
  multiRegion: true,
  organization: true,
  includeGlobalServiceEvents: true,
  logFileValidation: true,
  recursiveLogging: true,
  kmsKeyId: `arn:aws:kms:us-east-1:${MANAGEMENT}:key/1f6e8a5c-2b7d-4c3e-9a10-5d4b8f2e7c61`,
  bucket: `cloudtrail-logs-${MANAGEMENT}`,
  bucketPrefix: null,
  logGroupArn: `arn:aws:logs:us-east-1:${MANAGEMENT}:log-group:aws-cloudtrail-logs:*`,
  logsRoleArn: `arn:aws:iam::${MANAGEMENT}:role/cloudtrail-logs`,
  snsTopicArn: null,
};

function trailStatus(accountId: string) {
  const status: TrailStatus = {
    logging: true,
    startedAt: '2026-01-24T06:00:00.000Z',
    stoppedAt: null,
    latestDeliveryAt: '2026-11-20T06:00:00.000Z',
    latestDeliveryError: null,
    latestDigestDeliveryAt: '2026-11-20T06:00:00.000Z',
    latestDigestDeliveryError: null,
    latestLogsDeliveryAt: '2026-11-20T06:00:00.000Z',
    latestLogsDeliveryError: null,
    latestNotificationError: null,
  };
  return answered(status, { accountId, region: 'us-east-1' }, 'cloudtrail:GetTrailStatus', { Name: TRAIL.arn });
}

function trailDetail(accountId: string): ValueOf<'cloudtrail.trail-details'>[number] {
  const selectors = { basic: [], advanced: [] };
  const where = { accountId: MANAGEMENT, region: 'us-east-1' };
  const asked = { TrailName: TRAIL.arn };
  return {
    arn: TRAIL.arn,
    status: trailStatus(accountId),
    selectors: answered(selectors, where, 'cloudtrail:GetEventSelectors', asked),
  };
}

function roleArn(accountId: string): string {
  return `arn:aws:iam::${accountId}:role/apigateway-logs`;
}

/** As in AWS's policy AmazonAPIGatewayPushToCloudWatchLogs. */
const WRITE_LOGS = [
  'CreateLogGroup',
  'CreateLogStream',
  'DescribeLogGroups',
  'DescribeLogStreams',
  'PutLogEvents',
  'GetLogEvents',
  'FilterLogEvents',
];

function writerRole(accountId: string): Role {
  const where = { accountId, region: null };
  const statement = { Effect: 'Allow', Action: WRITE_LOGS.map((action) => `logs:${action}`), Resource: '*' };
  const trust = { Effect: 'Allow', Principal: { Service: 'apigateway.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const document = (Statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [Statement] });
  const policies = [{ name: 'write-logs', document: document(statement) }];
  return {
    arn: roleArn(accountId),
    name: 'apigateway-logs',
    trustPolicy: document(trust),
    inlinePolicies: answered(policies, where, 'iam:ListRolePolicies', { RoleName: 'apigateway-logs' }),
    attachedPolicies: answered([], where, 'iam:ListAttachedRolePolicies', { RoleName: 'apigateway-logs' }),
    boundary: null,
  };
}
