import type { Finding } from '../model/report.ts';
import { SEVERITIES } from '../model/verdict.ts';

/** How many of the gravest failures a report keeps at hand. */
const LIMIT = 20;

export interface WorstFailures {
  add(finding: Finding): void;
  /** Worst first. */
  all(): readonly Finding[];
}

/** By severity; among equals the first of each rule, then the second of each, so that one rule does not fill the list. */
export function worstFailures(): WorstFailures {
  const worst: { readonly finding: Finding; readonly nth: number }[] = [];
  const seen = new Map<string, number>();
  return {
    add: (finding) => {
      if (finding.outcome !== 'fail') return;
      const kind = `${finding.severity} ${finding.ruleId}`;
      const nth = seen.get(kind) ?? 0;
      seen.set(kind, nth + 1);
      const place = worst.findIndex(
        (other) =>
          gravity(other.finding) > gravity(finding) || (gravity(other.finding) === gravity(finding) && other.nth > nth),
      );
      worst.splice(place === -1 ? worst.length : place, 0, { finding, nth });
      worst.length = Math.min(worst.length, LIMIT);
    },
    all: () => worst.map(({ finding }) => finding),
  };
}

function gravity({ severity }: Finding): number {
  return SEVERITIES.indexOf(severity);
}
