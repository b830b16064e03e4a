import type { TargetEvidence } from '../../model/catalog.ts';
import type { Unavailable } from '../../model/evidence.ts';
import { unavailable } from '../../model/evidence.ts';
import type { RegionTarget } from '../../model/target.ts';
import type { WrittenLogGroups } from './log-groups.ts';
import { anyLogGroup, writtenLogGroups } from './log-groups.ts';
import type { RoleSubject } from './used-roles.ts';

/** The log groups that a role must be able to write to. */
export interface NeededLogGroups extends WrittenLogGroups {
  /** All was read, and no stage writes with the role. */
  readonly none: boolean;
}

interface Seen {
  readonly accounts: readonly TargetEvidence<'apigateway.account'>[];
  readonly apis: readonly TargetEvidence<'apigateway.apis'>[];
  readonly alike: (target: RegionTarget) => boolean;
}

/**
 * The log groups that API Gateway writes to with a role, in every region that uses it. Where stages could not be read,
 * and where a region's role could not be read and so may be this one, any log group may be among them. Where no stage
 * writes yet, any may come to be: a role that reaches them all is fit for that. `alike` says of a region that one of its
 * log groups is as good as another.
 */
export function neededLogGroups({ arn, regions }: RoleSubject, { accounts, apis, alike }: Seen): NeededLogGroups {
  const inRegions = accounts.map((account) => ({
    target: account.target,
    ...inRegion(arn, account, { apis, alike: alike(account.target) }),
  }));
  const written = inRegions.flatMap(({ groups }) => groups);
  const unread = inRegions.flatMap((region) => region.unread);
  const open = inRegions.filter(
    (region) => region.unread.length > 0 || (written.length === 0 && regions.includes(region.target.region)),
  );
  return {
    groups: [...written, ...open.map(({ target }) => anyLogGroup(target))],
    unread,
    from: inRegions.flatMap(({ from }) => from),
    none: written.length === 0 && unread.length === 0,
  };
}

function inRegion(
  roleArn: string,
  { target, evidence }: TargetEvidence<'apigateway.account'>,
  { apis, alike }: { readonly apis: Seen['apis']; readonly alike: boolean },
): WrittenLogGroups {
  if (evidence.status === 'unavailable') return notRead(evidence);
  if (evidence.value.cloudWatchRoleArn !== roleArn) return { groups: [], unread: [], from: [] };
  const stages =
    apis.find((one) => one.target.region === target.region)?.evidence ??
    unavailable('not-asked', `this scan did not ask for the APIs of ${target.region}`, null);
  return stages.status === 'unavailable' ? notRead(stages) : writtenLogGroups(stages.value, target, alike);
}

function notRead(evidence: Unavailable): WrittenLogGroups {
  return { groups: [], unread: [evidence], from: [evidence] };
}
