import { AUDIT_FORMATS } from '../../semantics/access-log-format/audit-formats.ts';
import type { ApiKind, ApiPlan, StagePlan } from '../world/plan.ts';
import { SOUND_ROLE, SOUND_TRAIL } from '../world/sound.ts';
import { scenario } from './scenario.ts';

const SOUND = AUDIT_FORMATS.rest;

/** Formats by what is wrong with them, as they stand in stages that were written before AWS checked, or by hand. */
const FORMATS = {
  // formats/missing-request-id
  'no-request-id': SOUND.replace('$context.requestId', '-').replace('$context.extendedRequestId', '-'),
  // formats/unknown-variable
  misspelt: SOUND.replace('$context.httpMethod', '$context.httpVerb'),
  // formats/unavailable-variable: WebSocket APIs alone have connections
  'of-another-kind': SOUND.replace('$context.httpMethod', '$context.httpMethod $context.connectionId'),
  // formats/broken-json
  unquoted: SOUND.replace('"$context.status"', '$context.status'),
  // formats/line-break
  'two-lines': SOUND.replace(',"status"', ',\n"status"'),
  // formats/too-long
  long: SOUND.replace('{', `{"note":"${'x'.repeat(3_100)}",`),
  // formats/missing-audit-fields
  'id-only': '{"requestId":"$context.requestId"}',
  // formats/sensitive-variable
  'api-key': SOUND.replace('{', '{"key":"$context.identity.apiKey",'),
  // undecidable: where the name ends is not documented
  'runs-into-dash': `$context.requestId-$context.stage ${SOUND}`,
  sound: SOUND,
} as const;

function stage(format: string): StagePlan {
  return { accessLog: { format }, level: 'INFO' };
}

function soundApi(kind: Exclude<ApiKind, 'rest'>): ApiPlan {
  const plan = { accessLog: { format: AUDIT_FORMATS[kind] } };
  return { kind, name: `sound-${kind}`, stages: { prod: kind === 'http' ? plan : { ...plan, level: 'INFO' } } };
}

export const accessLogFormats = scenario({
  name: 'access-log-formats',
  description: 'a stage for each thing that can be wrong with an access-log format, and sound ones',
  plan: {
    standalone: true,
    regions: ['us-east-1', 'eu-west-1'],
    accounts: {
      alone: {
        places: {
          'us-east-1': { trails: [SOUND_TRAIL] },
          'eu-west-1': {
            role: SOUND_ROLE,
            apis: [
              ...Object.entries(FORMATS).map(
                ([name, format]): ApiPlan => ({ kind: 'rest', name, stages: { prod: stage(format) } }),
              ),
              soundApi('http'),
              soundApi('websocket'),
            ],
          },
        },
      },
    },
  },
});
