import type { Severity } from '../../model/verdict.ts';
import type { Format } from './parse.ts';

/**
 * The rules on formats, with their severities. Medium: a line, or what an auditor looks for in it, is lost, or a
 * credential is written down. Low: the log stays usable with less in it, or with more than it needs.
 */
export const FORMAT_RULES = {
  'formats/missing-request-id': 'medium',
  'formats/unknown-variable': 'medium',
  'formats/unavailable-variable': 'low',
  'formats/broken-json': 'medium',
  'formats/line-break': 'medium',
  'formats/too-long': 'medium',
  'formats/missing-audit-fields': 'medium',
  'formats/sensitive-variable': 'medium',
} as const satisfies Readonly<Record<`formats/${string}`, Severity>>;
export type FormatRuleId = keyof typeof FORMAT_RULES;

/** A place in a format; offsets in UTF-16 code units. What is missing concerns the whole text. */
interface Place {
  readonly start: number;
  readonly end: number;
}

/** What is wrong for certain. */
export interface Problem extends Place {
  readonly ruleId: FormatRuleId;
  readonly severity: Severity;
  readonly message: string;
}

/** What may be wrong, where AWS's behaviour is not certain. */
export interface Doubt extends Place {
  readonly ruleId: FormatRuleId;
  readonly message: string;
}

export interface Judgement {
  readonly problems: readonly Problem[];
  readonly doubts: readonly Doubt[];
}

/** Judges a format by one rule. */
export type Check = (format: Format) => Judgement;

/** A rule's findings as they come up. */
export function judgementOf(ruleId: FormatRuleId) {
  const problems: Problem[] = [];
  const doubts: Doubt[] = [];
  return {
    problems,
    doubts,
    problem({ start, end }: Place, message: string, severity: Severity = FORMAT_RULES[ruleId]): void {
      problems.push({ ruleId, severity, message, start, end });
    },
    doubt({ start, end }: Place, message: string): void {
      doubts.push({ ruleId, message, start, end });
    },
  };
}

export function wholeOf({ text }: Format): Place {
  return { start: 0, end: text.length };
}
