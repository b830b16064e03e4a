import type { Result } from 'sarif';
import { describe, expect, test } from 'vitest';
import { sarif } from '../../../reports/sarif/sarif.ts';
import type { Outcome, Severity } from '../../../src/model/verdict.ts';
import {
  manyFindings,
  SAMPLE_COVERAGE,
  SAMPLE_FINDINGS,
  SAMPLE_RULES,
  SAMPLE_SCAN,
  sampleFinding,
  sampleReport,
} from '../../support/report.ts';
import { expectOneAtATime } from '../render.ts';
import { ruleOf, runOf } from './sarif-log.ts';

async function onlyResult(outcome: Outcome, severity: Severity = 'high'): Promise<Result> {
  const { results } = await runOf(sarif, sampleReport({ findings: [sampleFinding({ outcome, severity })] }));
  expect(results).toHaveLength(1);
  return results[0] as Result;
}

describe('the full SARIF report', () => {
  test('has a result for every finding, in the same order', async () => {
    const findings = manyFindings(60);
    const { results } = await runOf(sarif, sampleReport({ findings }));
    expect(results.map(({ ruleId, partialFingerprints }) => [ruleId, partialFingerprints])).toEqual(
      findings.map(({ ruleId, fingerprint }) => [ruleId, { primaryLocationLineHash: `${fingerprint}:1` }]),
    );
  });

  test.each([
    ['fail', 'critical', 'fail', 'error'],
    ['fail', 'high', 'fail', 'error'],
    ['fail', 'medium', 'fail', 'warning'],
    ['fail', 'low', 'fail', 'note'],
    ['pass', 'critical', 'pass', 'none'],
    ['unknown', 'critical', 'open', 'none'],
    ['not-applicable', 'critical', 'notApplicable', 'none'],
  ] as const)('shows the outcome %s of severity %s as %s, %s', async (outcome, severity, kind, level) => {
    expect(await onlyResult(outcome, severity)).toMatchObject({ kind, level });
  });

  test('says what was seen, of which resource and where', async () => {
    expect((await onlyResult('fail')).message.text).toBe(
      'log file validation is off. Resource: arn:aws:cloudtrail:eu-west-1:333344445555:trail/payments (account 333344445555, eu-west-1).',
    );
  });

  test('keeps reasons, remediation and evidence', async () => {
    const { results } = await runOf(sarif, sampleReport());
    expect(results.map(({ properties }) => properties)).toEqual(
      SAMPLE_FINDINGS.map(({ severity, accountId, region, resource, reasons, remediation, evidence }) => ({
        severity,
        accountId,
        region,
        resourceType: resource.type,
        reasons,
        remediation,
        evidence,
      })),
    );
  });

  test('describes every rule, and relates it to each of its controls', async () => {
    const run = await runOf(sarif, sampleReport());
    for (const [index, rule] of SAMPLE_RULES.entries()) {
      const described = run.tool.driver.rules?.[index];
      expect(described?.id).toBe(rule.id);
      const related = described?.relationships?.map(({ target }) => {
        const taxonomy = run.taxonomies?.[target.toolComponent?.index ?? -1];
        expect(taxonomy?.name).toBe(target.toolComponent?.name);
        expect(taxonomy?.taxa?.[target.index ?? -1]?.id).toBe(target.id);
        return `${taxonomy?.version} ${target.id}`;
      });
      expect(related).toEqual(rule.controls.map(({ version, id }) => `${version} ${id}`));
    }
  });

  test('explains a rule with its title, rationale, judgement, controls and references', async () => {
    const run = await runOf(sarif, sampleReport({ findings: [sampleFinding()] }));
    const rule = ruleOf(run, run.results[0]);
    expect(rule).toMatchObject({
      name: 'TrailsUnvalidatedLogFiles',
      shortDescription: { text: 'Trails sign their log files' },
      fullDescription: { text: SAMPLE_RULES[0]?.rationale },
      helpUri: SAMPLE_RULES[0]?.references[0],
      defaultConfiguration: { level: 'warning' },
      properties: {
        tags: ['security', 'aws', 'trails', 'cis', 'fsbp', 'nist', 'pci'],
        precision: 'very-high',
        'problem.severity': 'warning',
        'security-severity': '5.5',
      },
    });
    for (const part of ['Passes when log file validation is on', 'NIST SP 800-53 r5: SI-7(1)', rule.helpUri ?? '']) {
      expect(rule.help?.text).toContain(part);
      expect(rule.help?.markdown).toContain(part);
    }
  });

  test('notifies of each reason that kept something from being scanned', async () => {
    const run = await runOf(sarif, sampleReport());
    const notifications = run.invocations?.[0]?.toolExecutionNotifications ?? [];
    const gaps = SAMPLE_COVERAGE.filter(({ status }) => status !== 'scanned');
    expect(notifications).toHaveLength(gaps.length);
    const texts = notifications.map(({ message }) => message.text);
    expect(texts).toContain('222233334444/ap-southeast-2: not-scanned.');
    expect(texts).toContainEqual(
      expect.stringMatching(
        /^333344445555\/eu-west-1: denied\. apigateway:GetRestApis: access-denied \(User: .* is not authorized/,
      ),
    );
    for (const { descriptor } of notifications) {
      if (descriptor === undefined) continue;
      expect(run.tool.driver.notifications?.[descriptor.index ?? -1]?.id).toBe(descriptor.id);
    }
  });

  test.each([
    [false, true],
    [true, false],
  ])('interrupted %s: successful %s', async (interrupted, executionSuccessful) => {
    const { invocations } = await runOf(sarif, sampleReport({ scan: { ...SAMPLE_SCAN, interrupted } }));
    expect(invocations).toMatchObject([
      { executionSuccessful, startTimeUtc: SAMPLE_SCAN.startedAt, endTimeUtc: SAMPLE_SCAN.finishedAt },
    ]);
  });

  test('holds the scan and the summary', async () => {
    const report = sampleReport();
    expect((await runOf(sarif, report)).properties).toEqual({ scan: report.scan, summary: report.summary });
  });

  test('writes each result before it asks for the next finding', async () => {
    await expectOneAtATime(sarif, '"partialFingerprints"');
  });
});
