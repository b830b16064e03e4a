import type { AccountId, Region } from '../model/target.ts';

/** A token bucket as AWS documents it: how many requests at once, and how many a second after that. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

interface Limit extends Rate {
  /** What one bucket counts: all of a service's requests, or one operation's. */
  readonly counts: 'service' | 'operation';
}

/**
 * AWS's documented request rates for what we call. Where no burst is published it is one second's worth; where no
 * rate is published the figure is a careful guess, and says so. Sources: API Gateway Developer Guide, quotas for
 * management APIs; AWS General Reference, CloudTrail; Organizations User Guide, throttling; IAM User Guide, quotas;
 * Account Management Reference Guide, quotas; EC2 Developer Guide, throttling; CloudWatch Logs User Guide, quotas.
 */
const LIMITS: Readonly<Record<string, Limit>> = {
  // v1 and v2 share one bucket of 10 requests a second, which cannot be raised.
  apigateway: { counts: 'service', burst: 40, perSecond: 10 },
  cloudtrail: { counts: 'operation', burst: 10, perSecond: 10 },
  'organizations:ListAccounts': { counts: 'operation', burst: 12, perSecond: 8 },
  'organizations:DescribeOrganization': { counts: 'operation', burst: 2, perSecond: 1 },
  // Not published for the tree operations: as slow as the slowest list that is.
  organizations: { counts: 'operation', burst: 8, perSecond: 5 },
  // AssumeRole and GetCallerIdentity share 600 a second, charged to the caller.
  sts: { counts: 'service', burst: 600, perSecond: 600 },
  account: { counts: 'operation', burst: 5, perSecond: 5 },
  ec2: { counts: 'operation', burst: 100, perSecond: 20 },
  // Not published; kept modest because people's own deployments need IAM too.
  iam: { counts: 'service', burst: 20, perSecond: 10 },
  'logs:DescribeLogGroups': { counts: 'operation', burst: 10, perSecond: 10 },
  // Guesses, since no page says: other operations of CloudWatch Logs, Firehose, topics, and settings of buckets.
  logs: { counts: 'operation', burst: 5, perSecond: 5 },
  firehose: { counts: 'operation', burst: 5, perSecond: 5 },
  sns: { counts: 'operation', burst: 10, perSecond: 10 },
  s3: { counts: 'service', burst: 20, perSecond: 10 },
};

/**
 * Requests whose answers tell how many others there will be, what leads to the most of them last. Asked in this order,
 * and before all others, they show early where the longest queue is.
 */
const DISCOVERING = ['sts:AssumeRole', 'account:ListRegions', 'apigateway:GetRestApis', 'apigateway:GetApis'] as const;

/** Where a request stands in that order, from 0; what discovers nothing comes after all that does. */
export function precedenceOf(api: string): number {
  const place = (DISCOVERING as readonly string[]).indexOf(api);
  return place === -1 ? LEAST_PRECEDENCE : place;
}

export const LEAST_PRECEDENCE: number = DISCOVERING.length;

/** Whether a request leads to all that is asked of an account. */
export function opensAccount(precedence: number): boolean {
  return precedence <= precedenceOf('account:ListRegions');
}

/** The bucket that AWS counts a request in: by account and region, and by service or operation. */
export function bucketFor(
  api: string,
  accountId: AccountId,
  region: Region,
): { readonly key: string; readonly rate: Rate } {
  const service = api.slice(0, api.indexOf(':'));
  const limit = LIMITS[api] ?? LIMITS[service];
  if (limit === undefined) throw new Error(`no request rate is known for ${api}`);
  return { key: `${accountId} ${region} ${limit.counts === 'service' ? service : api}`, rate: limit };
}
