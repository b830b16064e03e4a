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

/** A rule's outcome for one resource. `because` says what was missing; an `unknown` without it could not be decided. */
export interface Verdict<R extends Subject = Subject> {
  readonly outcome: Outcome;
  readonly subject: R;
  readonly message: string;
  /** Null: the rule's own. */
  readonly severity: Severity | null;
  readonly because: readonly Unavailable[];
  /** Null: the evidence that the rule got as plain values. */
  readonly from: readonly Evidence<unknown>[] | null;
  readonly facts: Facts;
}

export function pass<R extends Subject>(subject: R, message: string, details: VerdictDetails = {}): Verdict<R> {
  return verdict('pass', subject, message, details);
}

/** `severity` replaces the rule's own where this case is less or more grave. */
export function fail<R extends Subject>(
  subject: R,
  message: string,
  details: VerdictDetails & { readonly severity?: Severity } = {},
): Verdict<R> {
  return { ...verdict('fail', subject, message, details), severity: details.severity ?? null };
}

/** `because` holds the missing evidence; leave it empty where all was read and AWS's behaviour is not certain. */
export function unknown<R extends Subject>(
  subject: R,
  message: string,
  because: readonly Unavailable[],
  details: VerdictDetails = {},
): Verdict<R> {
  return { ...verdict('unknown', subject, message, details), because };
}

export function notApplicable<R extends Subject>(
  subject: R,
  message: string,
  details: VerdictDetails = {},
): Verdict<R> {
  return verdict('not-applicable', subject, message, details);
}

function verdict<R extends Subject>(
  outcome: Outcome,
  subject: R,
  message: string,
  details: VerdictDetails,
): Verdict<R> {
  return {
    outcome,
    subject,
    message,
    severity: null,
    because: [],
    from: details.from ?? null,
    facts: details.facts ?? {},
  };
}
