import type { Finding } from '../model/report.ts';
import { SEVERITIES } from '../model/verdict.ts';

/** How many of the gravest failures a report keeps at hand. */
const LIMIT = 20;

export interface WorstFailures {
  add(finding: Finding): void;
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

  function consider(failure: Failure, finding: () => Finding): void {
    const kind = `${failure.severity} ${failure.ruleId}`;
    const nth = seen.get(kind) ?? 0;
    seen.set(kind, nth + 1);
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
    consider,
    all: () => worst.map(({ finding }) => finding),
  };
}

function gravity({ severity }: Failure): number {
  return SEVERITIES.indexOf(severity);
}
