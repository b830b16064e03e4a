import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openBucket } from '../../src/aws/bucket.ts';
import type { Rate } from '../../src/aws/rates.ts';

const APIGATEWAY: Rate = { burst: 40, perSecond: 10 };

function takeAll(bucket: ReturnType<typeof openBucket>, now: number): number {
  let taken = 0;
  while (bucket.take(now) === 0) taken += 1;
  return taken;
}

describe('a bucket', () => {
  test('starts with its burst and refills only once the first answer is there', () => {
    const bucket = openBucket(APIGATEWAY, 1);
    expect(takeAll(bucket, 0)).toBe(40);
    expect(bucket.take(60_000)).toBe(Number.POSITIVE_INFINITY);
    bucket.answered(60_000);
    expect(bucket.take(60_000)).toBeCloseTo(100);
    expect(takeAll(bucket, 60_500)).toBe(5);
  });

  test('takes only the given share of burst and rate', () => {
    const bucket = openBucket(APIGATEWAY, 0.5);
    expect(takeAll(bucket, 0)).toBe(20);
    bucket.answered(0);
    expect(takeAll(bucket, 1_000)).toBe(5);
  });

  test('lets one request through however small the share', () => {
    expect(openBucket({ burst: 1, perSecond: 1 }, 0.01).take(0)).toBe(0);
  });

  test('throttling empties it and halves its rate; answers win the rate back', () => {
    const bucket = openBucket(APIGATEWAY, 1);
    bucket.slowDown(0);
    expect(bucket.take(0)).toBeCloseTo(200);
    bucket.slowDown(500);
    expect(bucket.take(500), 'answers throttled together count once').toBeCloseTo(200);
    for (let answers = 0; answers < 25; answers += 1) bucket.recover();
    expect(bucket.take(500)).toBeCloseTo(100);
  });

  test('however long throttling lasts, it goes on at some rate', () => {
    const bucket = openBucket(APIGATEWAY, 1);
    for (let second = 0; second < 100; second += 2) bucket.slowDown(second * 1_000);
    expect(bucket.take(98_000)).toBeLessThanOrEqual(2_000);
  });

  test('AWS, which counts from the arrival of each request, never sees more than its own bucket holds', () => {
    fc.assert(
      fc.property(
        fc.record({ burst: fc.integer({ min: 1, max: 50 }), perSecond: fc.integer({ min: 1, max: 50 }) }),
        fc.array(fc.record({ wait: fc.integer({ min: 0, max: 400 }), latency: fc.integer({ min: 0, max: 300 }) }), {
          minLength: 1,
          maxLength: 200,
        }),
        (rate, steps) => {
          const bucket = openBucket(rate, 1);
          let now = 0;
          let tokens = rate.burst;
          let at = 0;
          let oldest = 0;
          const answers: number[] = [];
          for (const { wait, latency } of steps) {
            now += wait;
            for (const answer of answers.splice(0).sort((a, b) => a - b)) {
              if (answer <= now) bucket.answered(answer);
              else answers.push(answer);
            }
            if (bucket.take(now) > 0) continue;
            // Requests of one connection pool arrive in order, each at most its latency after it left.
            const arrival = Math.max(oldest, now + Math.floor(latency / 2));
            oldest = arrival;
            tokens = Math.min(rate.burst, tokens + ((arrival - at) * rate.perSecond) / 1_000) - 1;
            at = arrival;
            answers.push(arrival + Math.ceil(latency / 2));
            expect(tokens).toBeGreaterThanOrEqual(-1e-6 - (rate.perSecond * 300) / 1_000);
          }
        },
      ),
    );
  });
});
