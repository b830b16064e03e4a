import type { ApiPlan } from './apis.ts';
import { seedApi } from './apis.ts';
import type { Caller, Place } from './callers.ts';
import { at } from './callers.ts';
import type { RolePlan } from './roles.ts';
import { deleteRole, seedRole, writeLogsWith } from './roles.ts';
import type { TrailPlan } from './trails.ts';
import { seedTrail } from './trails.ts';

export interface RegionPlan {
  /** Trails whose home is this region. */
  readonly trails?: readonly TrailPlan[];
  /** What API Gateway writes logs with here. The same name in two regions is one role. Left out: never set. */
  readonly role?: RolePlan;
  /** Deletes the role after API Gateway was told to write with it. */
  readonly roleDeleted?: true;
  readonly apis?: readonly ApiPlan[];
}

/** By region. */
export type AccountPlan = Readonly<Record<string, RegionPlan>>;

/** What an account holds: ARNs, by what the plan calls them. */
export interface SeededAccount {
  readonly id: string;
  readonly trails: Readonly<Record<string, string>>;
  readonly roles: Readonly<Record<string, string>>;
  /** By `region/API/stage`, such as `us-east-1/checkout/prod`. */
  readonly stages: Readonly<Record<string, string>>;
}

/** Makes an account of which the caller holds credentials look like the plan. */
export async function seedAccount(caller: Caller, plan: AccountPlan): Promise<SeededAccount> {
  const trails: Record<string, string> = {};
  const roles: Record<string, string> = {};
  const stages: Record<string, string> = {};
  for (const [region, regionPlan] of Object.entries(plan)) {
    const place = at(caller, region);
    for (const trail of regionPlan.trails ?? []) trails[trail.name] = await seedTrail(place, trail);
    await seedLogRole(place, regionPlan, roles);
    for (const api of regionPlan.apis ?? []) {
      const seeded = await seedApi(place, api);
      for (const [name, arn] of Object.entries(seeded.stages)) stages[`${region}/${api.name}/${name}`] = arn;
    }
  }
  return { id: caller.accountId, trails, roles, stages };
}

async function seedLogRole(place: Place, { role, roleDeleted }: RegionPlan, roles: Record<string, string>) {
  if (role === undefined) return;
  const arn = roles[role.name] ?? (await seedRole(place, role));
  roles[role.name] = arn;
  await writeLogsWith(place, arn);
  if (roleDeleted) await deleteRole(place, role.name);
}
