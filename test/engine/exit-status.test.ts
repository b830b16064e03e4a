import { describe, expect, test } from 'vitest';
import { EXIT, exitStatus } from '../../src/engine/exit-status.ts';
import { sampleReport } from '../support/report.ts';

const sample = sampleReport();
const CLEAN = { critical: 0, high: 0, medium: 0, low: 0 };

function report(changes: {
  failures?: Partial<typeof CLEAN>;
  unknown?: number;
  scanned?: number;
  interrupted?: boolean;
}) {
  const { failures = {}, unknown = 0, scanned = 1, interrupted = false } = changes;
  const coverage = { ...sample.summary.coverage, scanned, 'partly-scanned': 0 };
  return {
    scan: { ...sample.scan, interrupted },
    summary: {
      ...sample.summary,
      coverage,
      failures: { ...CLEAN, ...failures },
      outcomes: { ...sample.summary.outcomes, unknown },
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
    ['nothing could be read at all', { scanned: 0 }, 'never', false, EXIT.impossible],
    ['an interrupted scan', { interrupted: true, failures: { high: 1 } }, 'high', false, EXIT.interrupted],
  ] as const)('%s', (_, changes, failOn, failOnUnknown, status) => {
    expect(exitStatus(report(changes), { failOn, failOnUnknown })).toBe(status);
  });
});
