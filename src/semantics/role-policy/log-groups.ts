import type { ApiGatewayApis, LoggingLevel, Stage } from '../../model/apigateway.ts';
import type { Evidence, Unavailable } from '../../model/evidence.ts';
import type { Arn, RegionTarget } from '../../model/target.ts';
import { isFirehose, stagesOf } from '../stages.ts';

/** A log group that API Gateway writes to with the account's role. */
export interface WrittenLogGroup {
  /** Without a trailing `:*`. Where the stages are not known it is a pattern. */
  readonly arn: Arn;
  /** False where it is not certain that this is the group, or that there is one. */
  readonly certain: boolean;
  /** What is written there, such as `the access logs of orders/prod`. */
  readonly what: string;
}

/** The log groups that a region's stages write to with the role, and the stages that could not be read. */
export interface WrittenLogGroups {
  readonly groups: readonly WrittenLogGroup[];
  readonly unread: readonly Unavailable[];
  readonly from: readonly Evidence<unknown>[];
}

/**
 * The log groups that REST and WebSocket stages write to through the account's role. HTTP APIs write as a log
 * delivery service, and REST access logs go to Firehose with a service-linked role (API Gateway Developer Guide,
 * http-api-logging and apigateway-logging-to-kinesis).
 */
export function writtenLogGroups(apis: ApiGatewayApis, target: RegionTarget): WrittenLogGroups {
  const { read, unread } = stagesOf(apis);
  const writing = read.filter(({ stage }) => stage.kind !== 'http');
  return {
    groups: writing.flatMap(({ stage }) => groupsOf(stage, target)),
    unread: unread.flatMap(({ kind, why }) => (kind === 'http' ? [] : [why])),
    from: [apis.rest, apis.v2, ...new Set(writing.flatMap(({ from }) => from))],
  };
}

/** Any log group of a region: what API Gateway may write to where the stages are not known. */
export function anyLogGroup({ partition, accountId, region }: RegionTarget): WrittenLogGroup {
  const arn = `arn:${partition}:logs:${region}:${accountId}:log-group:*`;
  return { arn, certain: false, what: `the logs of stages in ${region} that could not be read` };
}

function groupsOf(stage: Stage, { partition, accountId, region }: RegionTarget): readonly WrittenLogGroup[] {
  const groups: WrittenLogGroup[] = [];
  const name = `${stage.apiName}/${stage.stageName}`;
  const destination = stage.accessLog?.destinationArn;
  if (destination && !isFirehose(destination)) {
    const certain = /^arn:[^:]+:logs:[^:]+:[^:]+:log-group:[^:*?]+$/.test(destination);
    groups.push({ arn: destination, certain, what: `the access logs of ${name}` });
  }
  const { level, overrides } = stage.executionLog ?? { level: 'OFF', overrides: [] };
  if (isOn(level) || overrides.some((override) => isOn(override.level))) {
    // The name of a WebSocket API's group stands on no page of AWS.
    const rest = stage.kind === 'rest';
    const { apiId, stageName } = stage;
    const group = rest ? `API-Gateway-Execution-Logs_${apiId}/${stageName}` : `/aws/apigateway/${apiId}/${stageName}`;
    const arn = `arn:${partition}:logs:${region}:${accountId}:log-group:${group}`;
    groups.push({ arn, certain: rest, what: `the execution logs of ${name}` });
  }
  return groups;
}

function isOn(level: LoggingLevel | null): boolean {
  return level === 'ERROR' || level === 'INFO';
}
