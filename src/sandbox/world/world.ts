import type {
  AccountState,
  ApiKind,
  DeliveryErrors,
  ExecutionLogDeliveryPlan,
  OptStatus,
  Partition,
  StagePlan,
  TrailPlan,
} from './plan.ts';

/** Things in order that are made when they are asked for. */
export interface Listing<T> {
  readonly length: number;
  at(index: number): T;
}

/** A listing whose things can also be asked for by id. */
export interface Directory<T> extends Listing<T> {
  find(id: string): T | null;
}

/**
 * What the sandbox serves. It is asked for one thing at a time and may make each answer on the fly, so that an
 * organization of any size needs no memory; the same question has the same answer.
 */
export interface World {
  readonly partition: Partition;
  readonly regions: readonly { readonly name: string; readonly optIn: boolean }[];
  /** Now, as far as AWS's answers tell times: milliseconds since 1970. Answers do not age while a sandbox runs. */
  readonly at: number;
  readonly callerAccountId: string;
  readonly organization: Organization | null;
  readonly accounts: Directory<Account>;
}

export interface Unit {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
}

export interface Organization {
  readonly id: string;
  readonly managementAccountId: string;
  readonly membersReadSelectors: boolean;
  /** Services by account id. */
  readonly delegatedAdministrators: ReadonlyMap<string, readonly string[]>;
  /** What is right below a root or unit; null where no such parent exists. */
  below(parentId: string): { readonly units: Listing<Unit>; readonly accounts: Listing<Account> } | null;
}

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly state: AccountState;
  readonly trails: readonly Trail[];
  optStatus(region: string): OptStatus;
  region(name: string): Region;
  role(name: string): Role | null;
  /** The document of a policy that belongs to the account, as JSON. */
  policy(arn: string): string | null;
  mayBeAssumed(roleName: string, externalId: string | undefined): boolean;
  /** By what an action in a region is denied; null where it is allowed. */
  denial(action: string, region: string): 'identity-policy' | 'service-control-policy' | null;
}

export interface Trail extends TrailPlan {
  readonly arn: string;
  readonly ownerAccountId: string;
  readonly homeRegion: string;
  /** What went wrong with delivery, as the given account sees it. */
  errorsSeenBy(accountId: string): DeliveryErrors;
}

export interface Region {
  /** Null where API Gateway was never used; then GetAccount answers 404. */
  readonly apiGateway: { readonly roleArn: string | null } | null;
  readonly restApis: Directory<Api>;
  /** HTTP and WebSocket APIs. */
  readonly v2Apis: Directory<Api>;
  /** Whether there is a log group, delivery stream or topic of this name. Whatever is asked for exists unless it is planned not to. */
  exists(name: string): boolean;
  /** In days; null: for ever. */
  retentionOf(logGroup: string): number | null;
  /** The account's policies of CloudWatch Logs, by name. */
  readonly logPolicies: ReadonlyMap<string, string>;
  readonly executionLogDeliveries: readonly ExecutionLogDeliveryPlan[];
}

export interface Api {
  readonly id: string;
  readonly kind: ApiKind;
  readonly name: string;
  readonly stages: readonly Stage[];
}

export interface Stage extends StagePlan {
  readonly name: string;
  /** Where access logs go, if anywhere. */
  readonly destinationArn: string | null;
}

/** Policies are JSON. */
export interface Role {
  readonly name: string;
  readonly arn: string;
  readonly trustPolicy: string;
  readonly inlinePolicies: ReadonlyMap<string, string>;
  readonly attachedPolicyArns: readonly string[];
  readonly boundaryArn: string | null;
}

/** A listing of what is there already. */
export function listing<T>(items: readonly T[]): Listing<T> {
  return {
    length: items.length,
    at: (index) => {
      const item = items[index];
      if (item === undefined) throw new Error(`nothing is listed at ${index}`);
      return item;
    },
  };
}

/** A listing that makes its things when asked. */
export function directory<T>(length: number, at: (index: number) => T, indexOf: (id: string) => number): Directory<T> {
  return {
    length,
    at,
    find: (id) => {
      const index = indexOf(id);
      return index >= 0 && index < length ? at(index) : null;
    },
  };
}
