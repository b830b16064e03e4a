import type { ApiGatewayApis, ApiKind, LoggingLevel, Stage } from '../model/apigateway.ts';
import type { Evidence, Unavailable } from '../model/evidence.ts';

/** What could not be read of a region's stages: which APIs, in words, and why. */
export interface UnreadStages {
  /** Null where not even the APIs are known. */
  readonly kind: ApiKind | null;
  readonly what: string;
  readonly why: Unavailable;
}

/** A stage, and the evidence that shows it: one node, in a list that it shares with the API's other stages. */
export interface ReadStage {
  readonly stage: Stage;
  readonly from: readonly Evidence<readonly Stage[]>[];
}

/** A region's stages: all that could be read, and all that could not. */
interface Stages {
  readonly read: readonly ReadStage[];
  readonly unread: readonly UnreadStages[];
}

/** Of each answer that is in memory, as a dozen rules ask for the same ones. */
const known = new WeakMap<ApiGatewayApis, Stages>();

/** All stages of a region that could be read, and all that could not. */
export function stagesOf(apis: ApiGatewayApis): Stages {
  const stages = known.get(apis) ?? listStages(apis);
  known.set(apis, stages);
  return stages;
}

function listStages({ rest, v2 }: ApiGatewayApis): Stages {
  const read: ReadStage[] = [];
  const unread: UnreadStages[] = [];
  for (const [what, apis] of [
    ['REST APIs', rest],
    ['HTTP and WebSocket APIs', v2],
  ] as const) {
    if (apis.status === 'unavailable') {
      unread.push({ kind: null, what: `the ${what}`, why: apis });
      continue;
    }
    for (const { kind, id, name, stages } of apis.value) {
      if (stages.status === 'unavailable') unread.push({ kind, what: `the stages of ${name} (${id})`, why: stages });
      else {
        const from = [stages];
        for (const stage of stages.value) read.push({ stage, from });
      }
    }
  }
  return { read, unread };
}

/** Names a Firehose stream as the destination, which API Gateway writes to without the account's role. */
export function isFirehose(destinationArn: string): boolean {
  return FIREHOSE.test(destinationArn);
}

const FIREHOSE = /^[^:]*:[^:]*:firehose:/;

/** Whether the stage, or some method or route of it, writes execution logs. */
export function hasExecutionLog({ executionLog }: Stage): boolean {
  return executionLog !== null && (isOn(executionLog) || executionLog.overrides.some(isOn));
}

function isOn({ level }: { readonly level: LoggingLevel | null }): boolean {
  return level === 'ERROR' || level === 'INFO';
}
