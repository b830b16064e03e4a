import { expect, test } from 'vitest';
import { time, verdictSentence } from '../../reports/labels.ts';
import type { Summary } from '../../src/model/report.ts';
import { sampleReport } from '../support/report.ts';

function summary(counts: { fail?: number; unknown?: number; pass?: number; critical?: number }): Summary {
  const { fail = 0, unknown = 0, pass = 0, critical = 0 } = counts;
  return {
    ...sampleReport().summary,
    outcomes: { fail, unknown, pass, 'not-applicable': 5 },
    failures: { critical, high: fail - critical, medium: 0, low: 0 },
  };
}

test.each([
  [{ fail: 3, pass: 9 }, '3 of 12 checks failed.'],
  [
    { fail: 1_200, critical: 2, unknown: 1, pass: 9 },
    '1,200 of 1,210 checks failed, 2 of them critical. 1 could not be decided.',
  ],
  [{ unknown: 2, pass: 9 }, 'Nothing failed, but 2 of 11 checks could not be decided.'],
  [{ pass: 9 }, 'All 9 checks passed.'],
  [{ pass: 1 }, 'The one check passed.'],
  [{}, 'Nothing was checked.'],
])('the verdict on %j is: %s', (counts, sentence) => {
  expect(verdictSentence(summary(counts), false)).toBe(sentence);
});

test('the verdict says that a scan was stopped', () => {
  expect(verdictSentence(summary({ pass: 9 }), true)).toContain('stopped before it was done');
});

test('a time is shown to the second, and what is no time as it is', () => {
  expect(time('2026-11-20T04:00:12.345Z')).toBe('2026-11-20 04:00:12 UTC');
  expect(time('yesterday')).toBe('yesterday');
});
