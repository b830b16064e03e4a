import { describe, expect, test } from 'vitest';
import { openFaults } from '../../src/sandbox/faults.ts';
import type { FaultRule } from '../../src/sandbox/index.ts';

const TARGET = {
  api: 'cloudtrail:DescribeTrails',
  accountId: '111122223333',
  region: 'eu-west-1',
  accessKeyId: 'ASIA1',
};
const FAULT = { kind: 'internal' } as const;

/** Which of so many requests fail, from 1. */
function failing(
  rule: Omit<FaultRule, 'fault'>,
  { requests = 10, seed = 'seed' as string | number, targets = [TARGET] } = {},
) {
  const faults = openFaults([{ fault: FAULT, ...rule }], { seed, now: () => 0 });
  return Array.from({ length: requests }, (_, index) => index + 1).filter(
    (request) => faults.next(targets[(request - 1) % targets.length] ?? TARGET) !== null,
  );
}

describe('a rule matches', () => {
  test.each<[string, Omit<FaultRule, 'fault'>, boolean]>([
    ['any request', {}, true],
    ['its API', { api: 'cloudtrail:DescribeTrails' }, true],
    ['its service', { api: 'cloudtrail:*' }, true],
    ['not another API', { api: 'cloudtrail:GetTrailStatus' }, false],
    ['its account', { accountId: '111122223333' }, true],
    ['not another account', { accountId: '444455556666' }, false],
    ['its region', { region: 'eu-west-1' }, true],
    ['not another region', { region: 'us-east-1' }, false],
  ])('%s', (_, rule, matches) => {
    expect(failing(rule, { requests: 1 })).toEqual(matches ? [1] : []);
  });
});

describe('a rule fires', () => {
  test('at the nth request, and from and up to one', () => {
    expect(failing({ from: 3, to: 3 })).toEqual([3]);
    expect(failing({ from: 9 })).toEqual([9, 10]);
    expect(failing({ to: 2 })).toEqual([1, 2]);
  });

  test('counting by account, by region or by session where it says so', () => {
    const other = { ...TARGET, accountId: '444455556666', region: 'us-east-1', accessKeyId: 'ASIA2' };
    const targets = [TARGET, other];
    expect(failing({ to: 1 }, { targets })).toEqual([1]);
    for (const per of ['account', 'region', 'session'] as const)
      expect(failing({ to: 1, per }, { targets })).toEqual([1, 2]);
  });

  test('by chance, the same with the same seed', () => {
    const requests = 2_000;
    const one = failing({ probability: 0.3 }, { requests, seed: 1 });
    expect(failing({ probability: 0.3 }, { requests, seed: 1 })).toEqual(one);
    expect(failing({ probability: 0.3 }, { requests, seed: 2 })).not.toEqual(one);
    expect(one.length / requests).toBeGreaterThan(0.25);
    expect(one.length / requests).toBeLessThan(0.35);
  });

  test('after some seconds', () => {
    let now = 0;
    const faults = openFaults([{ fault: FAULT, afterSeconds: 2 }], { seed: 1, now: () => now });
    expect(faults.next(TARGET)).toBeNull();
    now = 2_000;
    expect(faults.next(TARGET)).toEqual(FAULT);
  });

  test('before the rules that follow it, which count all the same', () => {
    const faults = openFaults(
      [
        { fault: { kind: 'silence' }, to: 1 },
        { fault: FAULT, to: 2 },
      ],
      { seed: 1, now: () => 0 },
    );
    expect([faults.next(TARGET)?.kind, faults.next(TARGET)?.kind, faults.next(TARGET)]).toEqual([
      'silence',
      'internal',
      null,
    ]);
  });
});
