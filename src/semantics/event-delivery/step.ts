import type { Unavailable } from '../../model/evidence.ts';
import type { SelectorDecision } from './selector-decision.ts';
import type { Ternary } from './ternary.ts';

/** What a step of a proof asks. */
export type Question =
  | 'recordable'
  | 'record'
  | 'account'
  | 'hidden-trails'
  | 'logging'
  | 'region'
  | 'global-service-events'
  | 'recursive-logging'
  | 'selectors';

/** One step of a proof: a question, its answer, and why, in words. The words hold text from AWS and from the event. */
export interface Step {
  readonly question: Question;
  readonly outcome: Ternary;
  readonly words: string;
  /** The evidence that was missing. */
  readonly because: readonly Unavailable[];
  /** What each selector made of the event, up to the one that chose it; empty for other questions. */
  readonly selectors: readonly SelectorDecision[];
}

export function step(
  question: Question,
  outcome: Ternary,
  words: string,
  because: readonly Unavailable[] = [],
  selectors: readonly SelectorDecision[] = [],
): Step {
  return { question, outcome, words, because, selectors };
}
