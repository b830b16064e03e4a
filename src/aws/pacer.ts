import { openBucket } from './bucket.ts';
import { enqueue, type Line, readyLines } from './lines.ts';
import { LEAST_PRECEDENCE, opensAccount, type Rate } from './rates.ts';
import type { Retry } from './refusal.ts';

/** What an attempt came to: an answer, or a failure that may be worth another attempt. */
export type Attempt<T> =
  | { readonly done: true; readonly value: T }
  | { readonly done: false; readonly retry: Retry; readonly error: unknown };

export interface PacerOptions {
  /** The part of the documented rates that we may use, above 0 and at most 1. */
  readonly share: number;
  /** Requests under way at once, over all buckets. */
  readonly slots: number;
  readonly signal: AbortSignal;
}

/** What a request is counted in, and what it goes before. */
export interface PacedRequest {
  readonly bucket: { readonly key: string; readonly rate: Rate };
  /** From 0, which goes first; as `precedenceOf` tells. */
  readonly precedence: number;
}

export interface Pacer {
  /**
   * Runs an attempt as soon as its bucket has a token and a slot is free, and again, for a token each time, while it
   * asks for that. Rejects with the last attempt's error, or with the signal's reason once that is aborted.
   */
  run<T>(request: PacedRequest, attempt: () => Promise<Attempt<T>>): Promise<T>;
}

/** How often a request may fail in each way: one that was throttled a while may still need new credentials. */
const MOST_ATTEMPTS = { throttled: 8, transient: 4, expired: 2, never: 1 } as const;
/** The first retry waits up to this many milliseconds, each further one up to twice as many. */
const BACKOFF = { throttled: 200, transient: 100, expired: 0, never: 0 } as const;
const LONGEST_BACKOFF = 10_000;
const FEWEST_TO_SWEEP = 1_000;
/** Slots that stay free for what a request leads to that opens an account, and those that never do. */
const KEPT_FOR_AN_ACCOUNT = 8;
const LEFT_TO_OTHERS = 8;

/** One pacer serves a whole scan: it alone decides when a request leaves. */
export function startPacer({ share, slots, signal }: PacerOptions): Pacer {
  const lines = new Map<string, Line>();
  const ready = readyLines();
  let free = slots;
  /** Requests under way or waiting that lead to many others. */
  let opening = 0;
  let sweepAt = FEWEST_TO_SWEEP;

  function pump(): void {
    for (let line = ready.next(admitted()); free > 0 && line !== undefined; line = ready.next(admitted())) serve(line);
  }

  /** The last precedence that may be served: what leads to whole accounts keeps slots, and thereby CPU, free for them. */
  function admitted(): number {
    const kept = Math.min(opening * KEPT_FOR_AN_ACCOUNT, slots - LEFT_TO_OTHERS);
    return free > Math.max(0, kept) ? LEAST_PRECEDENCE : LEAST_PRECEDENCE - 1;
  }

  function serve(line: Line): void {
    const wait = line.bucket.take(performance.now());
    if (wait > 0) {
      rest(line, wait);
      return;
    }
    free -= 1;
    line.underWay += 1;
    line.waiting.shift()?.start();
    ready.remove(line);
    ready.put(line);
  }

  /** A line whose bucket is empty is out of the way until there is a token; without a clock, until an answer comes. */
  function rest(line: Line, wait: number): void {
    ready.remove(line);
    if (!Number.isFinite(wait)) return;
    line.timer = setTimeout(() => wake(line), Math.ceil(wait));
  }

  function wake(line: Line): void {
    if (line.timer !== null) clearTimeout(line.timer);
    line.timer = null;
    ready.put(line);
    pump();
  }

  function turn(line: Line, precedence: number): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      enqueue(line, { start: resolve, cancel: reject, precedence });
      if (line.timer === null) wake(line);
    });
  }

  signal.addEventListener('abort', () => {
    for (const line of lines.values()) {
      if (line.timer !== null) clearTimeout(line.timer);
      ready.remove(line);
      for (const { cancel } of line.waiting.splice(0)) cancel(signal.reason);
    }
  });

  async function once<T>(
    { bucket, precedence }: PacedRequest,
    attempt: () => Promise<Attempt<T>>,
  ): Promise<Attempt<T>> {
    const line = lineFor(bucket.key, bucket.rate);
    await turn(line, precedence);
    try {
      const outcome = await attempt();
      if (!outcome.done && outcome.retry === 'throttled') line.bucket.slowDown(performance.now());
      else line.bucket.recover();
      return outcome;
    } finally {
      free += 1;
      line.underWay -= 1;
      line.bucket.answered(performance.now());
      if (line.timer === null && line.waiting.length > 0) ready.put(line);
      pump();
    }
  }

  async function answerTo<T>(request: PacedRequest, attempt: () => Promise<Attempt<T>>): Promise<T> {
    const failed = { throttled: 0, transient: 0, expired: 0, never: 0 };
    for (;;) {
      const outcome = await once(request, attempt);
      if (outcome.done) return outcome.value;
      const { retry, error } = outcome;
      failed[retry] += 1;
      if (failed[retry] >= MOST_ATTEMPTS[retry]) throw error;
      await backOff(BACKOFF[retry] * 2 ** (failed[retry] - 1), signal);
    }
  }

  function lineFor(key: string, rate: Rate): Line {
    const known = lines.get(key);
    if (known !== undefined) return known;
    if (lines.size >= sweepAt) sweep();
    const line: Line = { bucket: openBucket(rate, share), waiting: [], underWay: 0, timer: null };
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
    run: (request, attempt) => {
      if (!opensAccount(request.precedence)) return answerTo(request, attempt);
      opening += 1;
      return answerTo(request, attempt).finally(() => {
        opening -= 1;
        pump();
      });
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
