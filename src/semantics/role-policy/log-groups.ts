import type { ApiGatewayApis, Stage } from '../../model/apigateway.ts';
import type { Evidence, Unavailable } from '../../model/evidence.ts';
import type { Arn, RegionTarget } from '../../model/target.ts';
import { hasExecutionLog, isFirehose, stagesOf } from '../stages.ts';

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
 * http-api-logging and apigateway-logging-to-kinesis). Of the groups in the target itself the first is enough where
 * they are `alike`: whoever may write to all of them need not look at each of thousands.
 */
export function writtenLogGroups(apis: ApiGatewayApis, target: RegionTarget, alike = false): WrittenLogGroups {
  const { read, unread } = stagesOf(apis);
  const groups: WrittenLogGroup[] = [];
  const place = everyLogGroup(target).slice(0, -1);
  let ownIsKnown = false;
  for (const { stage } of read) {
    if (stage.kind === 'http') continue;
    const destination = stage.accessLog?.destinationArn;
    if (destination && !isFirehose(destination) && !(ownIsKnown && destination.startsWith(place))) {
      groups.push(accessLogGroup(stage, destination));
    }
    if (!ownIsKnown && hasExecutionLog(stage)) groups.push(executionLogGroup(stage, place));
    ownIsKnown ||= alike && groups.at(-1)?.arn.startsWith(place) === true;
  }
  return {
    groups,
    unread: unread.flatMap(({ kind, why }) => (kind === 'http' ? [] : [why])),
    from: [apis.rest, apis.v2, ...new Set(read.flatMap(({ stage, from }) => (stage.kind === 'http' ? [] : from)))],
  };
}

/** Any log group of a region: what API Gateway may write to where the stages are not known. */
export function anyLogGroup(target: RegionTarget): WrittenLogGroup {
  const what = `the logs of stages in ${target.region} that could not be read`;
  return { arn: everyLogGroup(target), certain: false, what };
}

/** A pattern for the log groups of one account and region. */
export function everyLogGroup({ partition, accountId, region }: RegionTarget): Arn {
  return `arn:${partition}:logs:${region}:${accountId}:log-group:*`;
}

function accessLogGroup({ apiName, stageName }: Stage, arn: Arn): WrittenLogGroup {
  const certain = /^arn:[^:]+:logs:[^:]+:[^:]+:log-group:[^:*?]+$/.test(arn);
  return { arn, certain, what: `the access logs of ${apiName}/${stageName}` };
}

/** `place` is what stands before a log group's name in its ARN. */
function executionLogGroup({ kind, apiId, apiName, stageName }: Stage, place: string): WrittenLogGroup {
  // The name of a WebSocket API's group stands on no page of AWS.
  const rest = kind === 'rest';
  const group = rest ? `API-Gateway-Execution-Logs_${apiId}/${stageName}` : `/aws/apigateway/${apiId}/${stageName}`;
  return { arn: `${place}${group}`, certain: rest, what: `the execution logs of ${apiName}/${stageName}` };
}
