import { GetRestApisCommand, GetStagesCommand, type Stage as SdkStage } from '@aws-sdk/client-api-gateway';
import type { Ask } from '../aws/session.ts';
import type { AccessLogSettings, Api, ExecutionLogSettings, LoggingLevel, Stage } from '../model/apigateway.ts';
import type { RegionTarget } from '../model/target.ts';
import { given } from './given.ts';
import { allPages } from './pages.ts';
import { textOrNull } from './trails.ts';

/** Every REST API of a region with its stages. One request for each page of APIs, one for each API. */
export async function restApis(target: RegionTarget, ask: Ask): Promise<readonly Api[]> {
  const { region } = target;
  const found = await allPages(async (position) => {
    const page = await ask('apigateway', region, GetRestApisCommand, { limit: 500, position });
    return { items: page.items, next: page.position };
  });
  const apis = found.map(async ({ id = '', name = '' }): Promise<Api> => {
    const api = { kind: 'rest', id, name } as const;
    const stages = await ask.apart(async (apart) => {
      // GetStages has no pages (API Gateway API Reference).
      const { item } = await apart('apigateway', region, GetStagesCommand, { restApiId: id });
      return given(item, 'item').map((stage) => toStage(stage, api, target));
    });
    return { ...api, stages };
  });
  return (await Promise.all(apis)).sort((a, b) => (a.id < b.id ? -1 : 1));
}

function toStage(stage: SdkStage, api: { readonly id: string; readonly name: string }, target: RegionTarget): Stage {
  const stageName = stage.stageName ?? '';
  return {
    arn: `arn:${target.partition}:apigateway:${target.region}::/restapis/${api.id}/stages/${stageName}`,
    type: 'AWS::ApiGateway::Stage',
    name: `${api.name}/${stageName}`,
    region: target.region,
    kind: 'rest',
    apiId: api.id,
    apiName: api.name,
    stageName,
    accessLog: toAccessLog(stage.accessLogSettings?.destinationArn, stage.accessLogSettings?.format),
    executionLog: toExecutionLog(stage),
  };
}

/**
 * Null without either. CloudFormation hands over log groups' ARNs with `:*` at their end; both mean the group.
 */
export function toAccessLog(destination: string | undefined, format: string | undefined): AccessLogSettings | null {
  const destinationArn = textOrNull(destination)?.replace(/:\*$/, '') ?? null;
  return destinationArn === null && textOrNull(format) === null ? null : { destinationArn, format: textOrNull(format) };
}

/** `*` `/*` is the stage-wide key; its absence means that execution logging was never set, which is OFF. */
const WHOLE_STAGE = '*/*';

function toExecutionLog({ methodSettings = {} }: SdkStage): ExecutionLogSettings {
  const { [WHOLE_STAGE]: whole, ...methods } = methodSettings;
  return {
    level: toLevel(whole?.loggingLevel) ?? 'OFF',
    dataTrace: whole?.dataTraceEnabled === true,
    overrides: Object.entries(methods)
      .map(([key, setting]) => ({
        route: methodNamed(key),
        level: toLevel(setting.loggingLevel),
        dataTrace: setting.dataTraceEnabled === true,
      }))
      .sort((a, b) => (a.route < b.route ? -1 : 1)),
  };
}

/** AWS stores nothing else; another word is kept from looking like one of these. */
export function toLevel(level: string | undefined): LoggingLevel | null {
  return level === 'OFF' || level === 'ERROR' || level === 'INFO' ? level : null;
}

/**
 * `~1pets~1{id}/GET` as `/pets/{id} GET`: keys are JSON pointers that end in the HTTP method. Whether answers keep the
 * escapes or a leading slash is not documented, so both are read.
 */
function methodNamed(key: string): string {
  const cut = key.lastIndexOf('/');
  const path = key.slice(0, cut).replaceAll('~1', '/').replaceAll('~0', '~').replace(/^\/+/, '');
  return `/${path} ${key.slice(cut + 1)}`;
}
