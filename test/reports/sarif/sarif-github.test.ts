import { gzipSync } from 'node:zlib';
import type { Result } from 'sarif';
import { describe, expect, test } from 'vitest';
import { sarifGithub } from '../../../reports/sarif/sarif-github.ts';
import { rules } from '../../../rules/index.ts';
import type { Finding } from '../../../src/model/report.ts';
import type { Severity } from '../../../src/model/verdict.ts';
import { SAMPLE_FINDINGS, SAMPLE_RULES, SAMPLE_SCAN, sampleFinding, sampleReport } from '../../support/report.ts';
import { hostileReport } from '../hostile.ts';
import { render } from '../render.ts';
import { comparedReport } from './compared.ts';
import { ruleOf, runOf } from './sarif-log.ts';

const NOT_JUDGED = 'trailgate/not-judged';
const LEFT_OUT = 'trailgate/results-left-out';

/** Different findings, all of one outcome and severity. */
function findings(count: number, severity: Severity, outcome: Finding['outcome'] = 'fail'): Finding[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `${outcome}-${severity}-${index}`;
    const arn = `arn:aws:cloudtrail:eu-west-1:333344445555:trail/${name}`;
    return sampleFinding({ severity, outcome, resource: { arn, type: 'AWS::CloudTrail::Trail', name } });
  });
}

function fingerprintsOf(results: readonly Result[]): ReadonlySet<string> {
  return new Set(results.map(({ partialFingerprints }) => partialFingerprints?.primaryLocationLineHash ?? ''));
}

describe('SARIF for GitHub', () => {
  test('holds failures and what could not be judged, and nothing else', async () => {
    const { results } = await runOf(sarifGithub, sampleReport());
    expect(results.map(({ partialFingerprints }) => partialFingerprints?.primaryLocationLineHash)).toEqual(
      SAMPLE_FINDINGS.filter(({ outcome }) => outcome === 'fail' || outcome === 'unknown').map(
        ({ fingerprint }) => `${fingerprint}:1`,
      ),
    );
  });

  test('shows what could not be judged as a note that no security severity makes graver', async () => {
    const run = await runOf(sarifGithub, sampleReport());
    const result = run.results.find(({ ruleId }) => ruleId === NOT_JUDGED);
    expect(result).toMatchObject({
      level: 'note',
      message: {
        text: 'Could not be judged: iam:GetRole in 333344445555: access-denied. Rule: roles/insufficient-permissions. Resource: arn:aws:iam::333344445555:role/apigw-logs (account 333344445555, eu-west-1).',
      },
    });
    expect(ruleOf(run, result).properties).not.toHaveProperty('security-severity');
    expect(ruleOf(run, result).properties?.tags).not.toContain('security');
  });

  test.each([
    ['critical', 'error', 9.1, 10],
    ['high', 'error', 7, 9],
    ['medium', 'warning', 4, 6.9],
    ['low', 'note', 0.1, 3.9],
  ] as const)('shows a %s failure as %s, with a score that GitHub reads as such', async (severity, level, from, to) => {
    const [rule] = SAMPLE_RULES;
    if (rule === undefined) throw new Error('no sample rule');
    const rules = [{ ...rule, severity }];
    const run = await runOf(sarifGithub, sampleReport({ rules, findings: findings(1, severity) }));
    expect(run.results[0]?.level).toBe(level);
    const score = ruleOf(run, run.results[0]).properties?.['security-severity'];
    expect(score).toMatch(/^\d\.\d$/);
    expect(Number(score)).toBeGreaterThanOrEqual(from);
    expect(Number(score)).toBeLessThanOrEqual(to);
  });

  test.each([
    ['an organization', SAMPLE_SCAN, 'trailgate/o-exampleorgid/'],
    [
      'one account',
      { ...SAMPLE_SCAN, organization: null, accounts: [{ id: '333344445555', name: null }] },
      'trailgate/333344445555/',
    ],
    ['some accounts', { ...SAMPLE_SCAN, organization: null }, 'trailgate/111122223333/'],
    ['a shard', { ...SAMPLE_SCAN, shard: { index: 2, of: 5 } }, 'trailgate/o-exampleorgid/shard-2-of-5/'],
    [
      'a shard of some accounts',
      { ...SAMPLE_SCAN, organization: null, shard: { index: 1, of: 2 } },
      'trailgate/111122223333/shard-1-of-2/',
    ],
  ])('has a category for %s', async (_, scan, id) => {
    expect((await runOf(sarifGithub, sampleReport({ scan }))).automationDetails?.id).toBe(id);
  });

  test('keeps within what GitHub keeps of a rule', async () => {
    const rules = SAMPLE_RULES.map((rule) => ({
      ...rule,
      id: `${rule.id}-${'long'.repeat(100)}` as const,
      title: `${rule.title} ${'😀'.repeat(1000)}`,
      rationale: 'y'.repeat(2000),
    }));
    const { tool } = await runOf(sarifGithub, sampleReport({ rules, findings: [] }));
    expect(tool.driver.rules).toHaveLength(rules.length + 2);
    for (const rule of tool.driver.rules ?? []) {
      expect(rule.name?.length).toBeLessThanOrEqual(255);
      expect(rule.shortDescription?.text.length).toBeLessThanOrEqual(1024);
      expect(rule.fullDescription?.text.length).toBeLessThanOrEqual(1024);
      expect(rule.properties?.tags?.length).toBeLessThanOrEqual(10);
      for (const text of [rule.name, rule.shortDescription?.text, rule.fullDescription?.text, rule.help?.text]) {
        expect(text).toMatch(/\S/);
      }
    }
  });

  test('describes the rules of Trailgate within those limits, so that nothing of them is cut off', async () => {
    const { tool } = await runOf(sarifGithub, sampleReport({ rules, findings: [] }));
    expect(tool.driver.rules).toHaveLength(rules.length + 2);
    for (const [index, rule] of rules.entries()) {
      const described = tool.driver.rules?.[index];
      expect(described).toMatchObject({
        shortDescription: { text: rule.title },
        fullDescription: { text: rule.rationale },
        properties: { precision: 'very-high', 'security-severity': expect.stringMatching(/^\d\.\d$/) },
      });
      expect(described?.name?.length).toBeLessThan(255);
      expect(new Set(described?.properties?.tags).size, rule.id).toBe(described?.properties?.tags?.length);
      expect(described?.properties?.tags?.length, rule.id).toBeLessThanOrEqual(10);
      expect(described?.help?.markdown).toContain(rule.judgement);
      expect(described?.helpUri).toMatch(/^https:/);
    }
  });

  test('keeps what a baseline has too: GitHub would close its alerts', async () => {
    const compared = (await runOf(sarifGithub, comparedReport())).results;
    expect(compared).toEqual((await runOf(sarifGithub, sampleReport())).results);
    for (const result of compared) expect(result).not.toHaveProperty('baselineState');
  });

  test('has one location for each result', async () => {
    const { results } = await runOf(sarifGithub, hostileReport());
    for (const { locations } of results) expect(locations).toHaveLength(1);
  });

  test('bounds a message, however long a name is', async () => {
    const { results } = await runOf(sarifGithub, hostileReport());
    for (const { message } of results) expect(message.text?.length).toBeLessThan(5000);
  });

  test('shows what a terminal or a viewer would obey', async () => {
    const { results } = await runOf(sarifGithub, hostileReport());
    const texts = results.map(({ message }) => message.text).join('');
    expect(texts).toContain('<U+001B>[31mred');
    expect(texts).toContain('trail<U+202E>gol.exe');
    expect(texts).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});

describe('SARIF for GitHub, with more than GitHub keeps,', () => {
  test('holds the worst, 5,000 in all with the result that says what is left out', async () => {
    const low = findings(3000, 'low');
    const high = findings(2500, 'high');
    const medium = findings(500, 'medium');
    const unknown = findings(100, 'critical', 'unknown');
    const { results } = await runOf(
      sarifGithub,
      sampleReport({ findings: [...unknown, ...low, ...findings(50, 'critical', 'pass'), ...high, ...medium] }),
    );
    expect(results).toHaveLength(5000);
    const kept = fingerprintsOf(results);
    const isKept = ({ fingerprint }: Finding) => kept.has(`${fingerprint}:1`);
    expect([...high, ...medium].every(isKept)).toBe(true);
    expect(low.map(isKept)).toEqual(low.map((_, index) => index < 1999));
    expect(unknown.some(isKept)).toBe(false);
    expect(results.at(-1)).toMatchObject({ ruleId: LEFT_OUT, level: 'warning' });
    expect(results.at(-1)?.message.text).toMatch(/^1101 results are left out: 1001 low, 100 not judged\./);
  });

  test('stays within the 10 MB that GitHub takes compressed', async () => {
    const text = await render(sarifGithub, sampleReport({ findings: findings(6000, 'high') }));
    expect(gzipSync(text).length).toBeLessThan(10_000_000);
  });

  test.each([
    [5000, 5000, false],
    [5001, 5000, true],
    [6000, 5000, true],
  ])('of %i failures writes %i results, and says that some are left out: %s', async (count, written, told) => {
    const run = await runOf(sarifGithub, sampleReport({ findings: findings(count, 'high') }));
    expect(run.results).toHaveLength(written);
    const notices = run.results.filter(({ ruleId }) => ruleId === LEFT_OUT);
    expect(notices).toHaveLength(told ? 1 : 0);
    for (const notice of notices) {
      expect(ruleOf(run, notice).id).toBe(LEFT_OUT);
      expect(notice.message.text).toMatch(new RegExp(`^${count - 4999} results are left out: ${count - 4999} high\\.`));
    }
  });
});
