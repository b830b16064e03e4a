import type { Evidence } from './evidence.ts';
import type { PolicyText } from './iam.ts';
import type { Arn } from './target.ts';

/** Something that logs are sent to, and whether AWS says that it exists. */
export interface NamedDestination {
  readonly arn: Arn;
  readonly exists: Evidence<boolean>;
}

/** A log group, of which the days that it keeps events are asked; null where it keeps them for ever. */
export interface LogGroup {
  readonly retentionDays: number | null;
}

/** A log group that somebody names; the group itself is null where CloudWatch Logs knows none of that name. */
export interface NamedLogGroup {
  /** Without the trailing `:*`. */
  readonly arn: Arn;
  readonly group: Evidence<LogGroup | null>;
}

/** The policies on a log group itself; null where there is no such group. */
export interface LogGroupPolicies {
  readonly arn: Arn;
  readonly policies: Evidence<readonly PolicyText[] | null>;
}

/** Who may write to a region's log groups: by policies of the whole account, and by those on single groups. */
export interface LogDeliveryPolicies {
  readonly account: Evidence<readonly PolicyText[]>;
  readonly groups: readonly LogGroupPolicies[];
}

/** A delivery source for the execution logs of a REST stage, and where its deliveries send them: nowhere if empty. */
export interface ExecutionLogDelivery {
  readonly source: string;
  /** As API Gateway names stages to CloudWatch Logs: with an account id, unlike IAM's. */
  readonly stageArn: Arn;
  /** Each delivery's id and the ARN of its delivery destination. */
  readonly deliveries: readonly { readonly id: string; readonly destinationArn: Arn }[];
}

/** A region's delivery sources for execution logs. */
export interface ExecutionLogDeliveries {
  readonly sources: Evidence<readonly ExecutionLogDelivery[]>;
}
