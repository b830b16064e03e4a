import { describe, expect, test } from 'vitest';
import { junit } from '../../reports/junit.ts';
import type { Report } from '../../src/model/report.ts';
import { hasPythonTools, pythonTool } from '../support/python.ts';
import { manyFindings, SAMPLE_SCAN, sampleFinding, sampleReport } from '../support/report.ts';
import { emptyReport, HOSTILE_TEXTS, hostileReport } from './hostile.ts';
import { expectOneAtATime, render } from './render.ts';

describe('junit', () => {
  test('writes each finding before it asks for the next', () => expectOneAtATime(junit, '<testcase '));

  test('holds only characters that XML allows', async () => {
    const text = await render(junit, hostileReport([...HOSTILE_TEXTS, 'nonchar \ufffe and \uffff']));
    // XML 1.0, 2.2: Char.
    expect(text).not.toMatch(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
    expect(text).toContain('nonchar &lt;U+FFFE&gt; and &lt;U+FFFF&gt;');
  });

  test('says how the scan went that it is of', async () => {
    const text = await render(junit, sampleReport({ scan: { ...SAMPLE_SCAN, interrupted: true } }));
    expect(text).toContain('timestamp="2026-11-20T04:00:00"');
    expect(text).toContain(`<property name="inventorySha256" value="${SAMPLE_SCAN.inventorySha256}"/>`);
    expect(text).toContain('<property name="interrupted" value="true"/>');
    expect(text).toContain('<property name="coverage.denied-by-scp" value="1"/>');
  });
});

interface Case {
  readonly classname: string;
  readonly name: string;
  /** Tag, type, message and text of the result; null for a pass. */
  readonly result: readonly [tag: string, type: string | null, message: string, text: string] | null;
}

describe.skipIf(!hasPythonTools)('junit, read by junitparser', () => {
  const SCRIPT = `
import json, sys
from junitparser import JUnitXml, TestSuite
xml = JUnitXml.fromstring(sys.stdin.buffer.read())
suites = list(xml)
cases = [{'classname': case.classname, 'name': case.name, 'result': next(([r._tag, r.type, r.message, r.text] for r in case.result), None)}
  for suite in suites for case in suite]
written = [[s.tests, s.failures, s.errors, s.skipped] for s in [xml, *suites]]
xml.update_statistics()
counted = [[s.tests, s.failures, s.errors, s.skipped] for s in [xml, *suites]]
json.dump({'cases': cases, 'written': written, 'counted': counted}, sys.stdout)
`;

  async function read(report: Report) {
    const { stdout, stderr } = await pythonTool('python', ['-c', SCRIPT], { input: await render(junit, report) });
    expect(stderr).toBe('');
    return JSON.parse(stdout) as {
      readonly cases: readonly Case[];
      readonly written: readonly (readonly number[])[];
      readonly counted: readonly (readonly number[])[];
    };
  }

  async function readOne(overrides: Parameters<typeof sampleFinding>[0]): Promise<Case | undefined> {
    return (await read(sampleReport({ findings: [sampleFinding(overrides)] }))).cases[0];
  }

  test.each([
    ['a sample', sampleReport(), 8],
    ['many findings', sampleReport({ findings: manyFindings(300) }), 300],
    ['hostile text', hostileReport(), 2 * HOSTILE_TEXTS.length],
    ['nothing', emptyReport(), 0],
  ])('has the counts that its attributes say: %s', async (_, report, tests) => {
    const { written, counted } = await read(report);
    expect(written).toEqual(counted);
    expect(written[0]?.[0]).toBe(tests);
  });

  test('has a class for each rule, and a name for each rule, resource and place, no two the same', async () => {
    const { cases } = await read(sampleReport({ findings: manyFindings(300) }));
    expect(new Set(cases.map(({ classname, name }) => `${classname} ${name}`)).size).toBe(300);
    expect(await readOne({})).toMatchObject({
      classname: 'trails.unvalidated-log-files',
      name: 'trails/unvalidated-log-files: arn:aws:cloudtrail:eu-west-1:333344445555:trail/payments in 333344445555/eu-west-1',
    });
  });

  test('says of a failure what was seen and how to repair it', async () => {
    const cli = 'aws cloudtrail update-trail \\\n  --name "payments" && echo <done>';
    const finding = await readOne({ change: 'new', remediation: { cli, terraform: '', cloudformation: '' } });
    const [tag, type, message, text] = finding?.result ?? [];
    expect([tag, type, message]).toEqual(['failure', 'medium', 'log file validation is off']);
    expect(text?.split('\n')[0]).toBe(message);
    expect(text).toContain('Since the baseline: new');
    expect(text?.endsWith(`To repair it:\n${cli}`)).toBe(true);
  });

  test('has what is unknown as an error that says what was missing', async () => {
    const reasons = [{ reason: 'error', detail: 'no answer', call: null }] as const;
    const { result } = (await readOne({ outcome: 'unknown', remediation: null, reasons })) ?? {};
    expect(result?.slice(0, 2)).toEqual(['error', 'unknown']);
    expect(result?.[3]).toContain('This is not a pass. What was missing:\nerror: no answer');
  });

  test('skips what does not apply, with the reason', async () => {
    const message = 'the stage writes no access logs';
    const { result } = (await readOne({ outcome: 'not-applicable', remediation: null, message })) ?? {};
    expect(result).toEqual(['skipped', null, message, message]);
  });

  test('leaves a pass without a result', async () => {
    expect(await readOne({ outcome: 'pass', remediation: null })).toMatchObject({ result: null });
  });

  test('gives hostile names back as text', async () => {
    const { cases } = await read(hostileReport(['<failure/>', ']]>', '"/><testcase name="', '&lt;&#0;']));
    expect(cases.filter((_, index) => index % 2 === 0).map(({ name }) => name)).toEqual(
      ['<failure/>', ']]>', '"/><testcase name="', '&lt;&#0;'].map(
        (name) =>
          `trails/unvalidated-log-files: arn:aws:cloudtrail:eu-west-1:333344445555:trail/${name} in 333344445555/eu-west-1`,
      ),
    );
  });
});
