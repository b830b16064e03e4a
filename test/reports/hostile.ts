import type { Report } from '../../src/model/report.ts';
import { SAMPLE_SCAN, sampleCall, sampleFinding, sampleReport } from '../support/report.ts';

/** Text that somebody could have put into a name, a format or an error, to be obeyed where it is shown. */
export const HOSTILE_TEXTS = [
  'quotes " \' ` and \\ backslashes \\" \\ud800',
  'lines\nand\r\nmore\u2028lines',
  'a placeholder {0}, {{1}} and a lone }',
  'a link [x](javascript:alert(1)) and \\[y](1)',
  '<script>alert(1)</script>',
  '\u001b[31mred\u001b]8;;https://example.com\u0007link\u001b]8;;\u0007 \u009b2J',
  'trail\u202egol.exe\u2066\u200b',
  'half a pair \ud83d and \ude00, and a whole 😀',
  'NUL \u0000 and DEL \u007f',
  '',
  '..',
  'x'.repeat(100_000),
  '😀'.repeat(50_000),
] as const;

/** A report with each text wherever text from AWS can stand, once failing and once unknown. */
export function hostileReport(texts: readonly string[] = HOSTILE_TEXTS): Report {
  const findings = texts.flatMap((text, index) => {
    const call = sampleCall({ parameters: { Name: text } });
    const resource = {
      arn: `arn:aws:cloudtrail:eu-west-1:333344445555:trail/${text}`,
      type: 'AWS::CloudTrail::Trail',
      name: text,
    };
    const message = `the format of ${text} is ${text}`;
    const evidence = { calls: [call], facts: { [`name ${text}`]: text } };
    return [
      sampleFinding({
        resource,
        message,
        evidence,
        remediation: { cli: `echo ${text}`, terraform: text, cloudformation: text },
      }),
      sampleFinding({
        ruleId: 'roles/insufficient-permissions',
        outcome: 'unknown',
        resource,
        message,
        evidence,
        remediation: null,
        reasons: [{ reason: 'error', detail: text, call: index % 2 === 0 ? call : null }],
      }),
    ];
  });
  const coverage = texts.map((text) => ({
    accountId: '333344445555',
    region: 'eu-west-1',
    status: 'denied' as const,
    reasons: [{ reason: 'access-denied' as const, detail: text, call: null }],
  }));
  const accounts = texts.map((name, index) => ({ id: String(333344445555 + index), name }));
  return sampleReport({ findings, coverage, scan: { ...SAMPLE_SCAN, accounts } });
}

/** Reports without anything in them: no finding, no coverage, no rule. */
export function emptyReport(): Report {
  return sampleReport({ findings: [], coverage: [], rules: [] });
}
