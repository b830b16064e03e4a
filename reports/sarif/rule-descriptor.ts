import type { ReportingDescriptor } from 'sarif';
import { FRAMEWORKS } from '../../src/model/controls.ts';
import type { RuleDescription } from '../../src/model/report.ts';
import type { Severity } from '../../src/model/verdict.ts';
import { shorten } from '../visible-text.ts';
import { message } from './message.ts';
import { LEVELS, SECURITY_SEVERITIES } from './severity.ts';

/** What GitHub keeps of a rule's name and of its descriptions (SARIF support for code scanning). */
const NAME_LIMIT = 255;
const DESCRIPTION_LIMIT = 1024;

/** What GitHub shows of a rule where no `security-severity` is set. */
const PROBLEM_SEVERITIES = { error: 'error', warning: 'warning', note: 'recommendation' } as const;

export interface Explanation {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Markdown that reads well as plain text too. */
  readonly help: string;
  readonly helpUri: string;
  readonly severity: Severity;
  readonly tags: string[];
}

/** A descriptor with all that GitHub requires, but `security-severity`. */
export function descriptor({ id, title, description, help, helpUri, severity, tags }: Explanation) {
  const level = LEVELS[severity];
  return {
    id,
    name: pascalCase(id).slice(0, NAME_LIMIT),
    shortDescription: message(shorten(title, DESCRIPTION_LIMIT)),
    fullDescription: message(shorten(description, DESCRIPTION_LIMIT)),
    help: { text: message(help).text, markdown: message(help).text },
    helpUri,
    defaultConfiguration: { level },
    properties: { tags, precision: 'very-high', 'problem.severity': PROBLEM_SEVERITIES[level] },
  } satisfies ReportingDescriptor;
}

/** A rule as both profiles describe it. */
export function ruleDescriptor(rule: RuleDescription, homepage: string): ReportingDescriptor {
  const described = descriptor({
    id: rule.id,
    title: rule.title,
    description: rule.rationale,
    help: helpOf(rule),
    helpUri: rule.references[0] ?? homepage,
    severity: rule.severity,
    tags: ['security', 'aws', rule.id.split('/')[0] ?? '', ...new Set(rule.controls.map(({ framework }) => framework))],
  });
  const properties = { ...described.properties, 'security-severity': SECURITY_SEVERITIES[rule.severity] };
  return { ...described, properties };
}

function helpOf(rule: RuleDescription): string {
  const controls = rule.controls.map(({ framework, version, id }) => `- ${FRAMEWORKS[framework]} ${version}: ${id}`);
  const references = rule.references.map((url) => `- ${url}`);
  return [
    rule.rationale,
    rule.judgement,
    ...(controls.length === 0 ? [] : ['Controls:', controls.join('\n')]),
    ...(references.length === 0 ? [] : ['References:', references.join('\n')]),
  ].join('\n\n');
}

/** `formats/missing-request-id` becomes `FormatsMissingRequestId`. */
function pascalCase(id: string): string {
  return id.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, first: string) => first.toUpperCase());
}
