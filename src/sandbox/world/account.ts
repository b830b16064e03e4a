import { denialIn } from './denials.ts';
import type { AccountPlan, DeliveryErrors, DenialPlan, OptStatus, RolePlan, TrailPlan } from './plan.ts';
import { ENTRY_ROLES } from './plan.ts';
import type { RegionSource } from './region.ts';
import { regionOf } from './region.ts';
import type { Owner } from './roles.ts';
import { policiesOf, roleOf } from './roles.ts';
import type { Account, Trail } from './world.ts';

/** All that is needed to be an account. What is a function is asked only when somebody asks the account. */
export interface AccountSource extends Owner {
  readonly name: string;
  readonly plan: Omit<AccountPlan, 'id' | 'unit' | 'places'>;
  readonly isOptIn: (region: string) => boolean;
  /** Denials that come from outside of the account. */
  readonly bound: readonly DenialPlan[];
  readonly trails: () => readonly { readonly homeRegion: string; readonly plan: TrailPlan }[];
  readonly roles: () => readonly RolePlan[];
  readonly place: (region: string) => RegionSource;
  /** Errors that single members see of an organization's trail. */
  readonly memberErrors?: (trail: TrailPlan, accountId: string) => DeliveryErrors | undefined;
}

export function accountOf(source: AccountSource): Account {
  const { partition, accountId, name, plan, bound } = source;
  const { state = 'ACTIVE', optStatus = {}, entryRoles = ENTRY_ROLES, externalId, denied = [] } = plan;
  const byDefault = (region: string): OptStatus => (source.isOptIn(region) ? 'DISABLED' : 'ENABLED_BY_DEFAULT');
  return {
    id: accountId,
    name,
    state,
    get trails() {
      return source.trails().map((trail) => trailOf(source, trail));
    },
    optStatus: (region) => optStatus[region] ?? byDefault(region),
    region: (region) => regionOf({ partition, accountId, region }, source.place(region)),
    role: (roleName) => {
      const found = source.roles().find((role) => role.name === roleName);
      return found === undefined ? null : roleOf(source, found);
    },
    policy: (arn) => policiesOf(source, source.roles()).get(arn) ?? null,
    mayBeAssumed: (roleName, given) =>
      entryRoles.includes(roleName) && (externalId === undefined || externalId === given),
    denial: (action, region) => denialIn([...bound, ...denied], action, region),
  };
}

/** What a trail `withLogGroup` writes to. */
export const TRAIL_LOG_GROUP = 'aws-cloudtrail-logs';

function trailOf(source: AccountSource, trail: { readonly homeRegion: string; readonly plan: TrailPlan }): Trail {
  const { homeRegion, plan } = trail;
  const { partition, accountId } = source;
  const own = (service: string, rest: string) => `arn:${partition}:${service}:${homeRegion}:${accountId}:${rest}`;
  return {
    ...(plan.withKey ? { kmsKeyId: own('kms', 'key/1f6e8a5c-2b7d-4c3e-9a10-5d4b8f2e7c61') } : {}),
    ...(plan.withLogGroup
      ? {
          logGroupArn: own('logs', `log-group:${TRAIL_LOG_GROUP}:*`),
          logsRoleArn: `arn:${partition}:iam::${accountId}:role/cloudtrail-logs`,
        }
      : {}),
    ...plan,
    homeRegion,
    ownerAccountId: accountId,
    arn: own('cloudtrail', `trail/${plan.name}`),
    errorsSeenBy: (accountId) => source.memberErrors?.(plan, accountId) ?? plan.errors ?? {},
  };
}
