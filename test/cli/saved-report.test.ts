import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { json } from '../../reports/json.ts';
import { openSavedReport } from '../../src/cli/saved-report/open.ts';
import { compareReport } from '../../src/engine/compare.ts';
import { Failure } from '../../src/engine/failure.ts';
import type { Report } from '../../src/model/report.ts';
import { emptyReport, hostileReport } from '../reports/hostile.ts';
import { render } from '../reports/render.ts';
import { temporaryFolder } from '../support/folder.ts';
import { SAMPLE_FINDINGS, sampleFinding, sampleReport } from '../support/report.ts';

const folder = temporaryFolder();
let files = 0;

function saved(text: string | Uint8Array): string {
  files += 1;
  const file = join(folder, `report-${files}.json`);
  writeFileSync(file, text);
  return file;
}

async function collected<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const sampleText = await render(json, sampleReport());
const parsed = JSON.parse(sampleText) as Record<string, unknown> & { findings: Record<string, unknown>[] };

describe('a saved report', () => {
  test.each<[string, Report]>([
    ['with findings', sampleReport()],
    ['without any', emptyReport()],
    ['with hostile texts', hostileReport()],
  ])('%s is rendered as it was', async (_, report) => {
    const text = await render(json, report);
    const again = await render(json, openSavedReport(saved(text)));
    expect(JSON.parse(again)).toEqual(JSON.parse(text));
    expect(again.split('\n').length).toBe(text.split('\n').length);
  });

  test('tells its worst failures and its gaps, which the file does not have apart', () => {
    const { worst, gaps } = openSavedReport(saved(sampleText));
    expect(worst).toEqual(sampleReport().worst);
    expect(gaps).toEqual(sampleReport().gaps);
  });

  test('gives an account’s findings without the rest of them', async () => {
    const report = openSavedReport(saved(sampleText));
    expect(report.judgedAccounts).toEqual([...new Set(SAMPLE_FINDINGS.map(({ accountId }) => accountId))]);
    const [first] = await report.findingsOf('333344445555');
    const expected = SAMPLE_FINDINGS.find(({ accountId }) => accountId === '333344445555');
    const { fingerprint, ruleId, outcome, severity, accountId, region, resource, message } =
      expected ?? sampleFinding();
    expect(first).toEqual({ fingerprint, ruleId, outcome, severity, accountId, region, resource, message });
    expect(await report.findingsOf('000000000000')).toEqual([]);
  });

  test('leaves out what it said of its own baseline', async () => {
    const then = openSavedReport(saved(sampleText));
    const compared = await render(json, await compareReport(sampleReport({ findings: [sampleFinding()] }), then));
    const report = openSavedReport(saved(compared));
    expect(report.comparison).toBeNull();
    expect((await collected(report.findings())).map(({ change }) => change)).toEqual([null]);
  });

  test('stays what it was when a new report takes its name', async () => {
    const file = saved(sampleText);
    const report = openSavedReport(file);
    renameSync(saved('{}\n'), file);
    expect(await render(json, report)).toBe(sampleText);
  });

  test('of the organization and many accounts is read account by account', async () => {
    const at = (accountId: string, name: string) =>
      sampleFinding({ accountId, resource: { arn: `arn:aws:x:::${name}`, type: 'AWS::CloudTrail::Trail', name } });
    const findings = [at('777788889999', 'own'), at('111122223333', 'a'), at('777788889999', 'b')];
    const report = openSavedReport(saved(await render(json, sampleReport({ findings }))));
    const names = async (accountId: string) =>
      (await report.findingsOf(accountId)).map(({ resource }) => resource.name);
    expect(await names('777788889999')).toEqual(['own', 'b']);
    expect(await names('111122223333')).toEqual(['a']);
    expect(await collected(report.findings())).toEqual(findings);
  });
});

describe('a report that something else laid out', () => {
  test.each<[string, string]>([
    ['on one line', JSON.stringify(parsed)],
    ['by jq', `${JSON.stringify(parsed, null, 2)}\n`],
    ['with tabs', JSON.stringify(parsed, null, '\t')],
    ['with Windows line breaks', sampleText.replaceAll('\n', '\r\n')],
    ['with a byte order mark', `\uFEFF${sampleText}`],
    ['without its last line break', sampleText.trimEnd()],
    ['with its members in another order', JSON.stringify(Object.fromEntries(Object.entries(parsed).reverse()))],
    [
      'with members of a later minor version',
      sampleText.replace('"1.0"', '"1.7"').replace('{\n', '{\n  "later": [\n    7\n  ],\n'),
    ],
  ])('%s holds the same', async (_, text) => {
    expect(text).not.toBe(sampleText);
    expect(await render(json, openSavedReport(saved(text)))).toBe(sampleText);
  });

  test('with its findings in another order has them by account again', async () => {
    const mixed = { ...parsed, findings: parsed.findings.map((_, index, all) => all[(index * 3) % all.length]) };
    for (const text of [JSON.stringify(mixed), withFindings(mixed.findings)]) {
      const accounts = (await collected(openSavedReport(saved(text)).findings())).map(({ accountId }) => accountId);
      expect(accounts).toEqual([...accounts].sort());
      expect(new Set(accounts).size).toBe(3);
    }
  });

  test.skipIf(process.platform === 'win32')('from a pipe holds the same', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('sh', ['-c', 'mkfifo "$0"', pipe]);
    spawn('sh', ['-c', 'cat "$0" > "$1"', saved(sampleText), pipe], { stdio: 'ignore' });
    expect(await render(json, openSavedReport(pipe))).toBe(sampleText);
  });
});

/** The sample in our own layout, with other lines of findings. */
function withFindings(findings: readonly unknown[]): string {
  const lines = findings.map((finding) => `    ${JSON.stringify(finding)}`).join(',\n');
  return sampleText.replace(/("findings": \[\n)[\s\S]*?(\n {2}\],)/, (_, before, after) => before + lines + after);
}

function refusal(file: string): string {
  try {
    openSavedReport(file);
  } catch (error) {
    expect(error).toBeInstanceOf(Failure);
    expect((error as Failure).kind).toBe('usage');
    expect((error as Failure).message).not.toContain('\n');
    return (error as Failure).message;
  }
  throw new Error('the report was taken');
}

describe('what is no report is refused in one sentence', () => {
  const [finding = {}] = parsed.findings;
  const damaged = (overrides: object) => withFindings([{ ...finding, ...overrides }]);

  test.each<[string, string, RegExp]>([
    ['an empty file', '', /is no JSON report of Trailgate: it is no JSON, or was cut off/],
    ['two reports', sampleText + sampleText, /it is no JSON, or was cut off/],
    ['another text', 'findings: 7\n', /it is no JSON, or was cut off/],
    ['JSON of another kind', '[7]', /it has no schemaVersion/],
    ['nothing', 'null', /it is no JSON object/],
    ['a SARIF file', '{"version":"2.1.0","runs":[]}', /it has no schemaVersion/],
    ['a version that is none', sampleText.replace('"1.0"', '"\\u001b[2J"'), /it has no schemaVersion/],
    [
      'a later major version',
      sampleText.replace('"1.0"', '"2.0"'),
      /has version 2\.0; this Trailgate reads reports of version 1/,
    ],
    ['a later major version on one line', JSON.stringify({ ...parsed, schemaVersion: '2.0' }), /has version 2\.0/],
    ['a report without findings', JSON.stringify({ ...parsed, findings: undefined }), /it has no findings/],
    ['findings that are none', JSON.stringify({ ...parsed, findings: {} }), /it has no findings/],
    ['a report without its scan', JSON.stringify({ ...parsed, scan: undefined }), /it has no scan/],
    ['a scan that is none', JSON.stringify({ ...parsed, scan: 7 }), /is damaged: its scan is none/],
    [
      'a time that is none',
      sampleText.replace(/("judgedAt": ").*?"/, '$1<b>Z"'),
      /damaged: its scan is none \(judgedAt\)/,
    ],
    ['a finding that is null', withFindings([null]), /is damaged: line \d+ of its findings is none/],
    ['a finding of an account that is none', damaged({ accountId: '__proto__' }), /\(accountId\)/],
    ['a finding without its resource', damaged({ resource: undefined }), /\(resource\)/],
    [
      'an ARN that is a number',
      damaged({ resource: { arn: 7, type: 'AWS::S3::Bucket', name: '' } }),
      /\(resource\.arn\)/,
    ],
    ['an unknown outcome', damaged({ outcome: 'toString' }), /\(outcome\)/],
    ['an unknown severity', damaged({ severity: 'severe' }), /\(severity\)/],
    ['controls that are none', damaged({ controls: [null] }), /\(controls\)/],
    ['facts deep down that are none', damaged({ evidence: { calls: [{}], facts: {} } }), /\(evidence\.calls\)/],
    [
      'a finding on one line with all others',
      JSON.stringify({ ...parsed, findings: [finding, {}] }),
      /is damaged: findings\[1\] of its findings is none/,
    ],
  ])('%s', (_, text, sentence) => {
    const message = refusal(saved(text));
    expect(message).toMatch(sentence);
    expect(message, 'nothing of the file is shown').not.toMatch(/\p{Cc}|<b>|__proto__/u);
  });

  test('a file that is not there', () => {
    expect(refusal(join(folder, 'nowhere.json'))).toMatch(/nowhere\.json cannot be read/);
  });

  test('a folder', () => {
    mkdirSync(join(folder, 'reports'));
    expect(refusal(join(folder, 'reports'))).toMatch(/reports cannot be read/);
  });

  test('a report that was cut off anywhere', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: sampleText.trimEnd().length - 1 }), (length) => {
        expect(refusal(saved(sampleText.slice(0, length)))).toMatch(/it is no JSON, or was cut off/);
      }),
    );
  });
});
