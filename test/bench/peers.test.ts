import { describe, expect, test } from 'vitest';
import { measure } from '../../bench/peers/measure.ts';
import { DEFECTS, type Defect, type Planted } from '../../bench/peers/planted.ts';
import { costTable, findingsTable, medians, startTable } from '../../bench/peers/tables.ts';
import { hasPythonTools } from '../support/python.ts';

const MB = 2 ** 20;
const peer = { seconds: 30, cpuSeconds: 24, peakBytes: 400 * MB, requests: 1000 };
const own = { seconds: 2, cpuSeconds: 1.5, peakBytes: 160 * MB, requests: 250 };

test('a cost table sets each peer against Trailgate and says how many times as much it took', () => {
  const table = costTable(
    [
      [
        { name: 'Prowler', taken: peer },
        { name: 'Trailgate', taken: own },
      ],
    ],
    { name: 'Trailgate, all its rules', taken: own },
  );
  expect(table.split('\n')).toEqual([
    '|  | wall time | CPU | peak memory | requests |',
    '| --- | --: | --: | --: | --: |',
    '| Prowler | 30.00 s | 24.00 s | 400 MB | 1000 |',
    '| Trailgate | 2.00 s | 1.50 s | 160 MB | 250 |',
    '| how many times as much | 15.0 × | 16.0 × | 2.5 × | 4.0 × |',
    '| Trailgate, all its rules | 2.00 s | 1.50 s | 160 MB | 250 |',
  ]);
});

test('a start table says which share of its scan a start is', () => {
  const table = startTable([{ label: 'prowler --version', usage: peer, share: 0.256 }]);
  expect(table.split('\n').at(-1)).toBe('| `prowler --version` | 30.00 s | 24.00 s | 400 MB | 26 % |');
});

test('a findings table tells planted defects from others, and a missed one from one that was not looked for', () => {
  const nowhere = Object.fromEntries(Object.keys(DEFECTS).map((defect) => [defect, new Set()])) as unknown as Planted;
  const planted = { ...nowhere, 'stopped-trail': new Set(['a', 'b']) };
  const tools = [new Set(['a', 'b']), new Set(['b', 'c', 'd']), new Set<string>()].map((subjects, index) => ({
    name: `tool ${index}`,
    reported: new Map<Defect, ReadonlySet<string>>([['stopped-trail', subjects]]),
  }));
  const table = findingsTable(planted, [...tools, { name: 'another', reported: new Map() }]);
  expect(table).toContain('| trail that is stopped | 2 | 2 | 1, and 2 more | 0 | – |');
});

test('each figure has a median of its own', () => {
  const [slow, lean] = [
    { ...own, seconds: 9 },
    { ...own, cpuSeconds: 1, requests: 100 },
  ];
  expect(medians([slow, own, lean])).toEqual(own);
});

describe.skipIf(!hasPythonTools)('a measured command', () => {
  const env = { PATH: process.env.PATH };
  const run = (script: string) => measure({ program: process.execPath, args: ['-e', script], env });

  test('is charged with the CPU of its children and the memory of the largest of them', async () => {
    const child = 'const kept = Buffer.alloc(150e6, 1); while (process.cpuUsage().user < 100_000) kept[0] += 1;';
    const usage = await run(`require('child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(child)}])`);
    expect(usage.cpuSeconds).toBeGreaterThan(0.1);
    expect(usage.peakBytes).toBeGreaterThan(150e6);
  });

  test('that fails is an error with what it printed', async () => {
    await expect(run("console.log('no such role'); process.exit(3)")).rejects.toThrow(/ended with 3:\nno such role/);
  });
});
