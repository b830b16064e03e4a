import { rules } from '../rules/index.ts';
import { collectors } from '../src/collect/index.ts';
import { FRAMEWORKS } from '../src/model/controls.ts';
import type { Finding } from '../src/model/report.ts';
import type { Rule } from '../src/model/rule.ts';
import { SEVERITIES } from '../src/model/verdict.ts';

/** Where a rule's page is, below the repository's root. */
export function rulePagePath({ id }: Pick<Rule, 'id'>): string {
  return `docs/rules/${id}.md`;
}

/** The tests take times out of the report that they hold fast. */
const SOME_TIME = '2026-11-18T06:00:00.000Z';

/** What pages show as an example: a failure of the rule in the demo, whose report the tests hold fast. */
export type Example = Pick<Finding, 'message' | 'severity' | 'remediation'>;

/** The gravest failure of each rule in the text of a JSON report. */
export function examplesIn(report: string): ReadonlyMap<string, Example> {
  const { findings } = JSON.parse(report) as { readonly findings: readonly Finding[] };
  const failures = findings
    .filter(({ outcome }) => outcome === 'fail')
    // The last of a rule stays in the map, and that is to be the first of the gravest.
    .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))
    .reverse();
  return new Map(failures.map((finding) => [finding.ruleId, finding]));
}

/** One rule's page: what it asks, why, how it decides, how to repair it, what it reads, and its controls. */
export function rulePage(rule: Rule, example: Example | undefined): string {
  const { id, title, severity, scope, rationale, judgement, references } = rule;
  const permissions = rule.needs.flatMap((key) => collectors[key].permissions.map(({ action }) => action));
  return `# ${id}

${title}.

| | |
|---|---|
| Severity | ${severity} |
| Judged for each | ${scope} |
| Evidence | ${rule.needs.map(code).join(', ')} |
| IAM actions | ${[...new Set(permissions)].sort().map(code).join(', ')} |

## Why

${rationale}

## How it is judged

${judgement}

${exampleSection(example)}${controlsSection(rule)}## Sources

${references.map((reference) => `- <${reference}>`).join('\n')}
`;
}

function exampleSection(example: Example | undefined): string {
  if (example?.remediation == null) return '';
  const { message, severity, remediation } = example;
  return `## How it fails, and how to fix it

In the demo, with severity ${severity}:
${fenced('text', message.replaceAll('TIME', SOME_TIME))}
With the AWS CLI:
${fenced('sh', remediation.cli)}
With Terraform:
${fenced('hcl', remediation.terraform)}
With CloudFormation:
${fenced('yaml', remediation.cloudformation)}
`;
}

/** A code block that its text cannot end. */
function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `\n${fence}${language}\n${text}\n${fence}\n`;
}

function controlsSection({ controls }: Rule): string {
  if (controls.length === 0) return '';
  const rows = controls.map(({ framework, version, id }) => `| ${FRAMEWORKS[framework]} | ${version} | ${id} |`);
  return `## Controls

| Framework | Version | Clause |
|---|---|---|
${rows.join('\n')}

`;
}

/** The table of all rules, with links as seen from a folder. */
export function rulesTable(linkBase: string): string {
  const rows = rules.map(({ id, severity, title }) => `| [${id}](${linkBase}${id}.md) | ${severity} | ${title} |`);
  return `| Rule | Severity | The compliant world |\n|---|---|---|\n${rows.join('\n')}\n`;
}

function code(text: string): string {
  return `\`${text}\``;
}
