import { Refusal } from '../aws/refusal.ts';
import type { ApiGatewayApis, Stage } from '../model/apigateway.ts';
import type { Arn } from '../model/target.ts';
import { stagesOf } from '../semantics/stages.ts';

/**
 * Where the stages that could be read send access logs, as far as it is the service's, each once. Throws the Refusal
 * where none could be read: an empty list would look like an answer of AWS's.
 */
export function accessLogDestinations(
  apis: ApiGatewayApis,
  service: 'logs' | 'firehose',
  concerns: (stage: Stage) => boolean = () => true,
): readonly Arn[] {
  const { read, unread } = stagesOf(apis);
  const [first] = unread;
  if (read.length === 0 && first !== undefined) throw new Refusal(first.why, '', null);
  const destinations = read
    .filter(({ stage }) => concerns(stage))
    .flatMap(({ stage }) => stage.accessLog?.destinationArn ?? []);
  return [...new Set(destinations)].filter((arn) => arn.split(':')[2] === service).sort();
}
