/** What a person writes down of an organization. Everything left out has AWS's default, and ids follow from names. */

export type Partition = 'aws' | 'aws-cn' | 'aws-us-gov';
export type LogLevel = 'OFF' | 'ERROR' | 'INFO';
export type ApiKind = 'rest' | 'http' | 'websocket';

export interface StagePlan {
  /** Left out: no access log. The destination is a log group of the same place unless said otherwise. */
  readonly accessLog?: { readonly destinationArn?: string; readonly format?: string };
  /** The stage-wide level of execution logs. Left out: never set, which is off. HTTP APIs have none. */
  readonly level?: LogLevel;
  /** Whether whole requests and responses are logged wherever the level is not OFF. */
  readonly dataTrace?: boolean;
  /** Levels of single methods (`/pets GET`) or, of a WebSocket API, of single routes (`$connect`). */
  readonly overrides?: Readonly<Record<string, LogLevel>>;
}

export interface ApiPlan {
  readonly kind: ApiKind;
  readonly name: string;
  readonly stages: Readonly<Record<string, StagePlan>>;
}

/** As PutEventSelectors takes and GetEventSelectors gives them. */
export type SelectorsPlan =
  | { readonly basic: readonly object[] }
  | { readonly advanced: readonly object[] }
  /** Nothing customised. AWS shows that as one basic or as one advanced selector. */
  | { readonly default: 'basic' | 'advanced' };

/** Error codes of S3 or CloudWatch Logs, such as `AccessDenied`, that GetTrailStatus shows. */
export interface DeliveryErrors {
  readonly bucket?: string;
  readonly digest?: string;
  readonly logGroup?: string;
  readonly topic?: string;
}

/** The bucket that a trail writes to. Left out, it is versioned and locked, and closed to the public. */
export interface BucketPlan {
  /** The home of the trail unless said otherwise. */
  readonly region?: string;
  readonly versioning?: 'Enabled' | 'Suspended' | 'never';
  readonly mfaDelete?: boolean;
  /** Whether objects are locked when they are written. */
  readonly objectLock?: boolean;
  readonly publicPolicy?: boolean;
  readonly publicAcl?: boolean;
  /** Whether Block Public Access is on, in all four settings. */
  readonly publicAccessBlock?: boolean;
}

export interface TrailPlan {
  readonly name: string;
  /** True unless said otherwise. */
  readonly multiRegion?: boolean;
  /** Only of the management account or a delegated administrator of CloudTrail's. */
  readonly organization?: boolean;
  /** True unless said otherwise. */
  readonly globalEvents?: boolean;
  /** `on` unless said otherwise. */
  readonly logging?: 'on' | 'stopped' | 'never-started';
  readonly selectors?: SelectorsPlan;
  readonly logFileValidation?: boolean;
  readonly recursiveLogging?: boolean;
  readonly kmsKeyId?: string;
  readonly logGroupArn?: string;
  readonly logsRoleArn?: string;
  /** A key and a log group of the account's own, where none is named. */
  readonly withKey?: true;
  readonly withLogGroup?: true;
  readonly snsTopicArn?: string;
  readonly bucket?: BucketPlan;
  readonly errors?: DeliveryErrors;
  /** Of an organization trail: errors that single members see, by the account's name. */
  readonly memberErrors?: Readonly<Record<string, DeliveryErrors>>;
}

export interface StatementPlan {
  readonly Effect?: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  /** `*` unless said otherwise. */
  readonly Resource?: string | readonly string[];
  readonly Condition?: object;
}

export interface RolePlan {
  readonly name: string;
  /** Services; API Gateway alone unless said otherwise. */
  readonly trusts?: readonly string[];
  /** ARNs of managed policies: AWS's own that the sandbox knows, or those of the account's plan. */
  readonly managed?: readonly string[];
  /** What one inline policy allows. */
  readonly inline?: readonly StatementPlan[];
  /** What a permissions boundary leaves. */
  readonly boundary?: readonly StatementPlan[];
}

/** What CloudWatch Logs delivers of a REST stage's execution logs, in the automatic log group's place. */
export interface ExecutionLogDeliveryPlan {
  readonly api: string;
  readonly stage: string;
  readonly destinationArns: readonly string[];
}

export interface RegionPlan {
  /** Trails whose home is this region. */
  readonly trails?: readonly TrailPlan[];
  /** What API Gateway writes logs with here. The same name in two regions is one role. Left out: never set. */
  readonly role?: RolePlan;
  /** The role was deleted after API Gateway was told to write with it. */
  readonly roleDeleted?: true;
  readonly apis?: readonly ApiPlan[];
  /** Names of log groups, delivery streams and topics that somebody writes to and that do not exist. */
  readonly missing?: readonly string[];
  /** How many days log groups keep what they hold, by name; null: for ever. 365 unless said otherwise. */
  readonly retention?: Readonly<Record<string, number | null>>;
  /** Whether a resource policy lets AWS's log delivery write to log groups, as HTTP APIs need. Yes unless said otherwise. */
  readonly logDelivery?: 'denied';
  readonly executionLogDeliveries?: readonly ExecutionLogDeliveryPlan[];
}

/**
 * A denial of actions: by the account's own policies, or by a service control policy. Globs as in IAM. A service
 * control policy does not bind the management account (Organizations User Guide).
 */
export interface DenialPlan {
  readonly by: 'identity-policy' | 'service-control-policy';
  readonly actions: readonly string[];
  readonly exceptActions?: readonly string[];
  /** Left out: in every region. */
  readonly regions?: readonly string[];
  readonly exceptRegions?: readonly string[];
}

export const ACCOUNT_STATES = ['ACTIVE', 'SUSPENDED', 'PENDING_CLOSURE', 'CLOSED', 'PENDING_ACTIVATION'] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];
export const OPT_STATUSES = ['ENABLED', 'ENABLING', 'DISABLING', 'DISABLED', 'ENABLED_BY_DEFAULT'] as const;
export type OptStatus = (typeof OPT_STATUSES)[number];

/** Any region of the world is a key, such as `eu-west-1`. */
export type PlacesPlan = Readonly<Record<string, RegionPlan>>;

export interface AccountPlan {
  /** Twelve digits. Left out, it follows from the name. */
  readonly id?: string;
  /** An organizational unit, with its parents: `Workloads/Production`. Left out, the account is in the root. */
  readonly unit?: string;
  /** `ACTIVE` unless said otherwise. */
  readonly state?: AccountState;
  /** Opt-in regions that are enabled here, or regions enabled by default that are not. */
  readonly optStatus?: Readonly<Record<string, OptStatus>>;
  /** Roles that the caller's account may assume. The two of `ENTRY_ROLES` unless said otherwise. */
  readonly entryRoles?: readonly string[];
  /** AssumeRole must name it, where it is given. */
  readonly externalId?: string;
  readonly denied?: readonly DenialPlan[];
  readonly places?: PlacesPlan;
}

/** The role that Organizations makes in each new member, and the one that a scan is usually given. */
export const ENTRY_ROLES = ['OrganizationAccountAccessRole', 'TrailgateAudit'] as const;

export interface OrganizationPlan {
  readonly partition?: Partition;
  /** Regions enabled by default; the opt-in regions come on top. */
  readonly regions: readonly string[];
  readonly optInRegions?: readonly string[];
  /** Accounts by name. The first is the management account, unless `standalone`. */
  readonly accounts: Readonly<Record<string, AccountPlan>>;
  /** True where the accounts are of no organization. */
  readonly standalone?: true;
  /** The account whose credentials the scanner is given. The first unless said otherwise. */
  readonly caller?: string;
  /** Delegated administrators by account name, with the services that they administer. */
  readonly delegatedAdministrators?: Readonly<Record<string, readonly string[]>>;
  /** Bind every account but the management account. */
  readonly serviceControlPolicies?: readonly Omit<DenialPlan, 'by'>[];
  /**
   * Whether GetEventSelectors answers a member about an organization's trail. Not documented, and reports disagree: no
   * unless said otherwise.
   */
  readonly membersReadSelectors?: true;
}
