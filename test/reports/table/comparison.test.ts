import { describe, expect, test } from 'vitest';
import { table } from '../../../reports/table/table.ts';
import type { ComparedFinding, Comparison } from '../../../src/model/comparison.ts';
import { sampleFinding, sampleReport } from '../../support/report.ts';
import { HOSTILE_TEXTS } from '../hostile.ts';
import { render } from '../render.ts';

const NONE = { critical: 0, high: 0, medium: 0, low: 0 };

function comparison(overrides: Partial<Comparison> = {}): Comparison {
  return {
    baseline: { judgedAt: '2026-11-13T04:00:00.000Z', toolVersion: '0.1.0', inventorySha256: null },
    counts: { new: 0, changed: 1, unchanged: 7, fixed: 3, 'became-unknown': 2 },
    newFailures: NONE,
    worsened: NONE,
    worstNew: [],
    async *gone() {},
    ...overrides,
  };
}

function rendered(overrides: Partial<Comparison> = {}, width = 120): Promise<string> {
  return render(table, sampleReport({ comparison: comparison(overrides) }), { width });
}

const stage = (name: string): ComparedFinding =>
  sampleFinding({
    region: 'eu-west-1',
    resource: { arn: `arn:aws:x:::${name}`, type: 'AWS::ApiGateway::Stage', name },
  });

describe('what the table says of a baseline', () => {
  test('is nothing where there is none', async () => {
    expect(await render(table, sampleReport())).not.toContain('Failures since');
  });

  test('is what became of the failures', async () => {
    expect(await rendered()).toContain(
      '\n\nFailures since the report of 2026-11-13T04:00:00.000Z: 0 new, 1 changed, 3 fixed, 2 became unknown, 7 unchanged.\n\n',
    );
  });

  test('names the gravest new ones, and says how many more there are', async () => {
    const names = ['orders', 'ledger', 'payments', 'search', 'users', 'stock'];
    const text = await rendered({
      counts: { ...comparison().counts, new: 9 },
      newFailures: { ...NONE, high: 2, low: 7 },
      worstNew: names.map(stage),
    });
    expect(text).toContain(': 9 new (2 high, 7 low), ');
    const lines = text.split('\n');
    const start = lines.findIndex((line) => line.startsWith('New ')) + 1;
    expect(lines.slice(start, start + 7).map((line) => line.split(/ +/).at(-1))).toEqual([
      ...names.slice(0, 5),
      'more',
      '',
    ]);
    expect(lines[start]).toBe('medium  trails/unvalidated-log-files  333344445555/eu-west-1  orders');
    expect(lines[start + 5]).toBe('and 4 more');
  });

  test('gives a terminal nothing to obey', async () => {
    for (const text of HOSTILE_TEXTS) {
      const baseline = { ...comparison().baseline, judgedAt: text.slice(0, 200) };
      const shown = await rendered(
        { baseline, counts: { ...comparison().counts, new: 1 }, worstNew: [stage(text)] },
        80,
      );
      expect(shown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      expect(shown.length).toBeLessThan(10_000);
    }
  });
});
