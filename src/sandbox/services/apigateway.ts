import { drawText } from '../draw.ts';
import { AwsError } from '../wire/aws-error.ts';
import type { LogLevel } from '../world/plan.ts';
import type { Api, Stage } from '../world/world.ts';
import type { Context, Service } from './service.ts';
import { epochSeconds, operation } from './service.ts';

/** API Gateway's first control plane: REST APIs, and the account's settings for a region. */
export const apigateway: Service = {
  name: 'apigateway',
  protocol: 'rest-json',
  codes: { 'invalid-request': [400, 'BadRequestException'] },
  operations: {
    GetAccount: operation({
      http: { method: 'GET', path: '/account' },
      members: {},
      action: 'apigateway:GET',
      resource: (_, { world, region }) => `arn:${world.partition}:apigateway:${region}::/account`,
      answer: (_, { account, region }) => {
        const { apiGateway } = account.region(region);
        if (apiGateway === null) throw new AwsError(404, 'NotFoundException', 'Invalid Customer identifier specified');
        return {
          // Not set, it has no key.
          cloudwatchRoleArn: apiGateway.roleArn ?? undefined,
          throttleSettings: { rateLimit: 10_000, burstLimit: 5_000 },
          features: ['UsagePlans'],
          apiKeyVersion: '4',
        };
      },
    }),
    GetRestApis: operation({
      http: { method: 'GET', path: '/restapis' },
      members: { limit: { kind: 'integer', min: 1, max: 500 }, position: { kind: 'text' } },
      action: 'apigateway:GET',
      resource: (_, { world, region }) => `arn:${world.partition}:apigateway:${region}::/restapis`,
      answer: ({ limit = 25, position }, context) => {
        const { restApis } = context.account.region(context.region);
        const invalidToken = () => new AwsError(400, 'BadRequestException', 'Invalid position parameter.');
        const { items, next } = context.page(restApis, { token: position, size: limit, invalidToken });
        return { item: items.map((api) => restApi(api, context)), position: next };
      },
    }),
    GetStages: operation({
      http: { method: 'GET', path: '/restapis/{restApiId}/stages' },
      members: { restApiId: { kind: 'text', required: true }, deploymentId: { kind: 'text' } },
      action: 'apigateway:GET',
      resource: ({ restApiId }, { world, region }) =>
        `arn:${world.partition}:apigateway:${region}::/restapis/${restApiId}/stages`,
      answer: ({ restApiId, deploymentId }, context) => {
        const api = context.account.region(context.region).restApis.find(restApiId);
        if (api === null) throw new AwsError(404, 'NotFoundException', 'Invalid API identifier specified');
        const stages = api.stages.map((stage) => restStage(api, stage, context));
        return { item: stages.filter((stage) => deploymentId === undefined || stage.deploymentId === deploymentId) };
      },
    }),
  },
};

const DAY = 24 * 3_600_000;
const ID = 'abcdefghijklmnopqrstuvwxyz0123456789';

function restApi({ id, name }: Api, { world }: Context): object {
  return {
    id,
    name,
    createdDate: epochSeconds(world.at - 200 * DAY),
    apiKeySource: 'HEADER',
    endpointConfiguration: { types: ['REGIONAL'], ipAddressType: 'ipv4' },
    disableExecuteApiEndpoint: false,
    rootResourceId: drawText(ID, 10, 'root resource', id),
  };
}

/** Without settings `methodSettings` is empty; without an access log there is no key (recorded answers of real AWS). */
function restStage(
  { id }: Api,
  { name, destinationArn, accessLog, level, overrides = {}, dataTrace = false }: Stage,
  { world }: Context,
) {
  const methods = Object.entries(overrides).map(([method, override]) => [
    methodKey(method),
    methodSetting(override, dataTrace),
  ]);
  return {
    deploymentId: drawText(ID, 6, 'deployment', id, name),
    stageName: name,
    cacheClusterEnabled: false,
    cacheClusterStatus: 'NOT_AVAILABLE',
    methodSettings: Object.fromEntries(
      level === undefined ? methods : [['*/*', methodSetting(level, dataTrace)], ...methods],
    ),
    accessLogSettings: destinationArn === null ? undefined : { format: accessLog?.format, destinationArn },
    tracingEnabled: false,
    createdDate: epochSeconds(world.at - 200 * DAY),
    lastUpdatedDate: epochSeconds(world.at - 10 * DAY),
  };
}

/** `/pets GET` as `~1pets/GET`, a JSON pointer's escapes (API Gateway API Reference, patch operations). */
function methodKey(method: string): string {
  const [path = '', verb = ''] = method.split(' ');
  return `${path.replaceAll('~', '~0').replaceAll('/', '~1')}/${verb}`;
}

/** A setting is whole: whatever is not set has its default. */
function methodSetting(loggingLevel: LogLevel, dataTraceEnabled: boolean): object {
  return {
    metricsEnabled: false,
    loggingLevel,
    dataTraceEnabled,
    throttlingBurstLimit: 5_000,
    throttlingRateLimit: 10_000,
    cachingEnabled: false,
    cacheTtlInSeconds: 300,
    cacheDataEncrypted: false,
    requireAuthorizationForCacheControl: true,
    unauthorizedCacheControlHeaderStrategy: 'SUCCEED_WITH_RESPONSE_HEADER',
  };
}
