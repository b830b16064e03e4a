import type { ApiGatewayApis, Stage } from '../model/apigateway.ts';
import type { Evidence, Unavailable } from '../model/evidence.ts';

/** What could not be read of a region's stages: which APIs, in words, and why. */
export interface UnreadStages {
  readonly what: string;
  readonly why: Unavailable;
}

/** A stage, and the node of evidence that shows it. */
export interface ReadStage {
  readonly stage: Stage;
  readonly from: Evidence<readonly Stage[]>;
}

/** All stages of a region that could be read, and all that could not. */
export function stagesOf({ rest, v2 }: ApiGatewayApis): {
  readonly read: readonly ReadStage[];
  readonly unread: readonly UnreadStages[];
} {
  const read: ReadStage[] = [];
  const unread: UnreadStages[] = [];
  for (const [what, apis] of [
    ['REST APIs', rest],
    ['HTTP and WebSocket APIs', v2],
  ] as const) {
    if (apis.status === 'unavailable') {
      unread.push({ what: `the ${what}`, why: apis });
      continue;
    }
    for (const { id, name, stages } of apis.value) {
      if (stages.status === 'unavailable') unread.push({ what: `the stages of ${name} (${id})`, why: stages });
      else for (const stage of stages.value) read.push({ stage, from: stages });
    }
  }
  return { read, unread };
}

/** Names a Firehose stream as the destination, which API Gateway writes to without the account's role. */
export function isFirehose(destinationArn: string): boolean {
  return destinationArn.split(':')[2] === 'firehose';
}
