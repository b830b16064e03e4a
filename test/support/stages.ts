import type {
  Api,
  ApiGatewayApis,
  ApiKind,
  ExecutionLogSettings,
  LoggingOverride,
  Stage,
} from '../../src/model/apigateway.ts';
import type { Collected } from '../../src/model/evidence.ts';
import { has, REGION } from './evidence.ts';

const PATHS = { rest: 'restapis', http: 'apis', websocket: 'apis' } as const;

export const LOG_GROUP = 'arn:aws:logs:eu-west-1:111122223333:log-group:orders-access';
export const JSON_FORMAT = '{"requestId":"$context.requestId","status":"$context.status"}';

/** A stage as a collector makes it: full logs, unless told otherwise. */
export function stage(kind: ApiKind, name: string, changes: Partial<Stage> = {}): Stage {
  const apiId = `${kind}api1`;
  return {
    arn: `arn:aws:apigateway:${REGION}::/${PATHS[kind]}/${apiId}/stages/${name}`,
    type: kind === 'rest' ? 'AWS::ApiGateway::Stage' : 'AWS::ApiGatewayV2::Stage',
    name: `orders/${name}`,
    region: REGION,
    kind,
    apiId,
    apiName: 'orders',
    stageName: name,
    accessLog: { destinationArn: LOG_GROUP, format: JSON_FORMAT },
    executionLog: kind === 'http' ? null : { level: 'INFO', dataTrace: false, overrides: [] },
    ...changes,
  };
}

export function level(
  executionLog: ExecutionLogSettings['level'],
  overrides: readonly Pick<LoggingOverride, 'route' | 'level'>[] = [],
) {
  const traceless = overrides.map((override) => ({ ...override, dataTrace: false }));
  return { executionLog: { level: executionLog, dataTrace: false, overrides: traceless } };
}

/** A region's evidence with the given stages, an API for each kind. */
export function apisWith(...stages: readonly Stage[]): Collected<ApiGatewayApis> {
  const ofKind = (kind: ApiKind): readonly Api[] => {
    const own = stages.filter((candidate) => candidate.kind === kind);
    return own.length === 0 ? [] : [{ kind, id: `${kind}api1`, name: 'orders', stages: has(own) }];
  };
  return has({ rest: has(ofKind('rest')), v2: has([...ofKind('http'), ...ofKind('websocket')]) });
}
