import { rules } from '../rules/index.ts';
import { collectors } from '../src/collect/index.ts';
import { FRAMEWORKS } from '../src/model/controls.ts';
import type { Rule } from '../src/model/rule.ts';

/** Where a rule's page is, below the repository's root. */
export function rulePagePath({ id }: Pick<Rule, 'id'>): string {
  return `docs/rules/${id}.md`;
}

/** One rule's page: what it asks, why, how it decides, what it reads, and which controls it speaks for. */
export function rulePage(rule: Rule): string {
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

${controlsSection(rule)}## Sources

${references.map((reference) => `- <${reference}>`).join('\n')}
`;
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
