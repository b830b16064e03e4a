import { describe, expect, test } from 'vitest';
import { sarif } from '../../../reports/sarif/sarif.ts';
import { sarifGithub } from '../../../reports/sarif/sarif-github.ts';
import { splitByAccount } from '../../../reports/sarif/split.ts';
import type { Report, ReporterOptions } from '../../../src/model/report.ts';
import { manyFindings, SAMPLE_SCAN, sampleFinding, sampleReport } from '../../support/report.ts';
import type { Profile } from '../../support/sarif-multitool.ts';
import { multitoolComplaints } from '../../support/sarif-multitool.ts';
import { emptyReport, hostileReport } from '../hostile.ts';
import { PLAIN, render } from '../render.ts';
import { comparedReport } from './compared.ts';
import { schemaErrors } from './sarif-log.ts';

const REPORTERS = { sarif, github: sarifGithub } as const;
const PROFILES: readonly Profile[] = ['sarif', 'github'];

/** Everything that a run can say of itself: a shard, beside a baseline, for a revision. */
const FULL: Report = { ...comparedReport(), scan: { ...SAMPLE_SCAN, shard: { index: 2, of: 5 } } };
const OPTIONS: ReporterOptions = {
  ...PLAIN,
  versionControl: {
    repositoryUri: 'https://github.com/example/audits',
    revisionId: '0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c',
    branch: 'main',
  },
};

const REPORTS = [
  ['a sample', sampleReport(), PLAIN],
  ['one without findings, coverage and rules', emptyReport(), PLAIN],
  ['one with hostile text', hostileReport(), PLAIN],
  ['one of a shard, beside a baseline, for a revision', FULL, OPTIONS],
] as const;

/** More failures than GitHub keeps. */
const MANY = sampleReport({
  findings: manyFindings(6000).map(({ resource }) => sampleFinding({ resource, severity: 'high' })),
});

describe.each(PROFILES)('what is written for the profile %s', (profile) => {
  test.each(REPORTS)('follows the SARIF schema: %s', async (_, report, options) => {
    expect(await schemaErrors(await render(REPORTERS[profile], report, options))).toBe('');
  });

  test.each(REPORTS)(
    'gives the SARIF multitool nothing to complain about: %s',
    async (_, report, options) => {
      expect(await multitoolComplaints(await render(REPORTERS[profile], report, options), profile)).toEqual([]);
    },
    120_000,
  );

  test('stands up to both where it is a file for each account', async () => {
    let files = 0;
    for await (const { pieces } of splitByAccount(REPORTERS[profile])(FULL, OPTIONS)) {
      let text = '';
      for await (const piece of pieces) text += piece;
      expect(await schemaErrors(text)).toBe('');
      expect(await multitoolComplaints(text, profile)).toEqual([]);
      files += 1;
    }
    expect(files).toBe(3);
  }, 240_000);

  test('stands up to both with more failures than GitHub keeps', async () => {
    const text = await render(REPORTERS[profile], MANY);
    expect(await schemaErrors(text)).toBe('');
    expect(await multitoolComplaints(text, profile)).toEqual([]);
  }, 240_000);

  test('is the same each time, in well-formed UTF-8', async () => {
    const bytes = Buffer.from(await render(REPORTERS[profile], hostileReport()), 'utf8');
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    expect(await render(REPORTERS[profile], hostileReport())).toBe(text);
    expect(text).not.toMatch(/(?<!\\)(?:\\\\)*\\ud[89a-f]/);
  });
});

/** The checks above are worth something only if they object to what is wrong. */
describe('a broken log is refused', () => {
  test.each([
    ['a kind that does not exist', /"kind":"pass"/, '"kind":"passed"', 'allowed values'],
    ['no message', /"message":\{[^{}]*\},/, '', "required property 'message'"],
    ['a member of ours', /"ruleIndex":/, '"ruleNumber":', 'additional properties'],
  ])('by the schema: %s', async (_, before, after, complaint) => {
    const text = await render(sarif, sampleReport());
    expect(text).toMatch(before);
    expect(await schemaErrors(text.replace(before, after))).toContain(complaint);
  });

  test.each([
    ['an ARN for a path', '"uri":"aws/', '"uri":"arn:aws/', 'GH1005'],
    ['a message in two parts', '"text":"log file', '"id":"log file', 'GH1007'],
    ['an index of no rule', '"ruleIndex":0', '"ruleIndex":99', 'SARIF1009'],
  ])('by the multitool: %s', async (_, before, after, rule) => {
    const text = await render(sarifGithub, sampleReport());
    expect(text).toContain(before);
    expect((await multitoolComplaints(text.replace(before, after), 'github')).join('\n')).toContain(rule);
  });

  test('by the multitool: text that is no JSON', async () => {
    expect((await multitoolComplaints('{', 'sarif')).join('\n')).toContain('JSON0001');
  });
});
