import { collectors } from '../collect/index.ts';
import type { EvidenceKey, EvidenceRecord } from '../model/catalog.ts';
import { isNarrower } from '../model/catalog.ts';
import type { Evidence, Reason } from '../model/evidence.ts';
import { isEvidence } from '../model/evidence.ts';
import type { RegionTarget, Target } from '../model/target.ts';
import { regionOf } from '../model/target.ts';

/** Refusals that mean the same tomorrow, until somebody changes something. The others are worth another try. */
const LASTING: ReadonlySet<Reason> = new Set(['access-denied', 'denied-by-scp', 'region-disabled']);

/** Whether a scan that goes on can keep an answer as it is, with everything within it. */
export function isSettled(evidence: Evidence<unknown>): boolean {
  return evidence.status === 'collected' ? holdsNothingToRetry(evidence.value) : LASTING.has(evidence.reason);
}

function holdsNothingToRetry(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (isEvidence(value)) return isSettled(value);
  return Object.values(value).every(holdsNothingToRetry);
}

/** Whether an answer that was asked for again came out with less in it, as one does that is interrupted. */
export function saysLess(again: Evidence<unknown>, earlier: Evidence<unknown>): boolean {
  return !isSettled(again) && countAnswers(again) < countAnswers(earlier);
}

/** The single answers in a node of evidence: those within it that hold no further ones. */
function countAnswers(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (!isEvidence(value)) return Object.values(value).reduce<number>((sum, part) => sum + countAnswers(part), 0);
  return value.status === 'unavailable' ? 0 : holdsEvidence(value.value) ? countAnswers(value.value) : 1;
}

function holdsEvidence(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return isEvidence(value) || Object.values(value).some(holdsEvidence);
}

/** A question at a place within one account. */
export function questionAt(key: EvidenceKey, where: Target): string {
  return `${key} ${regionOf(where) ?? ''}`;
}

/** One account's answers of an earlier run, as far as they can be kept, by question and place. */
export function keptAnswers(
  records: readonly EvidenceRecord[],
  regions: readonly RegionTarget[],
): ReadonlyMap<string, Evidence<unknown>> {
  const answers = new Map<string, Evidence<unknown>>(
    records.map(({ key, target, evidence }) => [questionAt(key, target), evidence]),
  );
  const known = new Map<string, boolean>();

  /** An answer that rests on one which is asked again could come out differently. */
  function isKept(key: EvidenceKey, where: Target): boolean {
    const id = questionAt(key, where);
    const answer = answers.get(id);
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
    records.flatMap(({ key, target, evidence }) => (isKept(key, target) ? [[questionAt(key, target), evidence]] : [])),
  );
}
