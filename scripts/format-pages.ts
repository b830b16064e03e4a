import { API_KINDS, type ApiKind } from '../src/model/apigateway.ts';
import { AUDIT_QUESTIONS } from '../src/semantics/access-log-format/audit-fields.ts';
import { AUDIT_FORMATS } from '../src/semantics/access-log-format/audit-formats.ts';
import { API_NAMES, CATALOGUE, SOURCES, standingOf } from '../src/semantics/access-log-format/catalogue.ts';
import type { ContextVariable } from '../src/semantics/access-log-format/context-variable.ts';
import { FORMAT_RULES } from '../src/semantics/access-log-format/judgement.ts';

/** Where the page is, below the repository's root. */
export const FORMATS_PAGE = 'docs/formats.md';

/** The page on access-log formats: what is checked, what an audit asks, a format to start from, every variable. */
export function formatsPage(): string {
  return `# Access-log formats

A stage of API Gateway writes one line for each request, as its access-log format says. \`trailgate scan\` judges the
format of every stage. \`trailgate format\` judges one format, shows what is wrong where, and prints a repaired one:

\`\`\`sh
trailgate format --api rest '{"id":"$context.requestId","status":$context.status}'
trailgate format --api http --json - < format.txt
\`\`\`

## Rules

${Object.keys(FORMAT_RULES)
  .map((id) => `- [${id}](rules/${id}.md)`)
  .join('\n')}

## What an audit asks of each line

${table(
  ['Question', ...API_KINDS.map((kind) => API_NAMES[kind])],
  [...new Set(API_KINDS.flatMap((kind) => AUDIT_QUESTIONS[kind].map(({ asks }) => asks)))].map((asks) => [
    asks,
    ...API_KINDS.map((kind) => {
      const question = AUDIT_QUESTIONS[kind].find((candidate) => candidate.asks === asks);
      return question === undefined ? 'not asked' : listed(question.variables, kind);
    }),
  ]),
)}
A claim or property of an authorizer also says who called, if its name tells that it identifies them, such as \`sub\`.

## Formats to start from

${API_KINDS.map((kind) => `${API_NAMES[kind]} APIs:\n\n\`\`\`json\n${AUDIT_FORMATS[kind]}\n\`\`\`\n`).join('\n')}
## Variables

Names are case-sensitive and follow \`$context.\`. A question mark: sources disagree, and the notes say how. From AWS's
pages for ${API_KINDS.map((kind) => `[${API_NAMES[kind]}](${SOURCES[kind]})`).join(', ')} APIs, read in October 2026.
API Gateway prints \`-\` for a value that a request does not have, so every variable belongs in quotes.

${table(['Variable', ...API_KINDS.map((kind) => API_NAMES[kind]), 'Meaning', 'Notes'], CATALOGUE.map(variableRow))}`;
}

function listed(variables: readonly string[], api: ApiKind): string {
  const available = variables.filter((name) => standingOf(name, api).available === 'yes');
  return available.map(code).join(', ');
}

function variableRow(variable: ContextVariable): readonly string[] {
  const available = API_KINDS.map((kind) =>
    variable.apis.includes(kind) ? 'yes' : variable.doubtfulOn.includes(kind) ? '?' : '',
  );
  return [code(variable.name), ...available, variable.meaning, notesOn(variable).join('; ')];
}

function notesOn({ sensitivity, instead, quoted, since, doubt }: ContextVariable): readonly string[] {
  return [
    ...(sensitivity === null ? [] : [SENSITIVITIES[sensitivity]]),
    ...(quoted ? ['already quoted'] : []),
    ...(instead === null ? [] : [`use ${code(instead)}`]),
    ...(since === null ? [] : [`since ${since}`]),
    ...(doubt === null ? [] : [doubt]),
  ];
}

const SENSITIVITIES = {
  credential: 'a credential',
  personal: 'personal data',
  depends: 'may be sensitive, as its name or the API decides',
} as const;

function code(text: string): string {
  return `\`${text}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('');
}
