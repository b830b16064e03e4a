import type { AccountId, Arn, Region } from './target.ts';

export interface Organization {
  readonly id: string;
  readonly arn: Arn;
  readonly managementAccountId: AccountId;
}

/** The state of an account of which AWS tells none. */
export const UNTOLD_STATE = 'UNKNOWN';

/** A member of the organization. `state` replaces the retired `Status`; only ACTIVE accounts can be asked. */
export interface Account {
  readonly id: AccountId;
  readonly name: string;
  readonly arn: Arn;
  readonly state: string;
}

export interface AccountRegion {
  readonly name: Region;
  readonly enabled: boolean;
  /** Regions that must be opted into get copies of multi-region trails only some hours after that. */
  readonly optIn: boolean;
}
