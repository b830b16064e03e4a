import { describe, expect, test } from 'vitest';
import { ndjson } from '../../reports/ndjson.ts';
import { BLIND_SPOTS } from '../../src/model/blind-spots.ts';
import type { Report } from '../../src/model/report.ts';
import { hasPythonTools, pythonTool } from '../support/python.ts';
import { SAMPLE_COVERAGE, SAMPLE_FINDINGS, SAMPLE_RULES, SAMPLE_SCAN, sampleReport } from '../support/report.ts';
import { GONE, goneReport } from './gone-report.ts';
import { emptyReport, HOSTILE_TEXTS, hostileReport } from './hostile.ts';
import { expectOneAtATime, render } from './render.ts';

type Line = Record<string, unknown>;

async function linesOf(report: Report): Promise<readonly Line[]> {
  const lines = (await render(ndjson, report)).split('\n');
  expect(lines.pop()).toBe('');
  return lines.map((line) => JSON.parse(line));
}

function typed(lines: readonly Line[], type: string): readonly Line[] {
  return lines.filter((line) => line.type === type);
}

describe('ndjson', () => {
  test('has lines of each type together, the report first', async () => {
    const types = (await linesOf(sampleReport({ comparison: goneReport().comparison }))).map(({ type }) => type);
    expect(types.filter((type, index) => type !== types[index - 1])).toEqual([
      'report',
      'rule',
      'account',
      'coverage',
      'finding',
      'matrix',
      'gone',
    ]);
  });

  test('says on each line which report it is of', async () => {
    const { judgedAt, inventorySha256 } = SAMPLE_SCAN;
    for (const line of await linesOf(sampleReport())) expect(line).toMatchObject({ judgedAt, inventorySha256 });
  });

  test('holds all of each finding, with the title of its rule and the name of its account', async () => {
    const findings = typed(await linesOf(sampleReport()), 'finding');
    expect(findings).toHaveLength(SAMPLE_FINDINGS.length);
    for (const [index, finding] of SAMPLE_FINDINGS.entries()) expect(findings[index]).toMatchObject(finding);
    expect(findings[2]).toMatchObject({
      accountName: 'payments-prod',
      title: 'Every region records read and write management events',
    });
    expect(findings[6]).toMatchObject({ accountName: null });
  });

  test('holds all of each row of coverage', async () => {
    const rows = typed(await linesOf(sampleReport()), 'coverage');
    expect(rows).toHaveLength(SAMPLE_COVERAGE.length);
    for (const [index, row] of SAMPLE_COVERAGE.entries()) expect(rows[index]).toMatchObject(row);
  });

  test('tells of the baseline and of the failures that are gone since', async () => {
    const lines = await linesOf(goneReport());
    expect(lines[0]).toHaveProperty('comparison.baseline.judgedAt');
    expect(typed(lines, 'gone')).toMatchObject([GONE, { change: 'became-unknown' }]);
  });

  test('counts outcomes by rule and by account, also of accounts that were not to be scanned', async () => {
    const accounts = SAMPLE_SCAN.accounts.filter(({ id }) => id !== '333344445555');
    const lines = await linesOf(sampleReport({ scan: { ...SAMPLE_SCAN, accounts } }));
    expect(typed(lines, 'rule').map(({ ruleId }) => ruleId)).toEqual(SAMPLE_RULES.map(({ id }) => id));
    expect(typed(lines, 'rule')[0]).toMatchObject({ outcomes: { fail: 1, unknown: 0, pass: 1, 'not-applicable': 0 } });
    expect(typed(lines, 'account').map(({ accountId, outcomes }) => [accountId, outcomes])).toEqual([
      ['111122223333', { fail: 0, unknown: 0, pass: 2, 'not-applicable': 0 }],
      ['222233334444', { fail: 0, unknown: 0, pass: 0, 'not-applicable': 0 }],
      ['444455556666', { fail: 1, unknown: 0, pass: 0, 'not-applicable': 1 }],
      ['333344445555', { fail: 3, unknown: 1, pass: 0, 'not-applicable': 0 }],
    ]);
  });

  test('says in the first line what no report can show, and nothing that grows with the organization', async () => {
    const [first] = await linesOf(sampleReport());
    expect(first).toMatchObject({ type: 'report', schemaVersion: '1.0', blindSpots: BLIND_SPOTS, comparison: null });
    expect(first).not.toHaveProperty('scan.accounts');
    expect(first).not.toHaveProperty('summary.byAccount');
  });

  test('has no line of a finding where there is none', async () => {
    const types = (await linesOf(emptyReport())).map(({ type }) => type);
    expect(types).toContain('report');
    expect(types).not.toContain('finding');
  });

  test('writes each finding before it asks for the next', () => expectOneAtATime(ndjson, '"type":"finding"'));
});

describe.skipIf(!hasPythonTools)('ndjson, read by Python', () => {
  /** `str.splitlines` also splits at separators that JSON allows within a string. */
  const SCRIPT = `
import json, sys
lines = sys.stdin.buffer.read().decode('utf-8', errors='strict').splitlines()
json.dump([json.loads(line) for line in lines], sys.stdout)
`;

  test('gives hostile text back as it was, save halves of pairs', async () => {
    const texts = [...HOSTILE_TEXTS, 'next\u0085line', 'a\u2028b\u2029c'];
    const input = await render(ndjson, hostileReport(texts));
    const { stdout, stderr } = await pythonTool('python', ['-c', SCRIPT], { input });
    expect(stderr).toBe('');
    const failures = typed(JSON.parse(stdout), 'finding').filter(({ outcome }) => outcome === 'fail');
    expect(failures.map(({ resource }) => (resource as Line).name)).toEqual(
      texts.map((name) => name.replace(/\p{Cs}/gu, '\ufffd')),
    );
  });
});
