import type { RuleId } from './rule.ts';
import type { AccountId, Arn, Region } from './target.ts';
import type { Outcome, Severity } from './verdict.ts';

/**
 * How a finding stands to the baseline's finding of the same fingerprint. `new`: there was none, or it did not fail and
 * now does; `changed`: another severity, message or outcome; `fixed`: it failed and now passes or does not apply;
 * `became-unknown`: it was decided and now is not.
 */
export const CHANGES = ['new', 'changed', 'unchanged', 'fixed', 'became-unknown'] as const;
export type Change = (typeof CHANGES)[number];

/** A failure of the baseline of which this report has no finding. */
export interface GoneFinding {
  readonly fingerprint: string;
  readonly ruleId: RuleId;
  readonly severity: Severity;
  readonly accountId: AccountId;
  readonly region: Region | null;
  readonly resource: { readonly arn: Arn; readonly type: string; readonly name: string };
  /** What the baseline said of it. */
  readonly message: string;
  /** `fixed` only where the place it was in has been read; else nobody knows what became of it. */
  readonly change: 'fixed' | 'became-unknown';
}

/** What a report says of an earlier one. */
export interface Comparison {
  readonly baseline: {
    /** ISO 8601, as the earlier report has it. */
    readonly judgedAt: string;
    readonly toolVersion: string;
    /** The root hash of the evidence that it was made from; null where the report told none. */
    readonly inventorySha256: string | null;
  };
  /** Failures of either report by what became of them: each is counted once. */
  readonly counts: Readonly<Record<Change, number>>;
  /** Of the new failures, how many of each severity. */
  readonly newFailures: Readonly<Record<Severity, number>>;
  /** Failures of the baseline without a finding now, in the order of the baseline. */
  gone(): AsyncIterable<GoneFinding>;
}

/** What is kept of an earlier report's finding, to compare with. */
export interface PastFinding extends Omit<GoneFinding, 'change'> {
  readonly outcome: Outcome;
}
