import type { Evidence } from './evidence.ts';
import type { AccountId, Arn, Region } from './target.ts';

/** A trail as DescribeTrails shows it. Strings that AWS omits are null. A shadow has the ARN of its home trail. */
export interface Trail {
  readonly arn: Arn;
  readonly name: string;
  readonly homeRegion: Region;
  /** From the ARN: for an organization trail the management account. */
  readonly ownerAccountId: AccountId;
  readonly multiRegion: boolean;
  readonly organization: boolean;
  readonly includeGlobalServiceEvents: boolean;
  readonly logFileValidation: boolean;
  readonly recursiveLogging: boolean;
  readonly kmsKeyId: Arn | null;
  readonly bucket: string | null;
  readonly bucketPrefix: string | null;
  readonly logGroupArn: Arn | null;
  readonly logsRoleArn: Arn | null;
  readonly snsTopicArn: Arn | null;
}

/** GetTrailStatus, asked in the trail's home region. Times are ISO 8601; empty strings of AWS's are null. */
export interface TrailStatus {
  readonly logging: boolean;
  readonly startedAt: string | null;
  readonly stoppedAt: string | null;
  readonly latestDeliveryAt: string | null;
  /** An S3 error code such as `AccessDenied` or `NoSuchBucket`; null when the last delivery went well. */
  readonly latestDeliveryError: string | null;
  readonly latestDigestDeliveryAt: string | null;
  readonly latestDigestDeliveryError: string | null;
  readonly latestLogsDeliveryAt: string | null;
  readonly latestLogsDeliveryError: string | null;
  readonly latestNotificationError: string | null;
}

export interface DataResource {
  readonly type: string;
  readonly values: readonly string[];
}

/** One of PutEventSelectors's basic selectors. Members that AWS omits have AWS's defaults. */
export interface BasicEventSelector {
  readonly readWriteType: 'All' | 'ReadOnly' | 'WriteOnly';
  readonly includeManagementEvents: boolean;
  readonly excludeManagementEventSources: readonly string[];
  readonly dataResources: readonly DataResource[];
}

export const SELECT_OPERATORS = ['equals', 'startsWith', 'endsWith'] as const;
export const DESELECT_OPERATORS = ['notEquals', 'notStartsWith', 'notEndsWith'] as const;
export type FieldOperator = (typeof SELECT_OPERATORS)[number] | (typeof DESELECT_OPERATORS)[number];

/** A condition on one field; an operator without values is an empty list. */
export type FieldSelector = { readonly field: string } & { readonly [O in FieldOperator]: readonly string[] };

export interface AdvancedEventSelector {
  /** Free text; nothing may be inferred from it. */
  readonly name: string | null;
  readonly fields: readonly FieldSelector[];
}

/** GetEventSelectors. Both lists empty means that AWS's default applies: all management events, no data events. */
export interface TrailSelectors {
  readonly basic: readonly BasicEventSelector[];
  readonly advanced: readonly AdvancedEventSelector[];
}

/** What an account can tell of a trail that reaches it, beyond DescribeTrails. */
export interface TrailDetail {
  readonly arn: Arn;
  readonly status: Evidence<TrailStatus>;
  readonly selectors: Evidence<TrailSelectors>;
}

/** An organization's own trail, as its management account sees it. */
export interface OrganizationTrail {
  readonly trail: Trail;
  readonly status: Evidence<TrailStatus>;
}
