import type { RuleId } from './rule.ts';
import type { AccountId, Arn, Region } from './target.ts';
import type { Outcome, Severity } from './verdict.ts';

/**
 * How a finding stands to the baseline's finding of the same fingerprint. `new`: there was none, or it did not fail and
 * now does; `changed`: it still fails, with another severity or message, or it went between other outcomes; `fixed`: it
 * failed and now passes or does not apply; `became-unknown`: it was decided and now is not.
 */
export const CHANGES = ['new', 'changed', 'unchanged', 'fixed', 'became-unknown'] as const;
export type Change = (typeof CHANGES)[number];

/** What both reports know of a finding. */
export interface ComparedFinding {
  readonly fingerprint: string;
  readonly ruleId: RuleId;
  readonly severity: Severity;
  readonly accountId: AccountId;
  readonly region: Region | null;
  readonly resource: { readonly arn: Arn; readonly type: string; readonly name: string };
  readonly message: string;
}

/** A failure of the baseline of which this report has no finding, with what the baseline said of it. */
export interface GoneFinding extends ComparedFinding {
  /** `fixed` only where the place it was in has been read; else nobody knows what became of it. */
  readonly change: 'fixed' | 'became-unknown';
}

/** What is kept of an earlier report's finding, to compare with. */
export interface PastFinding extends ComparedFinding {
  readonly outcome: Outcome;
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
  /** Failures of either report by what became of them: each once. `became-unknown` holds all that was decided before. */
  readonly counts: Readonly<Record<Change, number>>;
  /** Of the new failures, how many of each severity. */
  readonly newFailures: Readonly<Record<Severity, number>>;
  /** Failures that grew graver, each counted at every severity that it reaches now and did not reach in the baseline. */
  readonly worsened: Readonly<Record<Severity, number>>;
  /** The gravest new failures, worst first, at most twenty: for whoever shows only a few. */
  readonly worstNew: readonly ComparedFinding[];
  /** Failures of the baseline without a finding now, account by account in the order of the baseline. */
  gone(): AsyncIterable<GoneFinding>;
}
