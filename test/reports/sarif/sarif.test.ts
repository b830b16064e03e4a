import type { Result } from 'sarif';
import { describe, expect, test } from 'vitest';
import { sarif } from '../../../reports/sarif/sarif.ts';
import { rules } from '../../../rules/index.ts';
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
import { BASELINE, comparedReport, GONE } from './compared.ts';
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
      SAMPLE_FINDINGS.map(({ severity, change, accountId, region, resource, reasons, remediation, evidence }) => ({
        severity,
        change,
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

  test('keeps the clauses of each version of a framework apart, each once, for the rules of Trailgate too', async () => {
    for (const described of [SAMPLE_RULES, rules]) {
      const { taxonomies = [] } = await runOf(sarif, sampleReport({ rules: described, findings: [] }));
      const names = taxonomies.map(({ name, version }) => `${name} ${version}`);
      expect(new Set(names).size).toBe(names.length);
      expect(names).toEqual(expect.arrayContaining(['CIS AWS Foundations Benchmark 7.0.0', 'PCI DSS 4.0.1']));
      for (const { taxa = [] } of taxonomies) expect(new Set(taxa.map(({ id }) => id)).size).toBe(taxa.length);
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
      {
        executionSuccessful,
        startTimeUtc: SAMPLE_SCAN.startedAt,
        endTimeUtc: SAMPLE_SCAN.finishedAt,
        properties: { inventorySha256: SAMPLE_SCAN.inventorySha256 },
      },
    ]);
  });

  test('holds the scan with its requests, shard and evidence, the summary, and what it is compared with', async () => {
    const report = sampleReport({ scan: { ...SAMPLE_SCAN, shard: { index: 2, of: 5 } } });
    const { scan, summary } = report;
    expect((await runOf(sarif, report)).properties).toEqual({ scan, summary, baseline: null });
    expect((await runOf(sarif, comparedReport())).properties?.baseline).toEqual(BASELINE);
  });

  test('writes each result before it asks for the next finding', async () => {
    await expectOneAtATime(sarif, '"partialFingerprints"');
  });
});

describe('the full SARIF report beside a baseline', () => {
  test.each([
    ['new', 'new'],
    ['changed', 'updated'],
    ['unchanged', 'unchanged'],
    ['fixed', 'updated'],
    ['became-unknown', 'updated'],
  ] as const)('calls what is %s %s', async (change, baselineState) => {
    const { results } = await runOf(sarif, sampleReport({ findings: [sampleFinding({ change })] }));
    expect(results).toMatchObject([{ baselineState, properties: { change } }]);
  });

  test('has a state for every result', async () => {
    const { results } = await runOf(sarif, comparedReport());
    expect(results).toHaveLength(SAMPLE_FINDINGS.length + GONE.length);
    for (const { baselineState } of results) expect(baselineState).toMatch(/^(new|updated|unchanged|absent)$/);
  });

  test('tells what is gone last, and whether it is fixed', async () => {
    const { results } = await runOf(sarif, comparedReport());
    expect(results.slice(-2)).toMatchObject([
      {
        ruleId: 'trails/unvalidated-log-files',
        ruleIndex: 0,
        kind: 'fail',
        level: 'warning',
        baselineState: 'absent',
        message: {
          text: 'Fixed since the baseline: log file validation is off. Resource: arn:aws:cloudtrail:eu-west-1:333344445555:trail/legacy (account 333344445555, eu-west-1).',
        },
        partialFingerprints: { primaryLocationLineHash: `${GONE[0]?.fingerprint}:1` },
        properties: { change: 'fixed', severity: 'medium', accountId: '333344445555' },
      },
      {
        // A rule that is not among those of the report has no place in it.
        ruleId: 'trails/unencrypted',
        baselineState: 'absent',
        message: { text: expect.stringMatching(/^In the baseline, and not known to be fixed: /) },
      },
    ]);
    expect(results.at(-1)).not.toHaveProperty('ruleIndex');
  });

  test('has no states where there is no baseline', async () => {
    const { results } = await runOf(sarif, sampleReport());
    for (const result of results) expect(result).not.toHaveProperty('baselineState');
  });
});

describe('the revision that a scan ran for', () => {
  const versionControl = {
    repositoryUri: 'https://github.com/example/audits',
    revisionId: '0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c',
    branch: 'main',
  };
  const mappedTo = { uriBaseId: '%SRCROOT%' };

  test.each([
    ['on a branch', versionControl, [{ ...versionControl, mappedTo }]],
    [
      'on none',
      { ...versionControl, branch: null },
      [{ repositoryUri: versionControl.repositoryUri, revisionId: versionControl.revisionId, mappedTo }],
    ],
    ['unknown', null, undefined],
  ])('is told: %s', async (_, given, told) => {
    const { versionControlProvenance } = await runOf(sarif, sampleReport(), { versionControl: given });
    expect(versionControlProvenance).toEqual(told);
  });
});
