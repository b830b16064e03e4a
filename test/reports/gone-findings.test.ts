import { expect, test } from 'vitest';
import { findingsAndGone } from '../../reports/gone-findings.ts';
import type { Finding, Report } from '../../src/model/report.ts';
import { SAMPLE_FINDINGS, SAMPLE_RULES, sampleReport } from '../support/report.ts';
import { GONE, goneReport } from './gone-report.ts';

async function collected(report: Report): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for await (const finding of findingsAndGone(report)) findings.push(finding);
  return findings;
}

test('without a baseline there are the findings alone', async () => {
  expect(await collected(sampleReport())).toEqual(SAMPLE_FINDINGS);
});

test('a failure whose resource is gone comes last and does not apply any more, one that nobody knows of is left out', async () => {
  const report = { ...goneReport(), findings: sampleReport().findings };
  const findings = await collected(report);
  expect(findings.slice(0, -1)).toEqual(SAMPLE_FINDINGS);
  expect(findings.at(-1)).toEqual({
    ...GONE,
    outcome: 'not-applicable',
    message: 'gone since the baseline, which said: log file validation is off',
    reasons: [],
    controls: SAMPLE_RULES.find(({ id }) => id === GONE.ruleId)?.controls,
    remediation: null,
    evidence: { calls: [], facts: {} },
  });
});
