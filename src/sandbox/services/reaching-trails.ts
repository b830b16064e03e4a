import type { Account, Trail, World } from '../world/world.ts';

/**
 * The trails that an account lists in a region: those whose home it is, copies of its multi-region trails, and copies
 * of its organization's trails. A copy shows also where it cannot deliver, for instance because the account has not
 * enabled the trail's home region (CloudTrail User Guide, organization trails and troubleshooting).
 */
export function reachingTrails({
  world,
  account,
  region,
}: {
  readonly world: World;
  readonly account: Account;
  readonly region: string;
}): readonly Trail[] {
  const reaches = ({ homeRegion, multiRegion = true }: Trail) => multiRegion || homeRegion === region;
  return [...account.trails, ...organizationTrails(world, account)].filter(reaches);
}

/** Trails of the organization that another of its accounts owns: the management account. */
function organizationTrails({ organization, accounts }: World, account: Account): readonly Trail[] {
  if (organization === null || organization.managementAccountId === account.id) return [];
  const management = accounts.find(organization.managementAccountId);
  return (management?.trails ?? []).filter((trail) => trail.organization);
}
