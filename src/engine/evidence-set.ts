import type { EvidenceKey, EvidenceRecord, TargetEvidence, ValueOf } from '../model/catalog.ts';
import { SCOPES } from '../model/catalog.ts';
import { compare } from '../model/compare.ts';
import type { Evidence } from '../model/evidence.ts';
import { unavailable } from '../model/evidence.ts';
import type { AccountId, AccountTarget, Region, Target } from '../model/target.ts';
import { regionOf } from '../model/target.ts';
import type { TrailEvidence } from '../semantics/event-delivery/account-evidence.ts';

/** Evidence by question and target. What was never asked is there too, as unavailable. */
export interface EvidenceSet {
  at<K extends EvidenceKey>(key: K, target: Target): Evidence<ValueOf<K>>;
  /** The answers of all narrower targets, by account and region. */
  within<K extends EvidenceKey>(key: K, target: Target): readonly TargetEvidence<K>[];
}

export function evidenceSet(records: Iterable<EvidenceRecord>): EvidenceSet {
  const byKey = new Map<EvidenceKey, EvidenceRecord[]>();
  const byPlace = new Map<string, EvidenceRecord>();
  for (const record of records) {
    const alike = byKey.get(record.key) ?? [];
    alike.push(record);
    byKey.set(record.key, alike);
    byPlace.set(place(record.key, record.target.accountId, regionOf(record.target)), record);
  }
  return {
    at: <K extends EvidenceKey>(key: K, target: Target) => {
      const scope = SCOPES[key];
      // An organization has one answer to each question, whichever account the target is.
      const found =
        scope === 'organization'
          ? byKey.get(key)?.[0]
          : byPlace.get(place(key, target.accountId, scope === 'region' ? regionOf(target) : null));
      return (found?.evidence ?? unavailable('not-asked', 'this scan did not ask for it', null)) as Evidence<
        ValueOf<K>
      >;
    },
    within: <K extends EvidenceKey>(key: K, target: Target) =>
      (byKey.get(key) ?? [])
        .filter((record) => target.scope === 'organization' || record.target.accountId === target.accountId)
        .map(({ target: where, evidence }) => ({ target: where, evidence }) as TargetEvidence<K>)
        .sort((a, b) => compare(placeOf(a.target), placeOf(b.target))),
  };
}

/** What an account's evidence says of its trails, for whoever computes with that. */
export function trailEvidence(evidence: EvidenceSet, target: AccountTarget): TrailEvidence {
  return {
    'account.regions': evidence.at('account.regions', target),
    'cloudtrail.trails': evidence.within('cloudtrail.trails', target),
    'cloudtrail.trail-details': evidence.at('cloudtrail.trail-details', target),
  };
}

function place(key: EvidenceKey, accountId: AccountId, region: Region | null): string {
  return `${key} ${accountId} ${region ?? ''}`;
}

function placeOf(target: Target): string {
  return `${target.accountId} ${regionOf(target) ?? ''}`;
}
