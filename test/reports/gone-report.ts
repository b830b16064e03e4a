import type { GoneFinding } from '../../src/model/comparison.ts';
import type { Report } from '../../src/model/report.ts';
import { sampleFinding, sampleReport } from '../support/report.ts';

const { fingerprint, ruleId, severity, accountId, region, resource, message } = sampleFinding();

/** A failure of a baseline whose trail has been deleted since. */
export const GONE: GoneFinding = {
  ...{ fingerprint, ruleId, severity, accountId, region, resource, message },
  change: 'fixed',
};

/** A report without findings, and a baseline with two failures: of one it is known that its trail is gone, of one nothing. */
export function goneReport(): Report {
  return sampleReport({
    findings: [],
    comparison: {
      baseline: { judgedAt: '2026-11-19T04:03:42.007Z', toolVersion: '0.1.0', inventorySha256: null },
      counts: { new: 0, changed: 0, unchanged: 0, fixed: 1, 'became-unknown': 1 },
      newFailures: { critical: 0, high: 0, medium: 0, low: 0 },
      worsened: { critical: 0, high: 0, medium: 0, low: 0 },
      worstNew: [],
      async *gone() {
        yield GONE;
        yield { ...GONE, fingerprint: 'ffffffffffffffff', change: 'became-unknown' };
      },
    },
  });
}
