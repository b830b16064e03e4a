import { APIGatewayClient, GetResourcesCommand, PutMethodCommand } from '@aws-sdk/client-api-gateway';
import { PutBucketAclCommand, S3Client } from '@aws-sdk/client-s3';
import { WRITER_ACTIONS } from '../../src/semantics/role-policy/recommended-role.ts';
import type { RegionPlan } from '../../test/support/seed/account.ts';
import { seedAccount } from '../../test/support/seed/account.ts';
import type { ApiPlan, StagePlan } from '../../test/support/seed/apis.ts';
import { FORMATS } from '../../test/support/seed/apis.ts';
import type { Caller, Place } from '../../test/support/seed/callers.ts';
import { assumeRole, at, given, globally, managementCaller } from '../../test/support/seed/callers.ts';
import type { TrailPlan } from '../../test/support/seed/trails.ts';

/** What is wrong with the state that every tool reads, in the words of the table. */
export const DEFECTS = {
  'no-multi-region-trail': 'account without a multi-region trail that is logging',
  'management-events-gap': 'account with management events that no trail records',
  'stopped-trail': 'trail that is stopped',
  'unvalidated-log-files': 'trail that does not sign its log files',
  'unencrypted-trail': 'trail without a KMS key',
  'no-cloudwatch-logs': 'trail without a log group',
  'exposed-bucket': 'public bucket of a trail',
  'unprotected-bucket': 'bucket of a trail without MFA delete or locks',
  'rest-without-execution-log': 'stage of a REST API without execution logs',
  'rest-without-access-log': 'stage of a REST API without access logs',
  'http-without-access-log': 'stage of an HTTP API without access logs',
} as const;

export type Defect = keyof typeof DEFECTS;

/** Where a defect was planted or reported: accounts by id, trails by ARN, buckets by name, stages by their API's id. */
export type Subjects = ReadonlySet<string>;

export type Planted = Readonly<Record<Defect, Subjects>>;

export interface State {
  readonly planted: Planted;
  /** Their ids. */
  readonly httpApis: readonly string[];
}

export const REGIONS = ['us-east-1', 'eu-west-1', 'ap-southeast-2'] as const;
/** In each region of each account. Every API has one stage, and every REST API four methods. */
export const APIS = { rest: 8, http: 2 } as const;
/** moto lets everybody assume any role. */
export const ROLE = 'SecurityAudit';

/** AWS shows the selectors of a trail that has none of its own, moto does not. */
const EVERYTHING = { basic: [{ ReadWriteType: 'All' as const, IncludeManagementEvents: true }] };
const WRITES = { basic: [{ ReadWriteType: 'WriteOnly' as const, IncludeManagementEvents: true }] };
const SOUND: TrailPlan = { name: 'all-events', withKey: true, withLogGroup: true, selectors: EVERYTHING };

interface AccountWithTrail {
  readonly trail: TrailPlan;
  readonly home: (typeof REGIONS)[number];
  readonly defects: readonly Defect[];
}

const FAULTY: readonly AccountWithTrail[] = [
  {
    trail: { ...SOUND, logging: 'stopped' },
    home: 'us-east-1',
    defects: ['no-multi-region-trail', 'management-events-gap', 'stopped-trail'],
  },
  {
    trail: { name: 'bare', selectors: EVERYTHING, logFileValidation: false },
    home: 'us-east-1',
    defects: ['unvalidated-log-files', 'unencrypted-trail', 'no-cloudwatch-logs', 'exposed-bucket'],
  },
  {
    trail: { ...SOUND, multiRegion: false, globalEvents: false },
    home: 'eu-west-1',
    defects: ['no-multi-region-trail', 'management-events-gap'],
  },
  { trail: { ...SOUND, selectors: WRITES }, home: 'us-east-1', defects: ['management-events-gap'] },
];
const FAULTLESS: AccountWithTrail = { trail: SOUND, home: 'us-east-1', defects: [] };

export const ACCOUNT_IDS = Array.from({ length: 10 }, (_, index) => String(444455550000 + index));

/** Makes moto hold the accounts. */
export async function plant(endpoint: string): Promise<State> {
  const names = Object.keys(DEFECTS) as Defect[];
  const planted = Object.fromEntries(names.map((name) => [name, new Set<string>()])) as Record<Defect, Set<string>>;
  const httpApis: string[] = [];
  for (const [index, accountId] of ACCOUNT_IDS.entries()) {
    const { trail, home, defects } = FAULTY[index] ?? FAULTLESS;
    const caller = await assumeRole(managementCaller(endpoint), accountId, ROLE);
    const places = REGIONS.map((region) => [region, placeOf(region === home ? [trail] : [])] as const);
    const { trails, stages } = await seedAccount(caller, Object.fromEntries(places));
    const bucket = bucketOf(accountId);
    planted['unprotected-bucket'].add(bucket);
    if (defects.includes('exposed-bucket')) await makePublic(caller, bucket);
    for (const defect of defects) planted[defect].add(subjectOf(defect, accountId, given(trails[trail.name])));
    for (const [path, arn] of Object.entries(stages)) {
      const [region = '', api = ''] = path.split('/');
      if (api in planted) planted[api as Defect].add(apiIdOf(arn));
      if (arn.includes('/restapis/')) await setMethods(at(caller, region), apiIdOf(arn));
      else httpApis.push(apiIdOf(arn));
    }
  }
  return { planted, httpApis };
}

function subjectOf(defect: Defect, accountId: string, trailArn: string): string {
  if (defect === 'exposed-bucket') return bucketOf(accountId);
  return defect === 'no-multi-region-trail' || defect === 'management-events-gap' ? accountId : trailArn;
}

/** Of the ARN of an API or of a stage. Prowler's have no slash in front of `apis`. */
export function apiIdOf(arn: string): string {
  return /apis\/([^/]+)/.exec(arn)?.[1] ?? '';
}

function placeOf(trails: readonly TrailPlan[]): RegionPlan {
  return { trails, role: { name: 'apigateway-logs', inline: [{ Action: WRITER_ACTIONS }] }, apis: apis() };
}

/** An API with a defect is called after it. */
function apis(): readonly ApiPlan[] {
  const accessLog = { format: FORMATS.json };
  const faulty = [
    api('rest', 'rest-without-execution-log', { accessLog }),
    api('rest', 'rest-without-access-log', { level: 'INFO' }),
    api('http', 'http-without-access-log', {}),
  ];
  const sound = (['rest', 'http'] as const).flatMap((kind) => {
    const left = APIS[kind] - faulty.filter((one) => one.kind === kind).length;
    const stage: StagePlan = kind === 'rest' ? { accessLog, level: 'INFO' } : { accessLog };
    return Array.from({ length: left }, (_, index) => api(kind, `${kind}-${index}`, stage));
  });
  return [...faulty, ...sound];
}

function api(kind: 'rest' | 'http', name: string, stage: StagePlan): ApiPlan {
  return { kind, name, stages: { prod: stage } };
}

/** The seeded API has one method, of which moto leaves out the authorization that AWS always names. */
async function setMethods(place: Place, restApiId: string): Promise<void> {
  const client = new APIGatewayClient(place);
  const { items = [] } = await client.send(new GetResourcesCommand({ restApiId }));
  const resourceId = given(items.find(({ path }) => path === '/pets')?.id);
  for (const httpMethod of ['GET', 'POST', 'PUT', 'DELETE'])
    await client.send(new PutMethodCommand({ restApiId, resourceId, httpMethod, authorizationType: 'NONE' }));
}

/** As the seed of trails calls it. */
function bucketOf(accountId: string): string {
  return `cloudtrail-logs-${accountId}`;
}

async function makePublic(caller: Caller, Bucket: string): Promise<void> {
  const client = new S3Client({ ...globally(caller), forcePathStyle: true });
  await client.send(new PutBucketAclCommand({ Bucket, ACL: 'public-read' }));
}
