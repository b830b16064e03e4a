import { describe, expect, test } from 'vitest';
import { sarif } from '../../../reports/sarif/sarif.ts';
import { sarifGithub } from '../../../reports/sarif/sarif-github.ts';
import { manyFindings, sampleReport } from '../../support/report.ts';
import type { Profile } from '../../support/sarif-multitool.ts';
import { multitoolComplaints } from '../../support/sarif-multitool.ts';
import { emptyReport, hostileReport } from '../hostile.ts';
import { render } from '../render.ts';
import { schemaErrors } from './sarif-log.ts';

const REPORTERS = { sarif, github: sarifGithub } as const;
const PROFILES: readonly Profile[] = ['sarif', 'github'];

const REPORTS = [
  ['a sample', sampleReport()],
  ['one without findings, coverage and rules', emptyReport()],
  ['one with hostile text', hostileReport()],
] as const;

describe.each(PROFILES)('what is written for the profile %s', (profile) => {
  test.each(REPORTS)('follows the SARIF schema: %s', async (_, report) => {
    expect(await schemaErrors(await render(REPORTERS[profile], report))).toBe('');
  });

  test.each(REPORTS)(
    'gives the SARIF multitool nothing to complain about: %s',
    async (_, report) => {
      expect(await multitoolComplaints(await render(REPORTERS[profile], report), profile)).toEqual([]);
    },
    120_000,
  );

  test('is the same each time, in well-formed UTF-8', async () => {
    const bytes = Buffer.from(await render(REPORTERS[profile], hostileReport()), 'utf8');
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    expect(await render(REPORTERS[profile], hostileReport())).toBe(text);
    expect(text).not.toMatch(/(?<!\\)(?:\\\\)*\\ud[89a-f]/);
  });
});

test('more findings than GitHub keeps give it nothing to complain about either', async () => {
  const text = await render(sarifGithub, sampleReport({ findings: manyFindings(24_000) }));
  expect(await schemaErrors(text)).toBe('');
  expect(await multitoolComplaints(text, 'github')).toEqual([]);
}, 120_000);

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
