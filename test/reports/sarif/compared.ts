import type { Comparison, GoneFinding } from '../../../src/model/comparison.ts';
import { CHANGES } from '../../../src/model/comparison.ts';
import type { Report } from '../../../src/model/report.ts';
import { SAMPLE_FINDINGS, sampleFinding, sampleReport } from '../../support/report.ts';

/** Failures of the baseline that are gone: one of a rule that still judges, and one of a rule that does not any more. */
export const GONE: readonly GoneFinding[] = [
  { ...pastFinding('legacy', 'trails/unvalidated-log-files'), change: 'fixed' },
  { ...pastFinding('archive', 'trails/unencrypted'), change: 'became-unknown' },
];

export const BASELINE: Comparison['baseline'] = {
  judgedAt: '2026-11-19T04:03:42.007Z',
  toolVersion: '0.1.0',
  inventorySha256: 'b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c',
};

/** The sample report beside an earlier one, with every change and what is gone. */
export function comparedReport(): Report {
  const findings = SAMPLE_FINDINGS.map((finding, index) => ({
    ...finding,
    change: CHANGES[index % CHANGES.length] ?? 'new',
  }));
  const none = { critical: 0, high: 0, medium: 0, low: 0 };
  const comparison: Comparison = {
    baseline: BASELINE,
    counts: { new: 2, changed: 1, unchanged: 2, fixed: 1, 'became-unknown': 1 },
    newFailures: none,
    worsened: none,
    worstNew: [],
    async *gone() {
      yield* GONE;
    },
  };
  return sampleReport({ findings, comparison });
}

function pastFinding(name: string, rule: GoneFinding['ruleId']): Omit<GoneFinding, 'change'> {
  const arn = `arn:aws:cloudtrail:eu-west-1:333344445555:trail/${name}`;
  const { fingerprint, ruleId, severity, accountId, region, resource, message } = sampleFinding({
    ruleId: rule,
    resource: { arn, type: 'AWS::CloudTrail::Trail', name },
  });
  return { fingerprint, ruleId, severity, accountId, region, resource, message };
}
