import { drawText } from '../draw.ts';
import { AwsError } from '../wire/aws-error.ts';
import type { LogLevel } from '../world/plan.ts';
import type { Api, Stage } from '../world/world.ts';
import { listing } from '../world/world.ts';
import type { Context, Service } from './service.ts';
import { operation } from './service.ts';

/** The page size is written as text, and is a number all the same (API Gateway V2 API Reference). */
const PAGING = { maxResults: { kind: 'integer', min: 1, max: 500 }, nextToken: { kind: 'text' } } as const;

/** API Gateway's second control plane: HTTP and WebSocket APIs. It shares IAM's name and the rates with the first. */
export const apigatewayv2: Service = {
  name: 'apigateway',
  protocol: 'rest-json',
  codes: { 'invalid-request': [400, 'BadRequestException'] },
  operations: {
    GetApis: operation({
      http: { method: 'GET', path: '/v2/apis' },
      members: PAGING,
      action: 'apigateway:GET',
      resource: (_, { world, region }) => `arn:${world.partition}:apigateway:${region}::/apis`,
      answer: ({ maxResults = 25, nextToken }, context) => {
        const { v2Apis } = context.account.region(context.region);
        const { items, next } = context.page(v2Apis, { token: nextToken, size: maxResults, invalidToken });
        return { items: items.map((api) => v2Api(api, context)), nextToken: next };
      },
    }),
    GetStages: operation({
      http: { method: 'GET', path: '/v2/apis/{apiId}/stages' },
      members: { ...PAGING, apiId: { kind: 'text', required: true } },
      action: 'apigateway:GET',
      resource: ({ apiId }, { world, region }) => `arn:${world.partition}:apigateway:${region}::/apis/${apiId}/stages`,
      answer: ({ apiId, maxResults = 25, nextToken }, context) => {
        const api = context.account.region(context.region).v2Apis.find(apiId);
        if (api === null)
          throw new AwsError(
            404,
            'NotFoundException',
            `Invalid API identifier specified ${context.account.id}:${apiId}`,
          );
        const { items, next } = context.page(listing(api.stages), { token: nextToken, size: maxResults, invalidToken });
        return { items: items.map((stage) => v2Stage(api, stage, context)), nextToken: next };
      },
    }),
  },
};

function invalidToken(): AwsError {
  return new AwsError(400, 'BadRequestException', 'Invalid NextToken');
}

const DAY = 24 * 3_600_000;

function v2Api({ id, kind, name }: Api, { world, region }: Context): object {
  const scheme = kind === 'http' ? 'https' : 'wss';
  const suffix = world.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return {
    apiEndpoint: `${scheme}://${id}.execute-api.${region}.${suffix}`,
    apiId: id,
    apiKeySelectionExpression: '$request.header.x-api-key',
    createdDate: dateTime(world.at - 200 * DAY),
    disableExecuteApiEndpoint: false,
    ipAddressType: 'ipv4',
    name,
    protocolType: kind === 'http' ? 'HTTP' : 'WEBSOCKET',
    routeSelectionExpression: kind === 'http' ? '$request.method $request.path' : '$request.body.action',
    tags: {},
  };
}

/** Without an access log there is no key; an HTTP API's settings know no logging level (recorded answers of real AWS). */
function v2Stage(
  { id, kind }: Api,
  { name, destinationArn, accessLog, level, overrides = {}, dataTrace = false }: Stage,
  { world }: Context,
) {
  const settings = (logging: LogLevel | undefined) => ({
    dataTraceEnabled: kind === 'http' ? undefined : dataTrace,
    detailedMetricsEnabled: false,
    loggingLevel: kind === 'http' ? undefined : (logging ?? 'OFF'),
  });
  const routes = Object.entries(overrides).map(([route, override]) => [route, settings(override)]);
  return {
    accessLogSettings: destinationArn === null ? undefined : { destinationArn, format: accessLog?.format },
    autoDeploy: name === '$default' ? true : undefined,
    createdDate: dateTime(world.at - 200 * DAY),
    defaultRouteSettings: settings(level),
    deploymentId: drawText('abcdefghijklmnopqrstuvwxyz0123456789', 6, 'deployment', id, name),
    lastUpdatedDate: dateTime(world.at - 10 * DAY),
    routeSettings: Object.fromEntries(routes),
    stageName: name,
    stageVariables: {},
    tags: {},
  };
}

function dateTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('.000', '');
}
