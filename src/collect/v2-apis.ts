import { GetApisCommand, GetStagesCommand, type Stage as SdkStage } from '@aws-sdk/client-apigatewayv2';
import type { Ask } from '../aws/session.ts';
import type { Api, ApiKind, ExecutionLogSettings, Stage } from '../model/apigateway.ts';
import type { RegionTarget } from '../model/target.ts';
import { allPages } from './pages.ts';
import { toAccessLog, toLevel } from './rest-apis.ts';

/** Every HTTP and WebSocket API of a region with its stages. The SDK has no paginators for these. */
export async function v2Apis(target: RegionTarget, ask: Ask): Promise<readonly Api[]> {
  const { region } = target;
  const found = await allPages(async (NextToken) => {
    const page = await ask('apigatewayv2', region, GetApisCommand, { NextToken });
    return { items: page.Items, next: page.NextToken };
  });
  const apis = found.map(async ({ ApiId: id = '', Name: name = '', ProtocolType }): Promise<Api> => {
    const api = { kind: ProtocolType === 'WEBSOCKET' ? 'websocket' : 'http', id, name } as const;
    const stages = await ask.apart(async (apart) => {
      const all = await allPages(async (NextToken) => {
        const page = await apart('apigatewayv2', region, GetStagesCommand, { ApiId: id, NextToken });
        return { items: page.Items, next: page.NextToken };
      });
      return all.map((stage) => toStage(stage, api, target));
    });
    return { ...api, stages };
  });
  return (await Promise.all(apis)).sort((a, b) => (a.id < b.id ? -1 : 1));
}

interface ApiNames {
  readonly kind: Exclude<ApiKind, 'rest'>;
  readonly id: string;
  readonly name: string;
}

function toStage(stage: SdkStage, api: ApiNames, target: RegionTarget): Stage {
  const stageName = stage.StageName ?? '';
  return {
    arn: `arn:${target.partition}:apigateway:${target.region}::/apis/${api.id}/stages/${stageName}`,
    type: 'AWS::ApiGatewayV2::Stage',
    name: `${api.name}/${stageName}`,
    region: target.region,
    kind: api.kind,
    apiId: api.id,
    apiName: api.name,
    stageName,
    accessLog: toAccessLog(stage.AccessLogSettings?.DestinationArn, stage.AccessLogSettings?.Format),
    executionLog: api.kind === 'websocket' ? toExecutionLog(stage) : null,
  };
}

function toExecutionLog({ DefaultRouteSettings, RouteSettings = {} }: SdkStage): ExecutionLogSettings {
  return {
    level: toLevel(DefaultRouteSettings?.LoggingLevel) ?? 'OFF',
    dataTrace: DefaultRouteSettings?.DataTraceEnabled === true,
    overrides: Object.entries(RouteSettings)
      .map(([route, { LoggingLevel, DataTraceEnabled }]) => ({
        route,
        level: toLevel(LoggingLevel),
        dataTrace: DataTraceEnabled === true,
      }))
      .sort((a, b) => (a.route < b.route ? -1 : 1)),
  };
}
