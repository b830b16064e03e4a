import type { Ask } from '../aws/session.ts';
import type { Trail, TrailDetail, TrailSelectors } from '../model/cloudtrail.ts';
import type { Evidence } from '../model/evidence.ts';
import type { AccountId, AccountTarget } from '../model/target.ts';
import { defineCollector, type Elsewhere, onAnything } from './collector.ts';
import { delegatedAdministrators } from './organizations.ts';
import { trailSelectors } from './trail-selectors.ts';
import { trailStatus } from './trail-status.ts';

/** Organization trails belong to the management account, so a trail of any account may have to be named. */
const ANY_TRAIL = 'arn:*:cloudtrail:*:*:trail/*';

/** Status and selectors of each trail that some region of the account lists, asked once, in its home region. */
export const trailDetails = defineCollector({
  key: 'cloudtrail.trail-details',
  needs: ['cloudtrail.trails'],
  permissions: [
    { action: 'cloudtrail:GetTrailStatus', resources: [ANY_TRAIL] },
    { action: 'cloudtrail:GetEventSelectors', resources: [ANY_TRAIL] },
    ...onAnything('organizations:ListDelegatedAdministrators'),
  ],
  collect: (target, ask, { 'cloudtrail.trails': regions }, elsewhere) => {
    const listed = regions.flatMap(({ evidence }) => (evidence.status === 'collected' ? evidence.value : []));
    const trails = [...new Map(listed.map((trail) => [trail.arn, trail])).values()].sort((a, b) =>
      a.arn < b.arn ? -1 : 1,
    );
    return Promise.all(trails.map((trail) => detail(trail, target, ask, elsewhere)));
  },
});

async function detail(trail: Trail, target: AccountTarget, ask: Ask, elsewhere: Elsewhere): Promise<TrailDetail> {
  const ours = trail.ownerAccountId === target.accountId;
  const [status, selectors] = await Promise.all([
    // Delivery can fail for one member alone, so that each is asked.
    ask.apart((apart) => trailStatus(trail, apart)),
    ours ? ask.apart((apart) => trailSelectors(trail, apart)) : sharedSelectors(trail, target, ask, elsewhere),
  ]);
  return { arn: trail.arn, status, selectors };
}

/**
 * The selectors of an organization's trail: of its owner, else of a delegated administrator, else of the member.
 * Whether AWS tells a member is not documented; reports disagree. The first answer holds for the whole scan.
 */
async function sharedSelectors(
  trail: Trail,
  target: AccountTarget,
  ask: Ask,
  elsewhere: Elsewhere,
): Promise<Evidence<TrailSelectors>> {
  const read = (central: Ask) => trailSelectors(trail, central);
  const owner = await elsewhere.once(`selectors of ${trail.arn}`, [trail.ownerAccountId], read);
  if (owner?.status === 'collected') return owner;
  const administrators = await administratorsOf(trail.ownerAccountId, target.partition, elsewhere);
  const delegate = await elsewhere.once(`delegated selectors of ${trail.arn}`, administrators, read);
  if (delegate?.status === 'collected') return delegate;
  const member = await ask.apart(read);
  return member.status === 'collected' ? member : (owner ?? delegate ?? member);
}

async function administratorsOf(
  management: AccountId,
  partition: string,
  elsewhere: Elsewhere,
): Promise<readonly AccountId[]> {
  const answer = await elsewhere.once('delegated administrators of CloudTrail', [management], (central) =>
    delegatedAdministrators(partition, central),
  );
  // Refused, or nobody to ask: then the member itself is asked, and its refusal is what shows.
  return answer?.status === 'collected' ? answer.value : [];
}
