import { collectors } from '../collect/index.ts';
import type { EvidenceKey, EvidenceRecord } from '../model/catalog.ts';
import { isNarrower } from '../model/catalog.ts';
import type { Evidence, Reason, Unavailable } from '../model/evidence.ts';
import type { RegionTarget, Target } from '../model/target.ts';
import { regionOf } from '../model/target.ts';
import { countLeaves } from './leaves.ts';

/** Refusals that mean the same tomorrow, until somebody changes something. The others are worth another try. */
const LASTING: ReadonlySet<Reason> = new Set(['access-denied', 'denied-by-scp', 'region-disabled']);

/** Whether a scan that goes on can keep an answer as it is, with everything within it. */
export function isSettled(evidence: Evidence<unknown>): boolean {
  return leavesOf(evidence).missing.every(({ reason }) => LASTING.has(reason));
}

/** Whether an answer that was asked for again came out with less in it, as one does that is interrupted. */
export function saysLess(again: Evidence<unknown>, earlier: Evidence<unknown>): boolean {
  return !isSettled(again) && countAnswers(again) < countAnswers(earlier);
}

function countAnswers(evidence: Evidence<unknown>): number {
  const { count, missing } = leavesOf(evidence);
  return count - missing.length;
}

function leavesOf(evidence: Evidence<unknown>): { readonly count: number; readonly missing: readonly Unavailable[] } {
  const missing: Unavailable[] = [];
  return { count: countLeaves(evidence, missing), missing };
}

/** A question at a place within one account. */
export function questionAt(key: EvidenceKey, where: Target): string {
  return `${key} ${regionOf(where) ?? ''}`;
}

/** One account's answers of an earlier run, by question and place. */
export function earlierAnswers(records: readonly EvidenceRecord[]): ReadonlyMap<string, EvidenceRecord> {
  return new Map(records.map((record) => [questionAt(record.key, record.target), record]));
}

/** Those of them that can be kept. */
export function keptAnswers(
  earlier: ReadonlyMap<string, EvidenceRecord>,
  regions: readonly RegionTarget[],
): ReadonlyMap<string, Evidence<unknown>> {
  const known = new Map<string, boolean>();

  /** An answer that rests on one which is asked again could come out differently. */
  function isKept(key: EvidenceKey, where: Target): boolean {
    const id = questionAt(key, where);
    const answer = earlier.get(id)?.evidence;
    const kept =
      known.get(id) ??
      (answer !== undefined && isSettled(answer) && collectors[key].needs.every((need) => rests(need)));
    known.set(id, kept);
    return kept;

    function rests(need: EvidenceKey): boolean {
      if (isNarrower(need, where.scope)) return regions.every((region) => isKept(need, region));
      return isKept(need, where);
    }
  }

  return new Map(
    [...earlier].flatMap(([id, { key, target, evidence }]) => (isKept(key, target) ? [[id, evidence]] : [])),
  );
}
