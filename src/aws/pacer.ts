import { type Bucket, openBucket } from './bucket.ts';
import type { Rate } from './rates.ts';

/** What an attempt came to: an answer, or a failure that may be worth another attempt. */
export type Attempt<T> =
  | { readonly done: true; readonly value: T }
  | { readonly done: false; readonly retry: 'throttled' | 'transient' | 'never'; readonly error: unknown };

export interface PacerOptions {
  /** The part of the documented rates that we may use, above 0 and at most 1. */
  readonly share: number;
  /** Requests under way at once, over all buckets. */
  readonly slots: number;
  readonly signal: AbortSignal;
}

export interface Pacer {
  /**
   * Runs an attempt as soon as its bucket has a token and a slot is free, and again, for a token each time, while it
   * asks for that. Rejects with the last attempt's error, or with the signal's reason once that is aborted.
   */
  run<T>(bucket: { readonly key: string; readonly rate: Rate }, attempt: () => Promise<Attempt<T>>): Promise<T>;
}

const MOST_ATTEMPTS = { throttled: 8, transient: 4, never: 1 } as const;
/** The first retry waits up to this many milliseconds, each further one up to twice as many. */
const BACKOFF = { throttled: 200, transient: 100, never: 0 } as const;
const LONGEST_BACKOFF = 10_000;

interface Waiting {
  readonly start: () => void;
  readonly cancel: (reason: unknown) => void;
}

interface Line {
  readonly bucket: Bucket;
  readonly waiting: Waiting[];
  underWay: number;
}

const FEWEST_TO_SWEEP = 1_000;

/** One pacer serves a whole scan: it alone decides when a request leaves. */
export function startPacer({ share, slots, signal }: PacerOptions): Pacer {
  const lines = new Map<string, Line>();
  /** Lines with somebody waiting, in the order in which they are served: whoever was served goes last. */
  const busy = new Set<Line>();
  let free = slots;
  let sweepAt = FEWEST_TO_SWEEP;
  let timer: NodeJS.Timeout | null = null;

  function pump(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    let soonest = Number.POSITIVE_INFINITY;
    // A line that is served and waits again goes to the end of the set, and this loop comes by once more.
    for (const line of busy) {
      if (free === 0) return;
      const wait = line.bucket.take(performance.now());
      if (wait > 0) {
        soonest = Math.min(soonest, wait);
        continue;
      }
      busy.delete(line);
      const next = line.waiting.shift();
      if (line.waiting.length > 0) busy.add(line);
      free -= 1;
      line.underWay += 1;
      next?.start();
    }
    if (Number.isFinite(soonest)) timer = setTimeout(pump, Math.ceil(soonest));
  }

  function turn(line: Line): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      line.waiting.push({ start: resolve, cancel: reject });
      busy.add(line);
      pump();
    });
  }

  signal.addEventListener('abort', () => {
    if (timer !== null) clearTimeout(timer);
    for (const line of busy) for (const { cancel } of line.waiting.splice(0)) cancel(signal.reason);
    busy.clear();
  });

  async function once<T>(line: Line, attempt: () => Promise<Attempt<T>>): Promise<Attempt<T>> {
    await turn(line);
    try {
      const outcome = await attempt();
      if (!outcome.done && outcome.retry === 'throttled') line.bucket.slowDown(performance.now());
      else line.bucket.recover();
      return outcome;
    } finally {
      free += 1;
      line.underWay -= 1;
      line.bucket.answered(performance.now());
      pump();
    }
  }

  function lineFor(key: string, rate: Rate): Line {
    const known = lines.get(key);
    if (known !== undefined) return known;
    if (lines.size >= sweepAt) sweep();
    const line: Line = { bucket: openBucket(rate, share), waiting: [], underWay: 0 };
    lines.set(key, line);
    return line;
  }

  /** Forgets what a new bucket would be like, so that memory follows the targets under way and not all of them. */
  function sweep(): void {
    const now = performance.now();
    for (const [key, { bucket, waiting, underWay }] of lines) {
      if (waiting.length === 0 && underWay === 0 && bucket.isFull(now)) lines.delete(key);
    }
    sweepAt = Math.max(FEWEST_TO_SWEEP, lines.size * 2);
  }

  return {
    run: async ({ key, rate }, attempt) => {
      for (let tries = 1; ; tries += 1) {
        const outcome = await once(lineFor(key, rate), attempt);
        if (outcome.done) return outcome.value;
        if (tries >= MOST_ATTEMPTS[outcome.retry]) throw outcome.error;
        await backOff(BACKOFF[outcome.retry] * 2 ** (tries - 1), signal);
      }
    },
  };
}

/** Full jitter: anything up to the given milliseconds, so that many who failed together do not return together. */
function backOff(upTo: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, Math.random() * Math.min(upTo, LONGEST_BACKOFF));
    signal.addEventListener('abort', stop, { once: true });
  });
}
