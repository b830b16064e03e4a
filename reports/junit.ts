import type { Finding, FindingReason, Reporter } from '../src/model/report.ts';
import type { Outcome } from '../src/model/verdict.ts';
import { place } from './place.ts';
import { escapeMarkup } from './visible-text.ts';

/**
 * JUnit XML for the test views of CI servers. A finding is a test case whose class is its rule, with a dot for the slash:
 * GitLab and Jenkins group by class and do not look at suites, and Jenkins takes what stands before the dot as a package.
 * So there is one suite, whose counts are known before its cases. A case is called by rule, ARN and place, because Azure
 * does not show the class and GitLab keeps only the first of those that are called the same.
 *
 * What is unknown is an `error`: CI servers count what is `skipped` as fine, and that is for what does not apply. Messages
 * stand in the text as well as in the attribute, because GitLab reads the text alone.
 */
export const junit: Reporter = async function* (report) {
  const { tool, scan, rules, summary } = report;
  const { fail, unknown, pass, 'not-applicable': skipped } = summary.outcomes;
  const counts = attributes({ tests: fail + unknown + pass + skipped, failures: fail, errors: unknown, skipped });
  const name = attributes({ name: tool.name });
  // Without a zone, as the schemas in use have it.
  const timestamp = attributes({ timestamp: scan.startedAt.replace(/(\.\d+)?Z$/, '') });
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${name}${counts}>\n<testsuite${name}${counts}${timestamp}>\n`;
  yield properties({
    version: tool.version,
    judgedAt: scan.judgedAt,
    inventorySha256: scan.inventorySha256,
    interrupted: scan.interrupted,
    ...Object.fromEntries(Object.entries(summary.coverage).map(([status, count]) => [`coverage.${status}`, count])),
  });
  const titles = new Map<string, string>(rules.map(({ id, title }) => [id, title]));
  for await (const finding of report.findings()) yield testcase(finding, titles.get(finding.ruleId) ?? finding.ruleId);
  yield '</testsuite>\n</testsuites>\n';
};

function testcase(finding: Finding, title: string): string {
  const { ruleId, resource } = finding;
  const name = attributes({
    classname: ruleId.replace('/', '.'),
    name: `${ruleId}: ${resource.arn} in ${place(finding)}`,
  });
  const result = RESULTS[finding.outcome](finding, title);
  return result === '' ? `<testcase${name}/>\n` : `<testcase${name}>\n${result}\n</testcase>\n`;
}

const RESULTS: Readonly<Record<Outcome, (finding: Finding, title: string) => string>> = {
  pass: () => '',
  fail: (finding, title) => {
    const repair = finding.remediation === null ? [] : ['', 'To repair it:', ...finding.remediation.cli.split('\n')];
    return element('failure', { type: finding.severity, message: finding.message }, [
      ...described(finding, title),
      ...repair,
    ]);
  },
  unknown: (finding, title) =>
    element('error', { type: 'unknown', message: finding.message }, [
      ...described(finding, title),
      '',
      'This is not a pass. What was missing:',
      ...finding.reasons.map(reasonText),
    ]),
  'not-applicable': ({ message }) => element('skipped', { message }, [message]),
};

function described({ message, severity, change, resource }: Finding, title: string): readonly string[] {
  return [
    message,
    '',
    `Severity: ${severity}`,
    `Resource: ${resource.name} (${resource.type})`,
    `Rule: ${title}`,
    ...(change === null ? [] : [`Since the baseline: ${change}`]),
  ];
}

function reasonText({ reason, detail, call }: FindingReason): string {
  return call === null ? `${reason}: ${detail}` : `${reason}: ${call.api} in ${place(call)}: ${detail}`;
}

function properties(values: Readonly<Record<string, string | number | boolean>>): string {
  const lines = Object.entries(values).map(([name, value]) => `<property${attributes({ name, value })}/>\n`);
  return `<properties>\n${lines.join('')}</properties>\n`;
}

/** An element with lines of text. */
function element(name: string, values: Readonly<Record<string, string>>, lines: readonly string[]): string {
  return `<${name}${attributes(values)}>${lines.map(xml).join('\n')}</${name}>`;
}

function attributes(values: Readonly<Record<string, string | number | boolean>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${xml(String(value))}"`)
    .join('');
}

/** Of what XML 1.0 forbids (2.2, Char), two noncharacters are left for here: HTML allows them. */
function xml(text: string): string {
  return escapeMarkup(text.replaceAll('\ufffe', '<U+FFFE>').replaceAll('\uffff', '<U+FFFF>'));
}
