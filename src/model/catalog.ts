import type { ApiGatewayAccount, ApiGatewayApis } from './apigateway.ts';
import type { OrganizationTrail, Trail, TrailDetail } from './cloudtrail.ts';
import type { ExecutionLogDeliveries, LogDeliveryPolicies, NamedDestination, NamedLogGroup } from './destinations.ts';
import type { Evidence } from './evidence.ts';
import type { NamedRole } from './iam.ts';
import type { Account, AccountRegion, Organization } from './organizations.ts';
import type { AccountId, Scope, Target } from './target.ts';
import type { TrailBucket, TrailBucketAccess } from './trail-buckets.ts';

/** Every question that a scan can ask, with the scope of its target and the shape of its answer. No SDK types. */
export interface EvidenceCatalog {
  'organizations.organization': { scope: 'organization'; value: Organization };
  'organizations.accounts': { scope: 'organization'; value: readonly Account[] };
  /** The members that may administer CloudTrail in the management account's place. */
  'organizations.delegated-administrators': { scope: 'organization'; value: readonly AccountId[] };
  /** The regions as the management account knows them; which must be opted into is the same for all accounts. */
  'organizations.regions': { scope: 'organization'; value: readonly AccountRegion[] };
  /** The organization trails that the management account lists in its first region. */
  'cloudtrail.organization-trails': { scope: 'organization'; value: readonly OrganizationTrail[] };
  'account.regions': { scope: 'account'; value: readonly AccountRegion[] };
  /** Status and selectors of each trail that reaches the account, asked in the trail's home region. */
  'cloudtrail.trail-details': { scope: 'account'; value: readonly TrailDetail[] };
  /** The log group and the topic of each trail that the account owns, once. */
  'cloudtrail.trail-destinations': { scope: 'account'; value: readonly NamedDestination[] };
  /** The bucket of each trail that the account owns, once; whoever owns the bucket. */
  's3.trail-buckets': { scope: 'account'; value: readonly TrailBucket[] };
  's3.trail-bucket-access': { scope: 'account'; value: readonly TrailBucketAccess[] };
  /** Each role that API Gateway writes with in some region of the account, once. */
  'iam.roles': { scope: 'account'; value: readonly NamedRole[] };
  'cloudtrail.trails': { scope: 'region'; value: readonly Trail[] };
  'apigateway.account': { scope: 'region'; value: ApiGatewayAccount };
  'apigateway.apis': { scope: 'region'; value: ApiGatewayApis };
  /** The log groups that stages send access logs to, each once. */
  'logs.access-log-groups': { scope: 'region'; value: readonly NamedLogGroup[] };
  /** The Firehose streams that stages send access logs to, each once. */
  'firehose.access-log-streams': { scope: 'region'; value: readonly NamedDestination[] };
  /** Asked only where an HTTP API sends access logs to a log group. */
  'logs.delivery-policies': { scope: 'region'; value: LogDeliveryPolicies };
  /** Asked only where there are REST APIs. */
  'logs.execution-log-deliveries': { scope: 'region'; value: ExecutionLogDeliveries };
}

export type EvidenceKey = keyof EvidenceCatalog;
export type ScopeOf<K extends EvidenceKey> = EvidenceCatalog[K]['scope'];
export type ValueOf<K extends EvidenceKey> = EvidenceCatalog[K]['value'];

/** One target's evidence, where a rule or collector looks from a wider scope. */
export interface TargetEvidence<K extends EvidenceKey> {
  readonly target: Target<ScopeOf<K>>;
  readonly evidence: Evidence<ValueOf<K>>;
}

/** One answer in an inventory: the question, where it was asked, and what came. */
export interface EvidenceRecord<K extends EvidenceKey = EvidenceKey> {
  readonly key: K;
  readonly target: Target<ScopeOf<K>>;
  readonly evidence: Evidence<ValueOf<K>>;
}

/** For each scope, the scopes that are the same or wider. */
interface Enclosing {
  region: Scope;
  account: 'account' | 'organization';
  organization: 'organization';
}

/**
 * What somebody at scope S sees of a key. Of its own or a wider scope it is the value: whoever calls has already
 * dealt with missing evidence. Of a narrower scope it is one Evidence for each target, each of which must be faced.
 */
export type Seen<S extends Scope, K extends EvidenceKey> = K extends EvidenceKey
  ? ScopeOf<K> extends Enclosing[S]
    ? ValueOf<K>
    : readonly TargetEvidence<K>[]
  : never;

/** The scope of each key at run time; the types above and this table are held together by the compiler. */
export const SCOPES: { readonly [K in EvidenceKey]: ScopeOf<K> } = {
  'organizations.organization': 'organization',
  'organizations.accounts': 'organization',
  'organizations.delegated-administrators': 'organization',
  'organizations.regions': 'organization',
  'cloudtrail.organization-trails': 'organization',
  'account.regions': 'account',
  'cloudtrail.trail-details': 'account',
  'cloudtrail.trail-destinations': 'account',
  's3.trail-buckets': 'account',
  's3.trail-bucket-access': 'account',
  'iam.roles': 'account',
  'cloudtrail.trails': 'region',
  'apigateway.account': 'region',
  'apigateway.apis': 'region',
  'logs.access-log-groups': 'region',
  'firehose.access-log-streams': 'region',
  'logs.delivery-policies': 'region',
  'logs.execution-log-deliveries': 'region',
};

const WIDTH: { readonly [S in Scope]: number } = { region: 0, account: 1, organization: 2 };

/** Whether a key's evidence belongs to a narrower scope than S, and so comes as one Evidence for each target. */
export function isNarrower(key: EvidenceKey, scope: Scope): boolean {
  return WIDTH[SCOPES[key]] < WIDTH[scope];
}
