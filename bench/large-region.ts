import type { Api, ApiGatewayApis, ApiKind, ExecutionLogSettings, Stage } from '../src/model/apigateway.ts';
import type { ValueOf } from '../src/model/catalog.ts';
import type { ApiCall, Collected } from '../src/model/evidence.ts';
import { collected } from '../src/model/evidence.ts';
import type { RegionTarget } from '../src/model/target.ts';
import { draw, drawText } from '../src/sandbox/draw.ts';
import { AUDIT_FORMATS } from '../src/semantics/access-log-format/audit-formats.ts';

/** An answer of AWS's, as a collector keeps it. */
export function answered<T>(
  value: T,
  { accountId, region }: { readonly accountId: string; readonly region: string | null },
  api: string,
  parameters: ApiCall['parameters'] = {},
): Collected<T> {
  const asked = [accountId, region ?? '', ...Object.values(parameters)];
  const requestId = `5f0c1e6a-93d1-4c7b-8a21-${drawText('0123456789abcdef', 12, api, ...asked)}`;
  return collected(value, [{ api, accountId, region, parameters, at: '2026-11-20T06:31:07.412Z', requestId }]);
}

const STAGE_NAMES = ['dev', 'live', 'test'] as const;
const PATHS = { rest: 'restapis', http: 'apis', websocket: 'apis' } as const;

/** The APIs of a region, each with two stages, and with logs as teams leave them: most of them sound. */
export function apisOf(target: RegionTarget, stages: number): ApiGatewayApis {
  const apis = Array.from({ length: Math.ceil(stages / 2) }, (_, index) => {
    const kind = kindOf(draw('kind', target.accountId, target.region, index));
    const id = `${index.toString(36).padStart(4, '0')}${target.accountId.slice(-6)}`;
    return apiOf({ kind, id, name: `orders-${index}` }, target, Math.min(2, stages - index * 2));
  });
  return {
    rest: answered(
      apis.filter(({ kind }) => kind === 'rest'),
      target,
      'apigateway:GetRestApis',
    ),
    v2: answered(
      apis.filter(({ kind }) => kind !== 'rest'),
      target,
      'apigateway:GetApis',
    ),
  };
}

function kindOf(number: number): ApiKind {
  return number < 0.6 ? 'rest' : number < 0.9 ? 'http' : 'websocket';
}

type NamedApi = Pick<Api, 'kind' | 'id' | 'name'>;

function apiOf(api: NamedApi, target: RegionTarget, stages: number): Api {
  const parameters = { [api.kind === 'rest' ? 'restApiId' : 'ApiId']: api.id };
  const all = STAGE_NAMES.slice(0, stages).map((name) => stageOf(api, name, target));
  return { ...api, stages: answered(all, target, 'apigateway:GetStages', parameters) };
}

function stageOf({ kind, id, name }: NamedApi, stageName: string, target: RegionTarget): Stage {
  const number = draw('stage', target.region, id, stageName);
  return {
    arn: `arn:aws:apigateway:${target.region}::/${PATHS[kind]}/${id}/stages/${stageName}`,
    type: kind === 'rest' ? 'AWS::ApiGateway::Stage' : 'AWS::ApiGatewayV2::Stage',
    name: `${name}/${stageName}`,
    region: target.region,
    kind,
    apiId: id,
    apiName: name,
    stageName,
    accessLog: number < 0.1 ? null : accessLogOf({ kind, id, stageName, number }, target),
    executionLog: kind === 'http' ? null : executionLogOf(kind, draw('level', target.region, id, stageName)),
  };
}

interface LoggedStage {
  readonly kind: ApiKind;
  readonly id: string;
  readonly stageName: string;
  /** From 0 up to 1. */
  readonly number: number;
}

/** Half of the log groups are a stage's own; one stage in twenty sends to Firehose, one in fifty has no format. */
function accessLogOf(stage: LoggedStage, { accountId, region }: RegionTarget): Stage['accessLog'] {
  const { id, stageName, number } = stage;
  const group = number < 0.5 ? 'access-logs' : `${id}-${stageName}`;
  const destinationArn =
    number > 0.95
      ? `arn:aws:firehose:${region}:${accountId}:deliverystream/amazon-apigateway-audit`
      : `arn:aws:logs:${region}:${accountId}:log-group:/aws/apigateway/${group}`;
  return { destinationArn, format: number < 0.12 ? null : formatOf(stage) };
}

/** Most formats are one of those that modules and templates hold; one in fifty is written for its stage alone. */
function formatOf({ kind, id, stageName }: LoggedStage): string {
  const sound = AUDIT_FORMATS[kind];
  const number = draw('format', id, stageName);
  if (number < 0.02) return sound.replace('{', `{"api":"${id}/${stageName}",`);
  const mistake = MISTAKES[Math.floor(number * 100)];
  const team = Math.floor(number * 24);
  return (mistake === undefined ? sound : mistake(sound)).replace('{', `{"team":"team-${team}",`);
}

/** By percent: these few are as wrong as formats in the wild. */
const MISTAKES: Readonly<Record<number, (sound: string) => string>> = {
  20: (sound) => sound.replace('"$context.status"', '$context.status'),
  30: (sound) => sound.replace('$context.requestId', '-').replace('$context.extendedRequestId', '-'),
  40: (sound) => sound.replace('$context.status', '$context.statusCode'),
  50: (sound) => sound.replace(',"status"', ',\n"status"'),
  60: () => '{"requestId":"$context.requestId"}',
  70: (sound) => sound.replace('{', '{"key":"$context.identity.apiKey",'),
};

function executionLogOf(kind: ApiKind, number: number): ExecutionLogSettings {
  const routes = kind === 'rest' ? ['/orders GET', '/orders POST', '/orders/{id} GET'] : ['$connect', 'sendOrder'];
  return {
    level: number < 0.12 ? 'OFF' : number < 0.4 ? 'ERROR' : 'INFO',
    dataTrace: number > 0.95,
    overrides: number > 0.3 && number < 0.5 ? routes.map((route) => ({ route, level: 'INFO', dataTrace: false })) : [],
  };
}

/** What a scan asks next about the destinations of a region's stages. */
export function destinationsOf(stages: readonly Stage[], target: RegionTarget) {
  const named = (service: string, some: readonly Stage[]) => {
    const arns = some.flatMap(({ accessLog }) => accessLog?.destinationArn ?? []);
    return [...new Set(arns)].filter((arn) => arn.split(':')[2] === service).sort();
  };
  const http = stages.filter(({ kind }) => kind === 'http');
  const groups: ValueOf<'logs.access-log-groups'> = named('logs', stages).map((arn) => {
    const logGroupNamePrefix = arn.slice(arn.lastIndexOf(':') + 1);
    const group = draw('group', arn) < 0.02 ? null : { retentionDays: draw('days', arn) < 0.1 ? null : 400 };
    return { arn, group: answered(group, target, 'logs:DescribeLogGroups', { logGroupNamePrefix }) };
  });
  const streams: ValueOf<'firehose.access-log-streams'> = named('firehose', stages).map((arn) => {
    const DeliveryStreamName = arn.slice(arn.lastIndexOf('/') + 1);
    return { arn, exists: answered(true, target, 'firehose:DescribeDeliveryStream', { DeliveryStreamName }) };
  });
  const policies: ValueOf<'logs.delivery-policies'> = {
    account: answered([deliveryPolicy(target)], target, 'logs:DescribeResourcePolicies'),
    groups: named('logs', http).map((resourceArn) => {
      const asked = { policyScope: 'RESOURCE', resourceArn };
      return { arn: resourceArn, policies: answered([], target, 'logs:DescribeResourcePolicies', asked) };
    }),
  };
  return { groups, streams, policies };
}

/** As AWS's own example has it (CloudWatch Logs User Guide, AWS-logs-infrastructure-CWL). */
function deliveryPolicy({ accountId, region }: RegionTarget): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'AWSLogDeliveryWrite20150319',
        Effect: 'Allow',
        Principal: { Service: ['delivery.logs.amazonaws.com'] },
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: [`arn:aws:logs:${region}:${accountId}:log-group:/aws/apigateway/*:log-stream:*`],
        Condition: {
          StringEquals: { 'aws:SourceAccount': [accountId] },
          ArnLike: { 'aws:SourceArn': [`arn:aws:logs:${region}:${accountId}:*`] },
        },
      },
    ],
  });
}
