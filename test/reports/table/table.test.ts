import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { table } from '../../../reports/table/table.ts';
import type { CoverageRow, CoverageStatus, Finding } from '../../../src/model/report.ts';
import { SAMPLE_SCAN, sampleCall, sampleFinding, sampleReport } from '../../support/report.ts';
import { emptyReport, hostileReport } from '../hostile.ts';
import { render } from '../render.ts';

function row(status: CoverageStatus, overrides: Partial<CoverageRow> = {}): CoverageRow {
  return { accountId: '333344445555', region: 'eu-west-1', status, reasons: [], ...overrides };
}

const SCANNED = [row('scanned', { region: null }), row('scanned')];
const PASSING = sampleFinding({ outcome: 'pass', remediation: null });

/** The first column of the lines below a header. */
function firstColumnBelow(text: string, header: RegExp): readonly string[] {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => header.test(line)) + 1;
  expect(start).toBeGreaterThan(0);
  const end = lines.indexOf('', start);
  return lines.slice(start, end).map((line) => line.split(/ {2,}/)[0] ?? '');
}

describe('the verdict', () => {
  test.each([
    ['FAILED', 'a failure', { findings: [sampleFinding()], coverage: SCANNED }],
    ['FAILED', 'a failure among passes', { findings: [sampleFinding(), PASSING], coverage: [] }],
    ['PASSED', 'passes and full coverage', { findings: [PASSING], coverage: SCANNED }],
    ['PASSED', 'passes and a disabled region', { findings: [PASSING], coverage: [row('disabled')] }],
    [
      'UNPROVEN',
      'something unknown',
      { findings: [PASSING, sampleFinding({ outcome: 'unknown' })], coverage: SCANNED },
    ],
    ['UNPROVEN', 'a place that was not covered', { findings: [PASSING], coverage: [row('throttled-out')] }],
    [
      'UNPROVEN',
      'a scan that was stopped',
      { findings: [PASSING], coverage: SCANNED, scan: { ...SAMPLE_SCAN, interrupted: true } },
    ],
    ['UNPROVEN', 'nothing applicable', { findings: [sampleFinding({ outcome: 'not-applicable' })], coverage: SCANNED }],
    ['UNPROVEN', 'nothing at all', { findings: [], coverage: [] }],
  ])('is %s for %s', async (verdict, _, overrides) => {
    expect(await render(table, sampleReport(overrides))).toMatch(new RegExp(`^${verdict}: `));
  });

  test('counts outcomes, and failures by severity', async () => {
    expect(await render(table, sampleReport(), { width: 200 })).toMatch(
      /^FAILED: 4 failed \(1 critical, 1 high, 1 medium, 1 low\), 1 unknown, 2 passed, 1 not applicable\.\n/,
    );
  });

  test('says that a scan was stopped', async () => {
    const scan = { ...SAMPLE_SCAN, interrupted: true };
    expect(await render(table, sampleReport({ scan }), { width: 200 })).toContain('The scan was stopped');
  });
});

describe('the counts', () => {
  test('by rule have the gravest failures first, and what did not fail last', async () => {
    expect(firstColumnBelow(await render(table, sampleReport(), { width: 120 }), /^Rule /)).toEqual([
      'organization/unrecorded-management-events',
      'stages/missing-access-logs',
      'trails/unvalidated-log-files',
      'formats/missing-request-id',
      'roles/insufficient-permissions',
    ]);
  });

  test('stand below their titles', async () => {
    const lines = (await render(table, sampleReport(), { width: 120 })).split('\n');
    expect(lines.find((line) => line.startsWith('Account'))).toBe(
      'Account       Name           Failed  Unknown  Passed  N/A',
    );
    expect(lines.find((line) => line.startsWith('333344445555'))).toBe(
      '333344445555  payments-prod       3        1       0    0',
    );
  });

  test('by account are those of the worst 20, and say how many more there are', async () => {
    const findings = Array.from({ length: 25 }, (_, account) =>
      Array.from({ length: account + 1 }, (_, index) =>
        sampleFinding({
          accountId: String(100000000000 + account),
          resource: {
            arn: `arn:aws:cloudtrail:eu-west-1::trail/t-${index}`,
            type: 'AWS::CloudTrail::Trail',
            name: 't',
          },
        }),
      ),
    ).flat();
    const text = await render(table, sampleReport({ findings }));
    expect(firstColumnBelow(text, /^Account /)).toEqual([
      ...Array.from({ length: 20 }, (_, index) => String(100000000024 - index)),
      'and 5 more',
    ]);
  });
});

describe('the coverage', () => {
  test('lists what was not covered by status and reason, the most frequent first', async () => {
    const denied = (region: string) =>
      row('denied', {
        region,
        reasons: [
          { reason: 'access-denied', detail: 'no', call: sampleCall({ region }) },
          { reason: 'access-denied', detail: 'no again', call: sampleCall({ region }) },
        ],
      });
    const elsewhere = { accountId: '444455556666', region: 'us-east-1' };
    const coverage = [
      row('not-scanned', elsewhere),
      ...SCANNED,
      denied('eu-west-1'),
      denied('us-east-1'),
      row('disabled', elsewhere),
    ];
    const lines = (await render(table, sampleReport({ coverage }), { width: 120 })).split('\n');
    const start = lines.indexOf('Scanned: 2 of 6 accounts and their regions, 1 disabled.');
    expect(lines.slice(start + 1, start + 5)).toEqual([
      'Status       Why                                       Places  Such as',
      'denied       access-denied: cloudtrail:DescribeTrails       2  333344445555/eu-west-1',
      'not-scanned                                                 1  444455556666/us-east-1',
      '',
    ]);
  });

  test('is one line where all was covered', async () => {
    const text = await render(table, sampleReport({ findings: [PASSING], coverage: SCANNED }));
    expect(text).toMatch(/\n\nScanned: 2 of 2 accounts and their regions\.\n\nWhat no report can show\n/);
  });

  test('stays short, however many APIs were refused', async () => {
    const coverage = Array.from({ length: 50 }, (_, index) => {
      const call = sampleCall({ api: `cloudtrail:Api${index}` });
      return row('denied', { reasons: [{ reason: 'access-denied', detail: '', call }] });
    });
    const text = await render(table, sampleReport({ findings: [], coverage }));
    expect(text.match(/^denied /gm)).toHaveLength(20);
    expect(text).toContain('\nand 30 more\n');
  });
});

describe('the worst findings', () => {
  function failure(name: string, severity: Finding['severity']): Finding {
    const arn = `arn:aws:cloudtrail:eu-west-1:333344445555:trail/${name}`;
    return sampleFinding({ severity, resource: { arn, type: 'AWS::CloudTrail::Trail', name } });
  }

  test('are five, the gravest first and among equals the first', async () => {
    const findings = [
      ...['a', 'b', 'c'].map((name) => failure(name, 'low')),
      failure('d', 'high'),
      sampleFinding({ outcome: 'unknown', severity: 'critical' }),
      failure('e', 'critical'),
      failure('f', 'high'),
      failure('g', 'low'),
    ];
    const text = await render(table, sampleReport({ findings }));
    expect(text).toContain('The 5 to repair first');
    expect([...text.matchAll(/:trail\/(\w) in/g)].map(([, name]) => name)).toEqual(['e', 'd', 'f', 'a', 'b']);
  });

  test('say what was seen and where, and give a command that can be pasted', async () => {
    const cli = 'aws cloudtrail update-trail \\\n  --name payments \\\n  --enable-log-file-validation';
    const finding = sampleFinding({ remediation: { cli, terraform: '', cloudformation: '' } });
    const lines = (await render(table, sampleReport({ findings: [finding] }), { width: 100 })).split('\n');
    expect(lines.slice(lines.indexOf('Repair first'))).toEqual([
      'Repair first',
      '',
      'medium  trails/unvalidated-log-files',
      '   log file validation is off',
      '   arn:aws:cloudtrail:eu-west-1:333344445555:trail/payments in 333344445555/eu-west-1',
      '   aws cloudtrail update-trail \\',
      '     --name payments \\',
      '     --enable-log-file-validation',
      '',
    ]);
  });

  test('are left out where nothing fails', async () => {
    expect(await render(table, sampleReport({ findings: [PASSING] }))).not.toContain('repair');
  });
});

describe('the terminal', () => {
  test('gets colours only where it may', async () => {
    const plain = await render(table, sampleReport());
    const coloured = await render(table, sampleReport(), { color: true });
    expect(plain).not.toContain('\u001b');
    expect(coloured).toContain('\u001b[31mFAILED\u001b[39m');
    expect(stripVTControlCharacters(coloured)).toBe(plain);
  });

  test.each([60, 80, 120])('of %i columns holds every line, save commands and single long words', async (width) => {
    const lines = (await render(table, sampleReport(), { width })).split('\n');
    const tooLong = lines.filter((line) => line.length > width);
    for (const line of tooLong) expect(line.trim()).toMatch(/^(aws .*|\S+)$/);
    expect(lines.length - tooLong.length).toBeGreaterThan(20);
  });

  test('gets nothing to obey from hostile text, and not more than it can show', async () => {
    for (const color of [false, true]) {
      const text = stripVTControlCharacters(await render(table, hostileReport(), { color }));
      expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      expect(text.length).toBeLessThan(50_000);
    }
    const names = { ...SAMPLE_SCAN, accounts: [{ id: '333344445555', name: '\u001b[2Jgone\u202e' }] };
    expect(await render(table, sampleReport({ scan: names }))).toContain('<U+001B>[2Jgone<U+202E>');
  });

  test('says that nothing is proven by an empty report', async () => {
    const [verdict, coverage, blindSpots, ...rest] = (await render(table, emptyReport())).split('\n\n');
    expect(verdict).toBe('UNPROVEN: 0 failed, 0 unknown, 0 passed, 0 not applicable.');
    expect(coverage).toBe('Scanned: 0 of 0 accounts and their regions.');
    expect(blindSpots).toMatch(/^What no report can show\n/);
    expect(rest).toEqual([expect.stringMatching(/^Evidence\nsha256:[0-9a-f]{64}\n$/)]);
  });
});
