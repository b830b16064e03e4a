import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from 'vitest';
import { lowerBound } from '../../bench/scans/bound.ts';
import { cpuTable, measureCpu } from '../../bench/scans/cpu.ts';
import { callsTable, growthTable, lineThrough, measureGrowth } from '../../bench/scans/growth.ts';
import { growthOf, measureMemory, memoryTable } from '../../bench/scans/memory.ts';
import { requestsOf } from '../../bench/scans/scan-process.ts';
import { measureStarts, startTable } from '../../bench/scans/start.ts';
import { measureThrottle, throttleTable } from '../../bench/scans/throttle.ts';

/** Whether the benches do their work and count right, on organizations of two accounts. Nothing here is timed. */
const SMALL = { accounts: 2, regions: 2 };

// The benches start built processes, the command line's among them.
beforeAll(() => execFileSync('node_modules/.bin/tsc', ['-p', 'tsconfig.bench.json']));

/** The cells of a Markdown table's rows, without its head and rule. */
function rowsOf(markdown: string): readonly (readonly string[])[] {
  const lines = markdown.split('\n');
  expect(lines[1]).toMatch(/^\| ---( \| --:)+ \|$/);
  const cells = lines.map((line) => line.split('|').slice(1, -1));
  expect(new Set(cells.map(({ length }) => length)).size, 'rows of one length').toBe(1);
  return cells.slice(2).map((row) => row.map((cell) => cell.trim()));
}

describe('the bench throttle', () => {
  test('scans within the rates, and knows the bucket that bounds the scan', async () => {
    const options = { ...SMALL, hotApis: 45, cases: [{ hotAccount: 1, v2PerRest: 0.25 }], latency: 1, floor: 0.001 };
    const measured = await measureThrottle(options);
    expect(measured).toMatchObject([{ hotAccount: 1, throttled: 0, run: { coverage: { scanned: 6 } } }]);
    for (const { run, bound } of measured) {
      expect(bound.slowest.key).toMatch(/^\d{12} us-east-1 apigateway$/);
      expect(bound.slowest.requests, 'its own, the role, two lists').toBe(45 + 11 + 3);
      expect(bound.seconds).toBeCloseTo((45 + 11 + 3 - 40) / 10, 1);
      expect(rowsOf(throttleTable(measured))[0]?.slice(0, 4)).toEqual([
        'account 1',
        '0.25',
        String(requestsOf(run)),
        '0',
      ]);
    }
  });
});

describe('the lower bound', () => {
  const quick = { key: '111122223333 eu-west-1 ec2:DescribeRegions', requests: 120, burst: 100, perSecond: 20 };
  const slow = { key: '111122223333 eu-west-1 apigateway', requests: 140, burst: 40, perSecond: 10 };
  const options = { accounts: 40, latency: 100, floor: 1 };

  test('is the slowest bucket, with the round trips that cannot be avoided', () => {
    // Two pages of accounts, AssumeRole, ListRegions, its own last answer and one request that follows from it.
    const bound = lowerBound({ ...options, buckets: [quick, slow] });
    expect(bound).toEqual({ seconds: 10 + 0.6, slowest: slow, cpuSeconds: 0.26 });
  });

  test('is the CPU where that takes longer', () => {
    expect(lowerBound({ ...options, floor: 100, buckets: [quick, slow] }).seconds).toBe(26);
  });
});

describe('the bench cpu', () => {
  test('sends as many requests with the bare SDK as the scan did, and takes less', async () => {
    const measured = await measureCpu({ ...SMALL, apis: 2, rounds: 1 });
    const { requests, floor, collecting, command } = measured;
    expect(requests).toBeGreaterThan(50);
    expect(floor).toBeGreaterThan(0);
    expect(command).toBeGreaterThan(collecting);
    expect(rowsOf(cpuTable([measured]))[0]?.slice(0, 2)).toEqual(['2 × 2, about 2 APIs each', String(requests)]);
  });
});

describe('the bench memory', () => {
  test('tells whether every place was scanned', async () => {
    const measured = await measureMemory(SMALL);
    expect(measured.complete).toBe(true);
    expect(measured.run.coverage).toEqual({ scanned: 6 });
    expect(measured.run.peakBytes).toBeGreaterThan(2 ** 20);
    expect(rowsOf(memoryTable([measured]))[0]?.slice(0, 2)).toEqual(['2 × 2', String(requestsOf(measured.run))]);
  });

  test('compares the last tenth of a run with its second, and no run that is too short', () => {
    const rising = Array.from({ length: 20 }, (_, second) => 100 + second);
    expect(growthOf(rising)).toBeCloseTo(119 / 103);
    expect(growthOf(rising.slice(0, 9))).toBeNull();
  });
});

describe('the bench growth', () => {
  test('finds one call for each API more, and nothing else that grows so fast', async () => {
    const measured = [await measureGrowth(1), await measureGrowth(9)];
    expect(measured.map(({ apis }) => apis)).toEqual([1, 11]);
    const stages = measured.map(({ run }) => run.scan.requests['apigateway:GetStages']);
    expect(stages).toEqual([1, 11]);
    expect(rowsOf(growthTable(measured))).toHaveLength(2);
    expect(rowsOf(callsTable(measured))).toContainEqual(['apigateway:GetStages', '1', '11', '1.000', '0.0']);
  });

  test('fits the nearest straight line', () => {
    const { slope, farthest } = lineThrough([
      [0, 1],
      [10, 21],
      [20, 41],
    ]);
    expect(slope).toBeCloseTo(2);
    expect(farthest).toBeCloseTo(0);
  });
});

describe('the bench start', () => {
  test('sees the first request of a scan', async () => {
    const starts = await measureStarts(1);
    for (const milliseconds of Object.values(starts)) expect(milliseconds).toBeGreaterThan(0);
    expect(rowsOf(startTable(starts))).toHaveLength(4);
  });
});
