import type { BucketCount } from '../served-sandbox.ts';

export interface BoundOptions {
  /** Every request of the scan is in one of them. */
  readonly buckets: readonly BucketCount[];
  readonly accounts: number;
  /** Of one round trip, in milliseconds. */
  readonly latency: number;
  /** The CPU that the bare SDK takes for a request, in milliseconds. */
  readonly floor: number;
}

export interface Bound {
  readonly seconds: number;
  /** The bucket that is slowest, whether or not CPU is slower still. */
  readonly slowest: BucketCount;
  /** What one core needs, if it did nothing but send these requests with the bare SDK. */
  readonly cpuSeconds: number;
}

/** What ListAccounts gives at most (Organizations API Reference). */
const ACCOUNTS_PER_PAGE = 20;

/**
 * Round trips that depend on each other in every scan, whatever the order of the others: in a region, what must be known
 * before a bucket's first request, and what can be asked only when its last one was answered. An account's regions are
 * known after the pages of ListAccounts, AssumeRole and ListRegions. Then:
 * - API Gateway's bucket: GetRestApis, which opens it, needs nothing more; its last stage may name a log group, a stream
 *   or a policy that is still to be asked for.
 * - CloudWatch Logs' and Firehose's buckets: what they are asked for is in the stages, two round trips away.
 * - IAM's: the role is in GetAccount's answer; what GetPolicyVersion asks for is one more away at its end.
 * - All others open as soon as the regions are known, and nothing follows for certain.
 * Buckets of the caller's own (Organizations, STS) are counted as if all this came before them too: they are never the
 * slowest of an organization with any API Gateway in it. Everything is counted low, so that the bound is a bound.
 */
const CHAINS: Readonly<Record<string, { readonly before: number; readonly after: number }>> = {
  apigateway: { before: 0, after: 1 },
  logs: { before: 2, after: 0 },
  firehose: { before: 2, after: 0 },
  iam: { before: 1, after: 0 },
};

/**
 * The least that a scan of these requests takes: its slowest bucket, or its CPU on one core. A bucket is full when its
 * first request reaches it, so that `requests - burst` have to wait for a token, and the last one's answer is one round
 * trip away.
 */
export function lowerBound({ buckets, accounts, latency, floor }: BoundOptions): Bound {
  const requests = buckets.reduce((sum, bucket) => sum + bucket.requests, 0);
  const cpuSeconds = (requests * floor) / 1_000;
  const enumerating = Math.ceil(accounts / ACCOUNTS_PER_PAGE) + 2;
  const secondsOf = (bucket: BucketCount): number => {
    const service = bucket.key.split(' ')[2]?.split(':')[0] ?? '';
    const { before, after } = CHAINS[service] ?? { before: 0, after: 0 };
    const trips = enumerating + before + 1 + after;
    return Math.max(0, bucket.requests - bucket.burst) / bucket.perSecond + (trips * latency) / 1_000;
  };
  const [first, ...others] = buckets;
  if (first === undefined) throw new Error('nothing was asked');
  const slowest = others.reduce((slow, bucket) => (secondsOf(bucket) > secondsOf(slow) ? bucket : slow), first);
  return { seconds: Math.max(secondsOf(slowest), cpuSeconds), slowest, cpuSeconds };
}
