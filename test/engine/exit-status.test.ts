import { describe, expect, test } from 'vitest';
import { EXIT, exitStatus } from '../../src/engine/exit-status.ts';
import type { Comparison } from '../../src/model/comparison.ts';
import { sampleReport } from '../support/report.ts';

const sample = sampleReport();
const CLEAN = { critical: 0, high: 0, medium: 0, low: 0 };
const COMPARISON: Comparison = {
  baseline: { judgedAt: '2026-11-20T04:00:00.000Z', toolVersion: '0.1.0', inventorySha256: null },
  counts: { new: 0, changed: 0, unchanged: 0, fixed: 0, 'became-unknown': 0 },
  newFailures: CLEAN,
  worsened: CLEAN,
  worstNew: [],
  async *gone() {},
};

function report(changes: {
  failures?: Partial<typeof CLEAN>;
  unknown?: number;
  scanned?: number;
  passed?: number;
  interrupted?: boolean;
}) {
  const { failures = {}, unknown = 0, scanned = 1, passed = 1 } = changes;
  const coverage = { ...sample.summary.coverage, scanned, 'partly-scanned': 0 };
  return {
    summary: {
      ...sample.summary,
      coverage,
      failures: { ...CLEAN, ...failures },
      outcomes: { ...sample.summary.outcomes, fail: 0, pass: passed, unknown },
    },
    comparison: null,
  };
}

describe('the exit status', () => {
  test.each([
    ['nothing failed', {}, 'high', false, EXIT.clean],
    ['a high failure, at the default', { failures: { high: 1 } }, 'high', false, EXIT.findings],
    ['only milder failures', { failures: { medium: 3, low: 1 } }, 'high', false, EXIT.clean],
    ['a medium failure, asked for', { failures: { medium: 1 } }, 'medium', false, EXIT.findings],
    ['a critical failure', { failures: { critical: 1 } }, 'high', false, EXIT.findings],
    ['failures that are never to fail the run', { failures: { critical: 1 } }, 'never', false, EXIT.clean],
    ['unknowns, tolerated', { unknown: 2 }, 'high', false, EXIT.clean],
    ['unknowns, not tolerated', { unknown: 2 }, 'high', true, EXIT.impossible],
    ['a failure beside unknowns', { failures: { high: 1 }, unknown: 2 }, 'high', true, EXIT.findings],
    ['nothing could be judged', { passed: 0, unknown: 5 }, 'never', false, EXIT.impossible],
    ['there was nothing to judge', { passed: 0 }, 'high', false, EXIT.clean],
    ['nothing could be read at all', { scanned: 0 }, 'never', false, EXIT.impossible],
  ] as const)('%s', (_, changes, failOn, failOnUnknown, status) => {
    expect(exitStatus(report(changes), { failOn, onlyNew: false, failOnUnknown })).toBe(status);
  });

  test.each([
    ['nothing new failed', {}, 'low', EXIT.clean],
    ['a new failure', { newFailures: { ...CLEAN, low: 1 } }, 'low', EXIT.findings],
    ['a new failure, graver than asked for', { newFailures: { ...CLEAN, critical: 1 } }, 'high', EXIT.findings],
    ['only milder new failures', { newFailures: { ...CLEAN, medium: 1 } }, 'high', EXIT.clean],
    ['a failure that grew as grave', { worsened: { ...CLEAN, high: 1 } }, 'high', EXIT.findings],
    [
      'a failure that grew graver below and above',
      { worsened: { ...CLEAN, medium: 1, critical: 1 } },
      'high',
      EXIT.clean,
    ],
    ['new failures that are never to fail the run', { newFailures: { ...CLEAN, high: 1 } }, 'never', EXIT.clean],
  ] as const)('of new failures alone: %s', (_, changes, failOn, status) => {
    const comparison = { ...COMPARISON, ...changes };
    const failing = { ...report({ failures: { critical: 5, high: 5, medium: 5, low: 5 } }), comparison };
    expect(exitStatus(failing, { failOn, onlyNew: true, failOnUnknown: false })).toBe(status);
  });

  test('of new failures alone, without a baseline, is that of all', () => {
    const tolerance = { failOn: 'high', onlyNew: true, failOnUnknown: false } as const;
    expect(exitStatus(report({ failures: { high: 1 } }), tolerance)).toBe(EXIT.findings);
  });
});
