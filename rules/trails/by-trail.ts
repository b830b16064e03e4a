import type { Seen } from '../../src/model/catalog.ts';
import type { Trail } from '../../src/model/cloudtrail.ts';
import type { Subject } from '../../src/model/subject.ts';
import { accountSubject } from '../../src/model/subject.ts';
import type { AccountTarget } from '../../src/model/target.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import { unknown } from '../../src/model/verdict.ts';
import { ownTrails } from '../../src/semantics/own-trails.ts';

type Listings = Seen<'account', 'cloudtrail.trails'>;

/** One verdict for each trail that the account owns, and one about the account where trails could not be listed. */
export function* judgeOwnTrails<R extends Subject>(
  regions: Listings,
  target: AccountTarget,
  judgeTrail: (trail: Trail) => Verdict<R>,
): Iterable<Verdict<R>> {
  for (const { trail, from } of ownTrails(regions, target.accountId).read) {
    const verdict = judgeTrail(trail);
    yield { ...verdict, from: [from, ...(verdict.from ?? [])] };
  }
  yield* unlistedTrails(regions, target);
}

/** One `unknown` about the account where regions could not list the trails that are homed there. */
export function* unlistedTrails(regions: Listings, target: AccountTarget): Iterable<Verdict<never>> {
  const { unread } = ownTrails(regions, target.accountId);
  if (unread.length === 0) return;
  const because = unread.map(({ why }) => why);
  const where = unread.map(({ region }) => region).join(', ');
  yield unknown(accountSubject(target), `trails homed in ${where} could not be listed`, because, { from: because });
}
