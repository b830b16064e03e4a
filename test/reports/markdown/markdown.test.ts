import { describe, expect, test } from 'vitest';
import { markdown } from '../../../reports/markdown/markdown.ts';
import { BLIND_SPOTS } from '../../../src/model/blind-spots.ts';
import type { Comparison } from '../../../src/model/comparison.ts';
import type { Finding } from '../../../src/model/report.ts';
import {
  manyFindings,
  SAMPLE_COVERAGE,
  SAMPLE_SCAN,
  sampleCall,
  sampleFinding,
  sampleReport,
} from '../../support/report.ts';
import { emptyReport, HOSTILE_TEXTS, hostileReport } from '../hostile.ts';
import { render } from '../render.ts';

const LIMIT = 900 * 1024;
const SCANNED = SAMPLE_COVERAGE.filter(({ status }) => status === 'scanned');

/** The lines of a section, without blank ones. */
function sectionOf(text: string, title: string): readonly string[] {
  const section = text.split(/^(?=## |<details>)/m).find((part) => part.startsWith(title));
  return (section ?? '').split('\n').filter((line) => line !== '');
}

function failure(name: string, overrides: Partial<Finding> = {}): Finding {
  const arn = `arn:aws:cloudtrail:eu-west-1:333344445555:trail/${name}`;
  return sampleFinding({ resource: { arn, type: 'AWS::CloudTrail::Trail', name }, ...overrides });
}

const compared: Comparison = {
  baseline: { judgedAt: '2026-11-19T04:03:42.007Z', toolVersion: '0.1.0', inventorySha256: null },
  counts: { new: 21, changed: 3, unchanged: 4, fixed: 5, 'became-unknown': 6 },
  newFailures: { critical: 0, high: 0, medium: 21, low: 0 },
  worsened: { critical: 0, high: 0, medium: 0, low: 0 },
  worstNew: Array.from({ length: 20 }, (_, index) => failure(`new-${index}`, { change: 'new' })),
  async *gone() {},
};

describe('the verdict of the job summary', () => {
  test('counts what failed and what is unknown, and how much could not be asked', async () => {
    const lines = (await render(markdown, sampleReport())).split('\n').slice(0, 7);
    expect(lines).toEqual([
      '# Trailgate',
      '',
      '**4 of 7 checks failed, 1 of them critical. 1 could not be decided.** 6 of 16 pairs of account and region could not be asked in full.',
      '',
      '| Failed | Unknown | Passed | Not applicable | Critical failures | High failures | Medium failures | Low failures |',
      '| --: | --: | --: | --: | --: | --: | --: | --: |',
      '| 4 | 1 | 2 | 1 | 1 | 1 | 1 | 1 |',
    ]);
  });

  test('says that a scan was stopped', async () => {
    const scan = { ...SAMPLE_SCAN, interrupted: true };
    expect(await render(markdown, sampleReport({ scan }))).toContain('The scan was stopped before it was done.**');
  });
});

describe('the sections of the job summary', () => {
  test('that have nothing to say are left out', async () => {
    const findings = [sampleFinding({ outcome: 'pass', remediation: null })];
    const text = await render(markdown, sampleReport({ findings, coverage: SCANNED }));
    expect(text.match(/^#+ .*|^<details>.*/gm)).toEqual([
      '# Trailgate',
      '## By rule',
      '## By account',
      '## What no report can show',
      '## About this scan',
    ]);
    expect(text).toContain('**The one check passed.**\n');
    expect((await render(markdown, emptyReport())).match(/^#+ .*/gm)).toEqual([
      '# Trailgate',
      '## What no report can show',
      '## About this scan',
    ]);
  });

  test('give the worst failures a command that can be pasted', async () => {
    const cli = 'aws cloudtrail update-trail \\\n  --name payments';
    const finding = sampleFinding({ remediation: { cli, terraform: '', cloudformation: '' } });
    const text = await render(markdown, sampleReport({ findings: [finding] }));
    expect(sectionOf(text, '## Repair first')).toEqual([
      '## Repair first',
      '**medium** `trails/unvalidated-log-files` `arn:aws:cloudtrail:eu-west-1:333344445555:trail/payments` in `333344445555/eu-west-1`',
      'log file validation is off',
      '```sh',
      'aws cloudtrail update-trail \\',
      '  --name payments',
      '```',
    ]);
  });

  test('give no command that is too long to read', async () => {
    const remediation = { cli: 'x'.repeat(10_000), terraform: '', cloudformation: '' };
    const text = await render(markdown, sampleReport({ findings: [sampleFinding({ remediation })] }));
    expect(text).not.toContain('xxx');
    expect(text).toContain('too long for here; another report has it');
  });

  test('say what could not be asked, with the most frequent reason first', async () => {
    const lines = sectionOf(await render(markdown, sampleReport()), '## What could not be asked');
    expect(lines).toHaveLength(9);
    expect(lines).toContain('| Not scanned | No reason is known | 1 | `222233334444/ap-southeast-2` |');
    expect(lines).toContain('| Denied | Access denied: `apigateway:GetRestApis` | 1 | `333344445555/eu-west-1` |');
  });

  test('say what the unknown findings lack, once for each finding', async () => {
    const denied = { reason: 'access-denied', detail: 'no', call: sampleCall({ api: 'iam:GetRole' }) } as const;
    const undecidable = { reason: 'undecidable', detail: 'AWS does not say', call: null } as const;
    const findings = [
      failure('a', { outcome: 'unknown', reasons: [undecidable] }),
      failure('b', { outcome: 'unknown', reasons: [denied, denied] }),
      failure('c', { outcome: 'unknown', reasons: [denied, undecidable] }),
      failure('d', { outcome: 'unknown', reasons: [denied] }),
    ];
    const lines = sectionOf(await render(markdown, sampleReport({ findings })), '## What could not be decided');
    expect(lines.slice(-2)).toEqual(['| Access denied: `iam:GetRole` | 3 |', '| Undecidable | 2 |']);
  });

  test('count by rule and by account, the most failures first', async () => {
    const text = await render(markdown, sampleReport());
    expect(sectionOf(text, '## By rule')[3]).toBe(
      '| `organization/unrecorded-management-events` | Every region records read and write management events | critical | 1 | 0 | 1 | 0 |',
    );
    expect(sectionOf(text, '## By account').slice(3)).toEqual([
      '| `333344445555` | `payments-prod` | 3 | 1 | 0 | 0 |',
      '| `444455556666` |  | 1 | 0 | 0 | 1 |',
      '| `111122223333` | `management` | 0 | 0 | 2 | 0 |',
    ]);
  });

  test('show 50 accounts and say how many more there are', async () => {
    const findings = Array.from({ length: 60 }, (_, index) =>
      sampleFinding({ accountId: String(100000000000 + index) }),
    );
    const lines = sectionOf(await render(markdown, sampleReport({ findings })), '## By account');
    expect(lines).toHaveLength(3 + 50 + 1);
    expect(lines.at(-1)).toBe('and 10 more');
  });

  test('name the evidence and every blind spot', async () => {
    const text = await render(markdown, sampleReport({ scan: { ...SAMPLE_SCAN, shard: { index: 2, of: 5 } } }));
    expect(text).toContain(`- SHA-256 of the evidence: \`${SAMPLE_SCAN.inventorySha256}\``);
    expect(text).toContain('- 4 accounts (part 2 of 5 of those asked for), every enabled region');
    for (const { title } of BLIND_SPOTS) expect(text).toContain(`- ${title}\n`);
  });
});

describe('the comparison in the job summary', () => {
  test('counts every change and lists the new failures', async () => {
    const lines = sectionOf(await render(markdown, sampleReport({ comparison: compared })), '## Failures since');
    expect(lines.slice(0, 6)).toEqual([
      '## Failures since `2026-11-19 04:03:42 UTC`',
      '| New | Changed | Unchanged | Fixed | Became unknown |',
      '| --: | --: | --: | --: | --: |',
      '| 21 | 3 | 4 | 5 | 6 |',
      'New, the gravest first:',
      '- **medium** `trails/unvalidated-log-files` log file validation is off (`arn:aws:cloudtrail:eu-west-1:333344445555:trail/new-0` in `333344445555/eu-west-1`)',
    ]);
    expect(lines.at(-1)).toBe('and 1 more');
  });

  test('puts new failures before old ones, and those before each by severity', async () => {
    const findings = [
      failure('old-low', { severity: 'low', change: 'unchanged' }),
      failure('old-high', { severity: 'high', change: 'changed' }),
      failure('new-low', { severity: 'low', change: 'new' }),
      failure('new-high', { severity: 'high', change: 'new' }),
      failure('blind', { outcome: 'unknown', change: 'became-unknown' }),
    ];
    const text = await render(markdown, sampleReport({ findings, comparison: compared }));
    const items = [...sectionOf(text, '<details><summary>4 '), ...sectionOf(text, '<details><summary>1 ')];
    expect(items.flatMap((line) => /^- (\*\*.*\*\*).*:trail\/([\w-]+)`/.exec(line)?.slice(1) ?? [])).toEqual([
      ...['**high, new**', 'new-high'],
      ...['**low, new**', 'new-low'],
      ...['**high, changed**', 'old-high'],
      ...['**low**', 'old-low'],
      ...['**unknown, became-unknown**', 'blind'],
    ]);
  });
});

describe('the size of the job summary', () => {
  test('is at most 900 KiB, cut after a whole line, and it says how much was left out', async () => {
    const findings = manyFindings(20_000);
    const text = await render(markdown, sampleReport({ findings }));
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(LIMIT);
    expect(Buffer.byteLength(text)).toBeGreaterThan(LIMIT - 4096);
    const listed = text.match(/^- \*\*.*`\)$/gm) ?? [];
    expect(listed).toHaveLength(text.match(/^- \*\*/gm)?.length ?? 0);
    const leftOut = [...text.matchAll(/^([\d,]+) more are left out/gm)].map(([, count = '']) => count.replace(',', ''));
    const { fail, unknown } = sampleReport({ findings }).summary.outcomes;
    expect(leftOut.map(Number)).toEqual([fail - listed.length, unknown]);
    expect(text.endsWith('\n</details>\n')).toBe(true);
  });

  test.each([
    ['backticks', '`'],
    ['backticks as words', '` '],
    ['long characters', '語'],
    ['invisible characters', '\u{e0041}'],
    ['line breaks', '\n'],
    ['pipes', '|'],
  ])('stays below the limit, also where all texts are of %s', async (_, unit) => {
    const texts = Array.from({ length: 60 }, (_, index) => `${unit.repeat(4000 + index)}x`);
    const { findings, scan, ...report } = hostileReport(texts);
    const accounts = texts.map((name, index) => ({ id: String(100000000000 + index), name }));
    const worst = Array.from({ length: 20 }, () => report.worst[0] ?? sampleFinding());
    const comparison = { ...compared, worstNew: worst };
    const text = await render(markdown, { ...report, worst, comparison, findings, scan: { ...scan, accounts } });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(LIMIT);
    expect(text).toContain('## About this scan');
  });
});

test('the job summary shows nothing that could be obeyed unseen', async () => {
  const text = await render(markdown, hostileReport(HOSTILE_TEXTS));
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
});
