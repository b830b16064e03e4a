import type { TargetEvidence, ValueOf } from '../../model/catalog.ts';
import type { Evidence, Unavailable } from '../../model/evidence.ts';
import type { AccountTarget } from '../../model/target.ts';
import type { AccountTrails } from './account-trails.ts';
import { accountTrails } from './account-trails.ts';

/** The evidence on an account's trails, as an inventory has it. */
export interface TrailEvidence {
  readonly 'account.regions': Evidence<ValueOf<'account.regions'>>;
  readonly 'cloudtrail.trails': readonly TargetEvidence<'cloudtrail.trails'>[];
  readonly 'cloudtrail.trail-details': Evidence<ValueOf<'cloudtrail.trail-details'>>;
}

/** The trails that reach an account, or the evidence that is missing to say anything of them. */
export function trailsFromEvidence(
  target: AccountTarget,
  evidence: TrailEvidence,
): AccountTrails | { readonly missing: readonly Unavailable[] } {
  const { 'account.regions': regions, 'cloudtrail.trail-details': details } = evidence;
  if (regions.status === 'collected' && details.status === 'collected') {
    return accountTrails(target, {
      'account.regions': regions.value,
      'cloudtrail.trails': evidence['cloudtrail.trails'],
      'cloudtrail.trail-details': details.value,
    });
  }
  return { missing: [regions, details].filter((each): each is Unavailable => each.status === 'unavailable') };
}
