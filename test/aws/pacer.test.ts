import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Attempt, startPacer } from '../../src/aws/pacer.ts';
import { LEAST_PRECEDENCE, type Rate } from '../../src/aws/rates.ts';

const RATE = { burst: 2, perSecond: 10 };
const REQUEST = requestIn('one');

function requestIn(key: string, rate: Rate = RATE, precedence = LEAST_PRECEDENCE) {
  return { bucket: { key, rate }, precedence };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function pacer(slots = 10, signal = new AbortController().signal) {
  return startPacer({ share: 1, slots, signal });
}

/** Requests of which each holds its slot until the next is let in, and the order in which they left. */
function servedIn(slots: number) {
  const { run } = pacer(slots);
  const order: string[] = [];
  const answers: (() => void)[] = [];
  let asked = 0;
  return {
    order,
    ask: (key: string, rate: Rate, precedence = LEAST_PRECEDENCE) => {
      asked += 1;
      void run(requestIn(key, rate, precedence), () => {
        order.push(precedence < LEAST_PRECEDENCE ? `${key}!` : key);
        return new Promise<Attempt<null>>((resolve) => answers.push(() => resolve({ done: true, value: null })));
      });
    },
    answerFirst: () => answers.shift()?.(),
    all: async () => {
      while (answers.length > 0 || order.length < asked) {
        answers.shift()?.();
        await settle(answers.length > 0 ? 0 : 100);
      }
      return order;
    },
  };
}

async function settle(milliseconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
}

describe('the pacer', () => {
  test('lets a burst go at once, and then keeps the rate', async () => {
    const { run } = pacer();
    const left: number[] = [];
    for (let index = 0; index < 5; index += 1) {
      void run(REQUEST, async () => {
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
    const answer = run(REQUEST, async (): Promise<Attempt<string>> => {
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
    ['expired', 2],
    ['never', 1],
  ] as const)('gives up a %s request after %d attempts, with its last error', async (retry, attempts) => {
    const { run } = pacer();
    let made = 0;
    const answer = run(REQUEST, async () => {
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
      void run(REQUEST, async () => ({ done: true, value: done.push('busy') }));
    void run(requestIn('other'), async () => ({ done: true, value: done.push('other') }));
    await settle(10);
    expect(done).toContain('other');
    expect(done.length).toBeLessThanOrEqual(4);
  });

  test('no more requests are under way than there are slots', async () => {
    const served = servedIn(2);
    for (let index = 0; index < 4; index += 1) served.ask('one', { burst: 10, perSecond: 10 });
    await settle(0);
    expect(served.order).toEqual(['one', 'one']);
    expect(await served.all()).toEqual(['one', 'one', 'one', 'one']);
  });

  test('lines whose requests all have a token take turns, so that a long one holds nobody up', async () => {
    const served = servedIn(1);
    const rate = { burst: 10, perSecond: 10 };
    for (let index = 0; index < 4; index += 1) served.ask('long', rate);
    served.ask('short', rate);
    expect(await served.all()).toEqual(['long', 'long', 'short', 'long', 'long']);
  });

  test('a line with more requests than tokens goes first, for it decides how long all takes', async () => {
    const served = servedIn(1);
    served.ask('first', RATE);
    for (let index = 0; index < 3; index += 1) served.ask('scarce', { burst: 2, perSecond: 1 });
    served.ask('ample', { burst: 10, perSecond: 10 });
    expect((await served.all()).slice(0, 4)).toEqual(['first', 'scarce', 'scarce', 'ample']);
  });

  test('what tells how many requests there will be goes before others, in its line and among lines', async () => {
    const served = servedIn(1);
    const rate = { burst: 10, perSecond: 10 };
    served.ask('busy', rate);
    served.ask('known', rate);
    served.ask('one', rate);
    served.ask('one', rate, 2);
    expect(await served.all()).toEqual(['busy', 'one!', 'known', 'one']);
  });

  test('of two that tell it the one that leads to more goes first', async () => {
    const { run } = pacer(1);
    const left: string[] = [];
    const rate = { burst: 10, perSecond: 10 };
    const ask = (name: string, precedence: number) =>
      run(requestIn('line', rate, precedence), async () => ({ done: true as const, value: left.push(name) }));
    const all = [ask('busy', 4), ask('stages', 4), ask('HTTP APIs', 3), ask('REST APIs', 2)];
    await settle(0);
    await Promise.all(all);
    expect(left).toEqual(['busy', 'REST APIs', 'HTTP APIs', 'stages']);
  });

  test('what opens an account keeps slots free for what it leads to, until it is answered', async () => {
    const served = servedIn(16);
    const rate = { burst: 100, perSecond: 100 };
    served.ask('AssumeRole', rate, 0);
    for (let index = 0; index < 16; index += 1) served.ask('other', rate);
    await settle(0);
    expect(served.order).toEqual(['AssumeRole!', ...Array(7).fill('other')]);
    served.ask('GetRestApis', rate, 2);
    await settle(0);
    expect(served.order.at(-1)).toBe('GetRestApis!');
    served.answerFirst();
    await settle(0);
    expect(served.order).toHaveLength(17);
  });

  test('however many accounts are opened, some slots are for the others', async () => {
    const served = servedIn(16);
    const rate = { burst: 100, perSecond: 100 };
    for (let index = 0; index < 4; index += 1) served.ask('AssumeRole', rate, 0);
    for (let index = 0; index < 8; index += 1) served.ask('other', rate);
    await settle(0);
    expect(served.order.filter((name) => name === 'other')).toHaveLength(4);
  });

  test('an attempt that throws frees its slot', async () => {
    const { run } = pacer(1);
    const failed = run(REQUEST, () => Promise.reject(new Error('defect'))).catch((error: Error) => error.message);
    const next = run(REQUEST, async () => ({ done: true as const, value: 'next' }));
    await settle(0);
    expect(await failed).toBe('defect');
    expect(await next).toBe('next');
  });

  test('an abort ends all who wait, for a token or for another attempt', async () => {
    const controller = new AbortController();
    const { run } = pacer(10, controller.signal);
    const failing = run(REQUEST, async () => ({ done: false, retry: 'throttled', error: new Error('throttled') }));
    const waiting = Array.from({ length: 5 }, () => run(REQUEST, async () => ({ done: true as const, value: null })));
    const outcomes = Promise.allSettled([failing, ...waiting]);
    await settle(0);
    controller.abort(new Error('stopped'));
    await settle(0);
    const reasons = (await outcomes).map((outcome) =>
      outcome.status === 'rejected' ? (outcome.reason as Error).message : 'done',
    );
    expect(reasons.filter((reason) => reason === 'stopped').length).toBeGreaterThanOrEqual(4);
    await expect(run(REQUEST, async () => ({ done: true as const, value: null }))).rejects.toThrow('stopped');
  });
});
