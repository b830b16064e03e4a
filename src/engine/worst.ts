import type { Finding } from '../model/report.ts';
import { SEVERITIES } from '../model/verdict.ts';

/** How many of the gravest failures a report keeps at hand. */
const LIMIT = 20;

export interface WorstFailures {
  add(finding: Finding): void;
  /** Whether such a failure can still be among the worst: not after as many of its kind as there is room for. */
  wants(failure: Failure): boolean;
  /** A failure whose finding is made only where it is one of the worst so far. */
  consider(failure: Failure, finding: () => Finding): void;
  /** Worst first. */
  all(): readonly Finding[];
}

type Failure = Pick<Finding, 'severity' | 'ruleId'>;

/** By severity; among equals the first of each rule, then the second of each, so that one rule does not fill the list. */
export function worstFailures(): WorstFailures {
  const worst: { readonly finding: Finding; readonly nth: number }[] = [];
  const seen = new Map<string, number>();

  const seenOf = (failure: Failure) => seen.get(kindOf(failure)) ?? 0;

  function consider(failure: Failure, finding: () => Finding): void {
    const nth = seenOf(failure);
    seen.set(kindOf(failure), nth + 1);
    const after = worst.findIndex(
      (other) =>
        gravity(other.finding) > gravity(failure) || (gravity(other.finding) === gravity(failure) && other.nth > nth),
    );
    const place = after === -1 ? worst.length : after;
    if (place >= LIMIT) return;
    worst.splice(place, 0, { finding: finding(), nth });
    worst.length = Math.min(worst.length, LIMIT);
  }

  return {
    add: (finding) => {
      if (finding.outcome === 'fail') consider(finding, () => finding);
    },
    wants: (failure) => seenOf(failure) < LIMIT,
    consider,
    all: () => worst.map(({ finding }) => finding),
  };
}

function kindOf({ severity, ruleId }: Failure): string {
  return `${severity} ${ruleId}`;
}

function gravity({ severity }: Failure): number {
  return SEVERITIES.indexOf(severity);
}
