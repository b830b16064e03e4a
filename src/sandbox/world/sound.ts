import { PUSH_TO_CLOUDWATCH_LOGS } from './managed-policies.ts';
import type { ApiKind, ApiPlan, RegionPlan, RolePlan, StagePlan, TrailPlan } from './plan.ts';

/** What is as it should be: plans start from these, and say what is not. */

const WHO_AND_WHEN = {
  ip: 'identity.sourceIp',
  userAgent: 'identity.userAgent',
  caller: 'identity.caller',
  user: 'identity.user',
  requestTime: 'requestTime',
  status: 'status',
};
const WHAT = { httpMethod: 'httpMethod', path: 'path', protocol: 'protocol', responseLength: 'responseLength' };

/** What an auditor asks for, by kind of API (API Gateway Developer Guide, variables for access logging). */
const VARIABLES: Readonly<Record<ApiKind, Readonly<Record<string, string>>>> = {
  rest: { ...WHO_AND_WHEN, ...WHAT, resourcePath: 'resourcePath' },
  http: { ...WHO_AND_WHEN, ...WHAT, routeKey: 'routeKey' },
  websocket: { ...WHO_AND_WHEN, eventType: 'eventType', routeKey: 'routeKey', connectionId: 'connectionId' },
};

/** A format of access logs in JSON, sound except for what is said of it. */
export function auditFormat(
  kind: ApiKind,
  { withRequestId = true, ...more }: Readonly<Record<string, string | boolean>> = {},
): string {
  const fields = { ...(withRequestId ? { requestId: 'requestId' } : {}), ...VARIABLES[kind], ...more };
  return JSON.stringify(
    Object.fromEntries(Object.entries(fields).map(([name, variable]) => [name, `$context.${variable}`])),
  );
}

/** A stage with every log that its kind of API has. */
export const SOUND_STAGES: Readonly<Record<ApiKind, StagePlan>> = {
  rest: { accessLog: { format: auditFormat('rest') }, level: 'INFO' },
  http: { accessLog: { format: auditFormat('http') } },
  websocket: { accessLog: { format: auditFormat('websocket') }, level: 'ERROR' },
};

export const SOUND_ROLE: RolePlan = { name: 'apigateway-logs', managed: [PUSH_TO_CLOUDWATCH_LOGS] };

/** A multi-region trail of all management events. */
export const SOUND_TRAIL: TrailPlan = { name: 'all-events', withKey: true, withLogGroup: true };

export const ORGANIZATION_TRAIL: TrailPlan = { ...SOUND_TRAIL, name: 'organization', organization: true };

/** An API with one stage, which is sound except for what is said of it. */
export function api(kind: ApiKind, name: string, stage: StagePlan = SOUND_STAGES[kind]): ApiPlan {
  return { kind, name, stages: { [kind === 'http' ? '$default' : 'prod']: stage } };
}

/** A region where API Gateway writes its logs with a sound role. */
export function place(...apis: readonly ApiPlan[]): RegionPlan {
  return { role: SOUND_ROLE, apis };
}
