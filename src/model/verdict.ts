import type { Evidence, Unavailable } from './evidence.ts';
import type { Subject } from './subject.ts';

export const OUTCOMES = ['fail', 'unknown', 'pass', 'not-applicable'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Worst first. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof SEVERITIES)[number];

export type Fact = string | number | boolean | null | readonly Fact[] | { readonly [name: string]: Fact };
/** What was seen, as data, for reports that show more than the message. */
export type Facts = Readonly<Record<string, Fact>>;

export interface VerdictDetails {
  /** The nodes of evidence that the verdict rests on; without it, the evidence that the rule got as plain values. */
  readonly from?: readonly Evidence<unknown>[];
  readonly facts?: Facts;
}

interface Common {
  readonly message: string;
  /** Null: the rule's own. */
  readonly severity: Severity | null;
  /** What was missing; an `unknown` without it could not be decided although all was read. */
  readonly because: readonly Unavailable[];
  /** Null: the evidence that the rule got as plain values. */
  readonly from: readonly Evidence<unknown>[] | null;
  readonly facts: Facts;
}

interface Failing<R extends Subject> extends Common {
  readonly outcome: 'fail';
  readonly subject: R;
}

interface NotFailing extends Common {
  readonly outcome: Exclude<Outcome, 'fail'>;
  readonly subject: Subject;
}

/** A rule's outcome for one resource. R is what fails, and so what is to be repaired. */
export type Verdict<R extends Subject = Subject> = Failing<R> | NotFailing;

// Each a literal of its own: there are millions of verdicts, and what is spread into an object takes several times the memory.

export function pass(subject: Subject, message: string, { from, facts = NO_FACTS }: VerdictDetails = {}): NotFailing {
  return { outcome: 'pass', subject, message, severity: null, because: NOTHING, from: from ?? null, facts };
}

/** `severity` replaces the rule's own where this case is less or more grave. */
export function fail<R extends Subject>(
  subject: R,
  message: string,
  { from, facts = NO_FACTS, severity }: VerdictDetails & { readonly severity?: Severity } = {},
): Failing<R> {
  return {
    outcome: 'fail',
    subject,
    message,
    severity: severity ?? null,
    because: NOTHING,
    from: from ?? null,
    facts,
  };
}

/** `because` holds the missing evidence; leave it empty where all was read and AWS's behaviour is not certain. */
export function unknown(
  subject: Subject,
  message: string,
  because: readonly Unavailable[],
  { from, facts = NO_FACTS }: VerdictDetails = {},
): NotFailing {
  return { outcome: 'unknown', subject, message, severity: null, because, from: from ?? null, facts };
}

export function notApplicable(
  subject: Subject,
  message: string,
  { from, facts = NO_FACTS }: VerdictDetails = {},
): NotFailing {
  return { outcome: 'not-applicable', subject, message, severity: null, because: NOTHING, from: from ?? null, facts };
}

const NOTHING: readonly Unavailable[] = [];
const NO_FACTS: Facts = {};
