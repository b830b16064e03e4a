import type { PatchOperation } from '@aws-sdk/client-api-gateway';
import {
  APIGatewayClient,
  CreateDeploymentCommand,
  ImportRestApiCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client, CreateApiCommand, CreateStageCommand } from '@aws-sdk/client-apigatewayv2';
import type { Place } from './callers.ts';
import { given } from './callers.ts';

type Level = 'OFF' | 'ERROR' | 'INFO';

export interface StagePlan {
  /** Left out: no access log. The destination is a log group of the same place unless said otherwise. */
  readonly accessLog?: { readonly destinationArn?: string; readonly format?: string };
  /** The stage-wide level of execution logs. Left out: never set, which is off. HTTP APIs have none. */
  readonly level?: Level;
  /** Levels of single methods (`/pets GET`) or, of a WebSocket API, of single routes (`$connect`). */
  readonly overrides?: Readonly<Record<string, Level>>;
}

export interface ApiPlan {
  readonly kind: 'rest' | 'http' | 'websocket';
  readonly name: string;
  /** By name. */
  readonly stages: Readonly<Record<string, StagePlan>>;
}

export interface SeededApi {
  readonly id: string;
  /** ARNs of stages by name. */
  readonly stages: Readonly<Record<string, string>>;
}

/** Formats of access logs. The first is sound on every kind of API. */
export const FORMATS = {
  json: '{"requestId":"$context.requestId","ip":"$context.identity.sourceIp","status":"$context.status"}',
  extendedRequestIdOnly: '$context.extendedRequestId $context.identity.sourceIp $context.status',
  integrationRequestIdOnly: '$context.integration.requestId $context.identity.sourceIp $context.status',
  literalRequestId: '{"requestId":"requestId","ip":"$context.identity.sourceIp"}',
} as const;

export async function seedApi(place: Place, plan: ApiPlan): Promise<SeededApi> {
  return plan.kind === 'rest' ? seedRestApi(place, plan) : seedV2Api(place, plan);
}

async function seedRestApi(place: Place, { name, stages }: ApiPlan): Promise<SeededApi> {
  const client = new APIGatewayClient(place);
  const imported = await client.send(new ImportRestApiCommand({ body: Buffer.from(JSON.stringify(petsApi(name))) }));
  const restApiId = given(imported.id);
  for (const [stageName, stage] of Object.entries(stages)) {
    await client.send(new CreateDeploymentCommand({ restApiId, stageName }));
    const patchOperations = patchesOf(stage, logGroup(place, name, stageName));
    if (patchOperations.length > 0)
      await client.send(new UpdateStageCommand({ restApiId, stageName, patchOperations }));
  }
  return { id: restApiId, stages: stageArns(`${place.region}::/restapis/${restApiId}`, stages) };
}

/**
 * A REST API must have a method with an integration before it can be deployed. moto cannot import one of type `mock`,
 * which has no URI.
 */
function petsApi(name: string): object {
  const integration = { type: 'http_proxy', httpMethod: 'GET', uri: 'https://pets.example.com' };
  const get = { responses: { 200: { description: 'ok' } }, 'x-amazon-apigateway-integration': integration };
  return { openapi: '3.0.1', info: { title: name, description: name, version: '1' }, paths: { '/pets': { get } } };
}

/** Paths as in API Gateway's API Reference, "Patch Operations": the resource's path is escaped as in a JSON Pointer. */
function patchesOf({ accessLog, level, overrides = {} }: StagePlan, destination: string): PatchOperation[] {
  const values: [path: string, value: string][] = [];
  if (accessLog !== undefined) {
    values.push(['/accessLogSettings/destinationArn', accessLog.destinationArn ?? destination]);
    if (accessLog.format !== undefined) values.push(['/accessLogSettings/format', accessLog.format]);
  }
  if (level !== undefined) values.push(['/*/*/logging/loglevel', level]);
  for (const [method, methodLevel] of Object.entries(overrides)) {
    const [path = '', verb] = method.split(' ');
    values.push([`/${path.replaceAll('/', '~1')}/${verb}/logging/loglevel`, methodLevel]);
  }
  return values.map(([path, value]) => ({ op: 'replace', path, value }));
}

async function seedV2Api(place: Place, { kind, name, stages }: ApiPlan): Promise<SeededApi> {
  const client = new ApiGatewayV2Client(place);
  const created = await client.send(
    new CreateApiCommand(
      kind === 'http'
        ? { Name: name, ProtocolType: 'HTTP' }
        : { Name: name, ProtocolType: 'WEBSOCKET', RouteSelectionExpression: '$request.body.action' },
    ),
  );
  const ApiId = given(created.ApiId);
  for (const [StageName, { accessLog, level, overrides = {} }] of Object.entries(stages)) {
    const DestinationArn = accessLog?.destinationArn ?? logGroup(place, name, StageName);
    const routes = Object.entries(overrides).map(([route, LoggingLevel]) => [route, { LoggingLevel }]);
    await client.send(
      new CreateStageCommand({
        ApiId,
        StageName,
        ...(accessLog && { AccessLogSettings: { DestinationArn, Format: accessLog.format } }),
        ...(level && { DefaultRouteSettings: { LoggingLevel: level } }),
        ...(routes.length > 0 && { RouteSettings: Object.fromEntries(routes) }),
      }),
    );
  }
  return { id: ApiId, stages: stageArns(`${place.region}::/apis/${ApiId}`, stages) };
}

/** The log group itself is not made: API Gateway does not check that it exists, and nor does a scan. */
function logGroup({ region, accountId }: Place, apiName: string, stageName: string): string {
  return `arn:aws:logs:${region}:${accountId}:log-group:/aws/apigateway/${apiName}-${stageName.replace('$', '')}`;
}

function stageArns(api: string, stages: ApiPlan['stages']): Record<string, string> {
  return Object.fromEntries(Object.keys(stages).map((name) => [name, `arn:aws:apigateway:${api}/stages/${name}`]));
}
