import { draw } from '../draw.ts';
import { ADMINISTRATOR_ACCESS } from './managed-policies.ts';
import type { ApiKind, RolePlan, StagePlan, TrailPlan } from './plan.ts';
import { auditFormat, SOUND_ROLE, SOUND_TRAIL } from './sound.ts';

/** Something wrong that a generator may plant in place of the sound thing, and the rules that it breaks. */
interface Defect<T> {
  readonly rules: readonly string[];
  readonly planted: T;
}

/** Every defect of a REST or WebSocket stage leaves one log on, so that the stage still needs the role. */
export const STAGE_DEFECTS: Readonly<Record<ApiKind, readonly Defect<StagePlan>[]>> = {
  rest: [...ofAnyStage('rest', { level: 'ERROR' }), ofLoggingStages('rest')],
  http: ofAnyStage('http', {}),
  websocket: [...ofAnyStage('websocket', { level: 'ERROR' }), ofLoggingStages('websocket')],
};

function ofAnyStage(kind: ApiKind, rest: StagePlan): readonly Defect<StagePlan>[] {
  const format = auditFormat(kind, { withRequestId: false });
  return [
    { rules: ['stages/missing-access-log'], planted: rest },
    { rules: ['formats/missing-request-id'], planted: { ...rest, accessLog: { format } } },
  ];
}

function ofLoggingStages(kind: ApiKind): Defect<StagePlan> {
  return { rules: ['stages/missing-execution-log'], planted: { accessLog: { format: auditFormat(kind) } } };
}

/** The role of a region; null where it names none. */
export const ROLE_DEFECTS: readonly Defect<(RolePlan & { readonly deleted?: true }) | null>[] = [
  { rules: ['roles/missing'], planted: null },
  { rules: ['roles/dangling'], planted: { name: 'deleted-since', deleted: true } },
  {
    rules: ['roles/untrusted-by-api-gateway'],
    planted: { ...SOUND_ROLE, name: 'for-functions', trusts: ['lambda.amazonaws.com'] },
  },
  {
    rules: ['roles/shared-trust'],
    planted: { ...SOUND_ROLE, name: 'shared', trusts: ['apigateway.amazonaws.com', 'lambda.amazonaws.com'] },
  },
  { rules: ['roles/over-broad'], planted: { name: 'administrator', managed: [ADMINISTRATOR_ACCESS] } },
  { rules: ['roles/too-narrow'], planted: { name: 'reads-only', inline: [{ Action: 'logs:DescribeLogGroups' }] } },
];

/** An account's own and only trail. Where a rule judges each region, the defect is found in each. */
export const TRAIL_DEFECTS: readonly Defect<TrailPlan>[] = [
  {
    rules: ['trails/management-events-gap'],
    planted: { ...SOUND_TRAIL, selectors: { basic: [{ ReadWriteType: 'WriteOnly' }] } },
  },
  {
    rules: ['trails/high-volume-sources-excluded'],
    planted: {
      ...SOUND_TRAIL,
      selectors: { basic: [{ ReadWriteType: 'All', ExcludeManagementEventSources: ['kms.amazonaws.com'] }] },
    },
  },
  {
    rules: ['trails/stopped', 'trails/no-multi-region-trail', 'trails/management-events-gap'],
    planted: { ...SOUND_TRAIL, logging: 'stopped' },
  },
  { rules: ['trails/delivery-failing'], planted: { ...SOUND_TRAIL, errors: { bucket: 'AccessDenied' } } },
];

/** One of the defects with the given probability, or null: the same for the same words. */
export function drawDefect<T>(
  defects: readonly Defect<T>[],
  share: number,
  ...words: readonly (string | number)[]
): Defect<T> | null {
  const chance = draw('defect', ...words);
  return chance < share ? (defects[Math.floor((chance / share) * defects.length)] ?? null) : null;
}
