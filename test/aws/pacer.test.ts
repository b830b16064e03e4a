import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Attempt, startPacer } from '../../src/aws/pacer.ts';

const RATE = { burst: 2, perSecond: 10 };
const BUCKET = { key: 'one', rate: RATE };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function pacer(slots = 10, signal = new AbortController().signal) {
  return startPacer({ share: 1, slots, signal });
}

async function settle(milliseconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
}

describe('the pacer', () => {
  test('lets a burst go at once, and then keeps the rate', async () => {
    const { run } = pacer();
    const left: number[] = [];
    for (let index = 0; index < 5; index += 1) {
      void run(BUCKET, async () => {
        left.push(performance.now());
        return { done: true, value: index };
      });
    }
    await settle(1_000);
    const since = left.map((time) => Math.round((time - (left[0] ?? 0)) / 100));
    expect(since).toEqual([0, 0, 1, 2, 3]);
  });

  test('a retry costs a token like any other request', async () => {
    const { run } = pacer();
    const left: number[] = [];
    const answer = run(BUCKET, async (): Promise<Attempt<string>> => {
      left.push(performance.now());
      return left.length < 4
        ? { done: false, retry: 'transient', error: new Error('reset') }
        : { done: true, value: 'ok' };
    });
    await settle(10_000);
    await expect(answer).resolves.toBe('ok');
    expect((left[3] ?? 0) - (left[0] ?? 0)).toBeGreaterThanOrEqual(2 * 100 - 1);
  });

  test.each([
    ['throttled', 8],
    ['transient', 4],
    ['never', 1],
  ] as const)('gives up a %s request after %d attempts, with its last error', async (retry, attempts) => {
    const { run } = pacer();
    let made = 0;
    const answer = run(BUCKET, async () => {
      made += 1;
      return { done: false, retry, error: new Error(`attempt ${made}`) };
    }).catch((error: Error) => error.message);
    await settle(600_000);
    expect(await answer).toBe(`attempt ${attempts}`);
  });

  test('one bucket that is empty holds nobody else up', async () => {
    const { run } = pacer();
    const done: string[] = [];
    for (let index = 0; index < 20; index += 1)
      void run(BUCKET, async () => ({ done: true, value: done.push('busy') }));
    void run({ key: 'other', rate: RATE }, async () => ({ done: true, value: done.push('other') }));
    await settle(10);
    expect(done).toContain('other');
    expect(done.length).toBeLessThanOrEqual(4);
  });

  test('no more requests are under way than there are slots, and a bucket with a long line shares them', async () => {
    const { run } = pacer(2);
    const underWay: (() => void)[] = [];
    const started: string[] = [];
    const start = (key: string) =>
      void run({ key, rate: { burst: 10, perSecond: 10 } }, () => {
        started.push(key);
        return new Promise<Attempt<null>>((resolve) => underWay.push(() => resolve({ done: true, value: null })));
      });
    for (let index = 0; index < 4; index += 1) start('long');
    start('short');
    await settle(0);
    expect(started).toEqual(['long', 'long']);
    underWay.shift()?.();
    await settle(0);
    underWay.shift()?.();
    await settle(0);
    expect(started).toEqual(['long', 'long', 'long', 'short']);
  });

  test('an attempt that throws frees its slot', async () => {
    const { run } = pacer(1);
    const failed = run(BUCKET, () => Promise.reject(new Error('defect'))).catch((error: Error) => error.message);
    const next = run(BUCKET, async () => ({ done: true as const, value: 'next' }));
    await settle(0);
    expect(await failed).toBe('defect');
    expect(await next).toBe('next');
  });

  test('an abort ends all who wait, for a token or for another attempt', async () => {
    const controller = new AbortController();
    const { run } = pacer(10, controller.signal);
    const failing = run(BUCKET, async () => ({ done: false, retry: 'throttled', error: new Error('throttled') }));
    const waiting = Array.from({ length: 5 }, () => run(BUCKET, async () => ({ done: true as const, value: null })));
    const outcomes = Promise.allSettled([failing, ...waiting]);
    await settle(0);
    controller.abort(new Error('stopped'));
    await settle(0);
    const reasons = (await outcomes).map((outcome) =>
      outcome.status === 'rejected' ? (outcome.reason as Error).message : 'done',
    );
    expect(reasons.filter((reason) => reason === 'stopped').length).toBeGreaterThanOrEqual(4);
    await expect(run(BUCKET, async () => ({ done: true as const, value: null }))).rejects.toThrow('stopped');
  });
});
