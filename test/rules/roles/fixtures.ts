import type {
  Api,
  ApiGatewayAccount,
  ApiGatewayApis,
  ExecutionLogSettings,
  Stage,
} from '../../../src/model/apigateway.ts';
import type { Evidence } from '../../../src/model/evidence.ts';
import type { AttachedPolicy, NamedRole, Role } from '../../../src/model/iam.ts';
import { writerPolicyArn } from '../../../src/semantics/role-policy/recommended-role.ts';
import { ACCOUNT, has, REGION } from '../../support/evidence.ts';

export const ROLE = `arn:aws:iam::${ACCOUNT}:role/service-role/api-gateway-logs`;
export const ACCOUNT_ROOT = `arn:aws:iam::${ACCOUNT}:root`;

export const NEVER_USED: ApiGatewayAccount = { everUsed: false, cloudWatchRoleArn: null };
export const NO_ROLE: ApiGatewayAccount = { everUsed: true, cloudWatchRoleArn: null };
export const WITH_ROLE: ApiGatewayAccount = { everUsed: true, cloudWatchRoleArn: ROLE };

export function policy(...statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

export function allow(Action: string | readonly string[], Resource: string | readonly string[] = '*'): object {
  return { Effect: 'Allow', Action, Resource };
}

export function deny(Action: string | readonly string[], Resource: string | readonly string[] = '*'): object {
  return { Effect: 'Deny', Action, Resource };
}

export function trusting(Principal: unknown, more: object = {}): string {
  return policy({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...more });
}

const TRUSTING_API_GATEWAY = trusting({ Service: 'apigateway.amazonaws.com' });

export function attached(arn: string, document: Evidence<string>): AttachedPolicy {
  return { arn, name: arn.slice(arn.lastIndexOf('/') + 1), document };
}

export const WRITER = attached(
  writerPolicyArn('aws'),
  has(policy(allow(['logs:CreateLogGroup', 'logs:PutLogEvents']))),
);

export function role(overrides: Partial<Role> = {}): Role {
  return {
    arn: ROLE,
    name: 'api-gateway-logs',
    trustPolicy: TRUSTING_API_GATEWAY,
    inlinePolicies: has([]),
    attachedPolicies: has([WRITER]),
    boundary: null,
    ...overrides,
  };
}

/** A role that has one inline policy, `logs-writer`, and no other. */
export function roleWith(...statements: readonly object[]): Role {
  return role({
    inlinePolicies: has([{ name: 'logs-writer', document: policy(...statements) }]),
    attachedPolicies: has([]),
  });
}

export function roles(...held: readonly (Role | null)[]): Evidence<readonly NamedRole[]> {
  return has(held.map((one) => ({ arn: one?.arn ?? ROLE, role: has(one) })));
}

type StageOverrides = Partial<Pick<Stage, 'stageName' | 'accessLog' | 'executionLog'>>;

export function stage(kind: Stage['kind'], overrides: StageOverrides = {}, region = REGION): Stage {
  const path = kind === 'rest' ? 'restapis' : 'apis';
  const stageName = overrides.stageName ?? 'prod';
  return {
    arn: `arn:aws:apigateway:${region}::/${path}/a1b2c3/stages/${stageName}`,
    type: kind === 'rest' ? 'AWS::ApiGateway::Stage' : 'AWS::ApiGatewayV2::Stage',
    name: `orders/${stageName}`,
    region,
    kind,
    apiId: 'a1b2c3',
    apiName: 'orders',
    stageName,
    accessLog: null,
    executionLog: kind === 'http' ? null : { level: 'OFF', dataTrace: false, overrides: [] },
    ...overrides,
  };
}

export const LOG_GROUP = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/aws/apigateway/orders`;
export const FIREHOSE = `arn:aws:firehose:${REGION}:${ACCOUNT}:deliverystream/amazon-apigateway-orders`;
export const ERRORS: ExecutionLogSettings = { level: 'ERROR', dataTrace: false, overrides: [] };

export function logsTo(destinationArn: string): StageOverrides {
  return { accessLog: { destinationArn, format: '$context.requestId $context.extendedRequestId' } };
}

export function apis(...stages: readonly Stage[]): ApiGatewayApis {
  const of = (kinds: readonly Stage['kind'][]): Evidence<readonly Api[]> =>
    has(
      stages
        .filter(({ kind }) => kinds.includes(kind))
        .map((one, index) => ({ kind: one.kind, id: `${one.apiId}${index}`, name: one.apiName, stages: has([one]) })),
    );
  return { rest: of(['rest']), v2: of(['http', 'websocket']) };
}
