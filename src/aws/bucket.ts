import type { Rate } from './rates.ts';

/**
 * Our copy of one of AWS's token buckets. AWS's refills from the moment our first request reaches it, which we cannot
 * see; ours refills from that request's answer, which is later, so that ours is never ahead and nothing is throttled.
 */
export interface Bucket {
  /** Tokens that were there when it was last looked at. */
  left(): number;
  /** Takes a token and returns 0, or takes none and returns the milliseconds until there may be one. */
  take(now: number): number;
  /** A request that took a token has its answer: a bucket that was full until then starts to refill. */
  answered(now: number): void;
  /** AWS throttled us all the same, because others draw on its bucket too: empty ours and halve its rate. */
  slowDown(now: number): void;
  /** Whether it is as good as a new one. */
  isFull(now: number): boolean;
  /** An answer that was not throttled wins back a little of the rate. */
  recover(): void;
}

/** The slowest that throttling makes us, as a part of the bucket's own rate. */
const LEAST = 0.05;
const STEP = 0.02;
/** Many answers that were throttled together are one reason to slow down. Milliseconds. */
const ONE_SLOWDOWN = 1_000;

/** `share` is the part of the documented burst and rate that we may use. Times are milliseconds of one monotonic clock. */
export function openBucket(rate: Rate, share: number): Bucket {
  const capacity = Math.max(1, Math.floor(rate.burst * share));
  const perMillisecond = (rate.perSecond * share) / 1_000;
  let tokens = capacity;
  /** When `tokens` was right; null while a full bucket waits for the answer that starts its clock. */
  let at: number | null = null;
  let factor = 1;
  let slowedAt = Number.NEGATIVE_INFINITY;

  function refill(now: number): void {
    if (at === null) return;
    tokens = Math.min(capacity, tokens + (now - at) * perMillisecond * factor);
    at = tokens === capacity ? null : now;
  }

  return {
    left: () => tokens,
    take: (now) => {
      refill(now);
      if (tokens >= 1) {
        tokens -= 1;
        return 0;
      }
      // Until the clock starts there is nothing to wait for but an answer, and that pumps again by itself.
      return at === null ? Number.POSITIVE_INFINITY : (1 - tokens) / (perMillisecond * factor);
    },
    answered: (now) => {
      if (at === null && tokens < capacity) at = now;
    },
    slowDown: (now) => {
      refill(now);
      tokens = 0;
      at = now;
      if (now - slowedAt < ONE_SLOWDOWN) return;
      slowedAt = now;
      factor = Math.max(LEAST, factor / 2);
    },
    isFull: (now) => {
      refill(now);
      return tokens === capacity && factor === 1;
    },
    recover: () => {
      factor = Math.min(1, factor + STEP);
    },
  };
}
