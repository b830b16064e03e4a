/** A target is where a question is asked: an organization, an account, or an account in one region. */

/** Twelve digits. */
export type AccountId = string;
/** A region's code, such as `eu-west-1`. */
export type Region = string;
/** An ARN in any partition. */
export type Arn = string;

export type Scope = 'organization' | 'account' | 'region';

/** The organization as a whole; `accountId` is its management account. */
export interface OrganizationTarget {
  readonly scope: 'organization';
  readonly partition: string;
  readonly accountId: AccountId;
}

export interface AccountTarget {
  readonly scope: 'account';
  readonly partition: string;
  readonly accountId: AccountId;
}

export interface RegionTarget {
  readonly scope: 'region';
  readonly partition: string;
  readonly accountId: AccountId;
  readonly region: Region;
}

interface Targets {
  organization: OrganizationTarget;
  account: AccountTarget;
  region: RegionTarget;
}

export type Target<S extends Scope = Scope> = Targets[S];

/** The region of a target, or null where the question is not a region's. */
export function regionOf(target: Target): Region | null {
  return target.scope === 'region' ? target.region : null;
}
