import { describe, expect, test } from 'vitest';
import { EXIT, exitStatus } from '../../src/engine/exit-status.ts';
import { sampleReport } from '../support/report.ts';

const sample = sampleReport();
const CLEAN = { critical: 0, high: 0, medium: 0, low: 0 };

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
    expect(exitStatus(report(changes), { failOn, failOnUnknown })).toBe(status);
  });
});
