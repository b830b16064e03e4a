import { describe, expect, test } from 'vitest';
import { csv } from '../../reports/csv.ts';
import { visible } from '../../reports/visible-text.ts';
import type { Report } from '../../src/model/report.ts';
import { hasPythonTools, pythonTool } from '../support/python.ts';
import { SAMPLE_FINDINGS, sampleCall, sampleFinding, sampleReport } from '../support/report.ts';
import { emptyReport, HOSTILE_TEXTS, hostileReport } from './hostile.ts';
import { expectOneAtATime, render } from './render.ts';

/** The rows below the header by its names, for texts without quotes, commas and line breaks. */
async function plainRows(report: Report): Promise<readonly Record<string, string>[]> {
  const [head, ...rows] = (await render(csv, report)).replace('\ufeff', '').trimEnd().split('\r\n');
  const cells = (line = '') => line.slice(1, -1).split('","');
  return rows.map((row) => Object.fromEntries(cells(head).map((name, index) => [name, cells(row)[index] ?? ''])));
}

async function plainRow(overrides: Parameters<typeof sampleFinding>[0]) {
  const [row] = await plainRows(sampleReport({ findings: [sampleFinding({ remediation: null, ...overrides })] }));
  return row;
}

describe('csv', () => {
  test('begins with a byte order mark and has one row for each finding', async () => {
    const text = await render(csv, sampleReport());
    expect(text.startsWith('\ufeff"fingerprint","rule","title"')).toBe(true);
    expect((await plainRows(sampleReport())).map(({ fingerprint }) => fingerprint)).toEqual(
      SAMPLE_FINDINGS.map(({ fingerprint }) => fingerprint),
    );
  });

  test('is its header alone for a report without findings', async () => {
    expect(await render(csv, emptyReport())).toMatch(/^\ufeff"fingerprint".*"repair"\r\n$/);
  });

  test('says where a finding is and what it rests on', async () => {
    const call = sampleCall({ requestId: null });
    expect(await plainRow({ change: 'new', evidence: { calls: [sampleCall(), call], facts: {} } })).toMatchObject({
      rule: 'trails/unvalidated-log-files',
      title: 'Trails sign their log files',
      severity: 'medium',
      outcome: 'fail',
      change: 'new',
      account: '333344445555',
      account_name: 'payments-prod',
      region: 'eu-west-1',
      resource_type: 'AWS::CloudTrail::Trail',
      resource_name: 'payments',
      resource_arn: 'arn:aws:cloudtrail:eu-west-1:333344445555:trail/payments',
      message: 'log file validation is off',
      calls:
        'cloudtrail:DescribeTrails in 333344445555/eu-west-1 at 2026-11-20T04:00:12.345Z, request 5f1d6a52-8c3e-4d0b-9f67-2a4f1f0a7c11; ' +
        'cloudtrail:DescribeTrails in 333344445555/eu-west-1 at 2026-11-20T04:00:12.345Z',
    });
  });

  test('says of what is unknown what was missing', async () => {
    const reasons = [
      { reason: 'access-denied', detail: 'not authorized', call: sampleCall({ region: null }) },
      { reason: 'not-asked', detail: 'the scan was stopped', call: null },
    ] as const;
    expect(await plainRow({ outcome: 'unknown', reasons })).toMatchObject({
      reasons:
        'access-denied: not authorized (cloudtrail:DescribeTrails in 333344445555); not-asked: the scan was stopped',
    });
  });

  test.each([
    ['=HYPERLINK(1)', "'=HYPERLINK(1)"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(1)', "'@SUM(1)"],
    ['  =1', "'  =1"],
    ['\u00a0\u3000=1', "'\u00a0\u3000=1"],
    ['＝1', "'＝1"],
    ['＋1', "'＋1"],
    ['－1', "'－1"],
    ['＠1', "'＠1"],
    ['﹦1', "'﹦1"],
    ["'quoted", "''quoted"],
    ['\t=1', '<U+0009>=1'],
    ['\r=1', '<U+000D>=1'],
    ['\u200b=1', '<U+200B>=1'],
    ['a=1', 'a=1'],
    ['#1', '#1'],
  ])('shows %j as %j', async (message, cell) => {
    expect(await plainRow({ message })).toMatchObject({ message: cell });
  });

  test('has no cell longer than Excel holds', async () => {
    const remediation = { cli: 'x'.repeat(100_000), terraform: '', cloudformation: '' };
    const row = await plainRow({ message: `=${'x'.repeat(100_000)}`, remediation });
    expect(row?.message).toHaveLength(32_767);
    expect(row?.message?.endsWith('x…')).toBe(true);
    expect(row?.repair).toBe('The command is too long for a cell; another report has it.');
  });

  test('writes each finding before it asks for the next', () => expectOneAtATime(csv, '"arn:aws:apigateway:'));
});

describe.skipIf(!hasPythonTools)('csv, read by Python', () => {
  const SCRIPT = `
import csv, io, json, sys, unicodedata
csv.field_size_limit(1 << 20)
text = sys.stdin.buffer.read().decode('utf-8-sig', errors='strict')
rows = list(csv.DictReader(io.StringIO(text, newline=''), strict=True))
cells = [cell for row in rows for cell in row.values()]
formulas = [cell for cell in cells if unicodedata.normalize('NFKC', cell.strip())[:1] in tuple('=+-@') or cell[:1] in tuple('\\t\\r\\n')]
widths = {len(row) for row in rows}
json.dump({'rows': rows, 'formulas': formulas, 'widths': list(widths), 'lines': text.count('\\r\\n')}, sys.stdout)
`;

  async function read(report: Report) {
    const { stdout, stderr } = await pythonTool('python', ['-c', SCRIPT], { input: await render(csv, report) });
    expect(stderr).toBe('');
    return JSON.parse(stdout) as {
      readonly rows: readonly Record<string, string>[];
      readonly formulas: readonly string[];
      readonly widths: readonly number[];
      readonly lines: number;
    };
  }

  test('gives each finding back', async () => {
    const { rows, widths, lines } = await read(sampleReport());
    expect(rows.map(({ message, repair }) => [message, repair])).toEqual(
      SAMPLE_FINDINGS.map(({ message, remediation }) => [message, remediation?.cli ?? '']),
    );
    expect(widths).toEqual([18]);
    expect(lines).toBe(SAMPLE_FINDINGS.length + 1);
  });

  const FORMULAS = ['=1+1', '+1', '-1', '@A1', '\t=1', '\r=1', '\n=1', ' =1', '＝1', '＠1', '"=1', ',=1', "'=1"];

  test('finds no cell that begins a formula, whatever resources are called', async () => {
    const texts = [...HOSTILE_TEXTS, ...FORMULAS];
    const remediation = (text: string) => ({ cli: text, terraform: text, cloudformation: text });
    const findings = texts.map((name) =>
      sampleFinding({
        resource: { arn: name, type: name, name },
        message: name,
        reasons: [{ reason: 'error', detail: name, call: null }],
        remediation: remediation(name),
      }),
    );
    const { rows, formulas } = await read(sampleReport({ findings }));
    expect(formulas).toEqual([]);
    // What was put before a cell is known by the rule that the report states.
    expect(rows.map(({ resource_name }) => resource_name?.replace(/^'/, ''))).toEqual(
      texts.map((text) => (text.length > 40_000 ? expect.stringMatching(/…$/) : visible(text))),
    );
  });

  test('finds no cell that begins a formula where accounts have such names', async () => {
    expect((await read(hostileReport(FORMULAS))).formulas).toEqual([]);
  });
});
