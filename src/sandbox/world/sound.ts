import { PUSH_TO_CLOUDWATCH_LOGS } from './managed-policies.ts';
import type { ApiKind, ApiPlan, RegionPlan, RolePlan, StagePlan, TrailPlan } from './plan.ts';

/** What is as it should be: plans start from these, and say what is not. */

export const AUDIT_FORMAT =
  '{"requestId":"$context.requestId","ip":"$context.identity.sourceIp","requestTime":"$context.requestTime","status":"$context.status"}';
export const FORMAT_WITHOUT_REQUEST_ID = '{"ip":"$context.identity.sourceIp","status":"$context.status"}';

/** A stage with every log that its kind of API has. */
export const SOUND_STAGES: Readonly<Record<ApiKind, StagePlan>> = {
  rest: { accessLog: { format: AUDIT_FORMAT }, level: 'INFO' },
  http: { accessLog: { format: AUDIT_FORMAT } },
  websocket: { accessLog: { format: AUDIT_FORMAT }, level: 'ERROR' },
};

export const SOUND_ROLE: RolePlan = { name: 'apigateway-logs', managed: [PUSH_TO_CLOUDWATCH_LOGS] };

/** A multi-region trail of all management events. */
export const SOUND_TRAIL: TrailPlan = { name: 'all-events' };

export const ORGANIZATION_TRAIL: TrailPlan = { name: 'organization', organization: true };

/** An API with one stage, which is sound except for what is said of it. */
export function api(kind: ApiKind, name: string, stage: StagePlan = SOUND_STAGES[kind]): ApiPlan {
  return { kind, name, stages: { [kind === 'http' ? '$default' : 'prod']: stage } };
}

/** A region where API Gateway writes its logs with a sound role. */
export function place(...apis: readonly ApiPlan[]): RegionPlan {
  return { role: SOUND_ROLE, apis };
}
