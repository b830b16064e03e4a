import type { DenialPlan } from './plan.ts';

/** By what an action in a region is denied, if it is. A service control policy is named before the account's own. */
export function denialIn(plans: readonly DenialPlan[], action: string, region: string): DenialPlan['by'] | null {
  const hits = plans.filter((plan) => denies(plan, action, region));
  return hits.find(({ by }) => by === 'service-control-policy')?.by ?? hits[0]?.by ?? null;
}

function denies(plan: DenialPlan, action: string, region: string): boolean {
  const { actions, exceptActions = [], regions, exceptRegions = [] } = plan;
  return (
    actions.some((glob) => globMatches(glob, action)) &&
    !exceptActions.some((glob) => globMatches(glob, action)) &&
    (regions === undefined || regions.includes(region)) &&
    !exceptRegions.includes(region)
  );
}

/** IAM's actions are compared without regard to letter case (IAM User Guide, Action). Only `*` at the end is read. */
export function globMatches(glob: string, text: string): boolean {
  const [pattern, value] = [glob.toLowerCase(), text.toLowerCase()];
  return pattern.endsWith('*') ? value.startsWith(pattern.slice(0, -1)) : value === pattern;
}
