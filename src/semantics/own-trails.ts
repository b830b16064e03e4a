import type { Seen } from '../model/catalog.ts';
import type { Trail } from '../model/cloudtrail.ts';
import type { Evidence, Unavailable } from '../model/evidence.ts';
import type { AccountId, Region } from '../model/target.ts';

/** A trail that an account owns, and an answer that lists it. */
export interface OwnTrail {
  readonly trail: Trail;
  readonly from: Evidence<readonly Trail[]>;
}

/** The trails that an account owns, each once, by ARN, and the regions that could not list theirs. */
export interface OwnTrails {
  readonly read: readonly OwnTrail[];
  readonly unread: readonly { readonly region: Region; readonly why: Unavailable }[];
}

/** An organization's trail is its management account's own, and nobody else's. */
export function ownTrails(regions: Seen<'account', 'cloudtrail.trails'>, accountId: AccountId): OwnTrails {
  const read = new Map<string, OwnTrail>();
  const unread = [];
  for (const { target, evidence } of regions) {
    if (evidence.status === 'unavailable') {
      unread.push({ region: target.region, why: evidence });
      continue;
    }
    for (const trail of evidence.value) {
      // A shadow says what its trail says; the home region's answer is the better proof.
      const better = target.region === trail.homeRegion || !read.has(trail.arn);
      if (trail.ownerAccountId === accountId && better) read.set(trail.arn, { trail, from: evidence });
    }
  }
  return { read: [...read.values()].sort((a, b) => (a.trail.arn < b.trail.arn ? -1 : 1)), unread };
}
