import { bucketFor } from '../aws/rates.ts';

/** AWS's side of the documented request rates. */
export interface Rates {
  /** Takes a token for a request, or says that there is none. */
  take(api: string, accountId: string, region: string): boolean;
  /** Buckets that are not full; the others are not kept. */
  readonly size: number;
}

interface Bucket {
  readonly capacity: number;
  readonly perMillisecond: number;
  tokens: number;
  at: number;
}

export interface RatesOptions {
  /** What the documented bursts and rates are multiplied with. */
  readonly scale: number;
  /** A monotonic clock in milliseconds. */
  readonly now: () => number;
}

const FEWEST_TO_SWEEP = 1_000;

/** A token bucket for whatever AWS counts by. It is full until the first request reaches it, and refills from then on. */
export function openRates({ scale, now }: RatesOptions): Rates {
  const buckets = new Map<string, Bucket>();
  let sweepAt = FEWEST_TO_SWEEP;

  function refill(bucket: Bucket, time: number): void {
    bucket.tokens = Math.min(bucket.capacity, bucket.tokens + (time - bucket.at) * bucket.perMillisecond);
    bucket.at = time;
  }

  /** A full bucket is like a new one, so that memory follows the busy places and not the organization. */
  function sweep(time: number): void {
    for (const [key, bucket] of buckets) {
      refill(bucket, time);
      if (bucket.tokens === bucket.capacity) buckets.delete(key);
    }
    sweepAt = Math.max(FEWEST_TO_SWEEP, buckets.size * 2);
  }

  function bucketOf(key: string, rate: { readonly burst: number; readonly perSecond: number }, time: number): Bucket {
    const known = buckets.get(key);
    if (known !== undefined) return known;
    if (buckets.size >= sweepAt) sweep(time);
    const capacity = Math.max(1, rate.burst * scale);
    const bucket = { capacity, perMillisecond: (rate.perSecond * scale) / 1_000, tokens: capacity, at: time };
    buckets.set(key, bucket);
    return bucket;
  }

  return {
    take: (api, accountId, region) => {
      const time = now();
      const { key, rate } = bucketFor(api, accountId, region);
      const bucket = bucketOf(key, rate, time);
      refill(bucket, time);
      if (bucket.tokens < 1) return false;
      bucket.tokens -= 1;
      return true;
    },
    get size() {
      return buckets.size;
    },
  };
}
