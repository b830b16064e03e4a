import { ADMINISTRATOR_ACCESS, PUSH_TO_CLOUDWATCH_LOGS } from '../world/managed-policies.ts';
import type { AccountPlan, RolePlan, StagePlan } from '../world/plan.ts';
import { scenario } from './scenario.ts';

const FORMATS = {
  json: '{"requestId":"$context.requestId","ip":"$context.identity.sourceIp","status":"$context.status"}',
  extendedRequestIdOnly: '$context.extendedRequestId $context.identity.sourceIp $context.status',
  integrationRequestIdOnly: '$context.integration.requestId $context.identity.sourceIp $context.status',
  literalRequestId: '{"requestId":"requestId","ip":"$context.identity.sourceIp"}',
} as const;

const LOGGED = loggedAs(FORMATS.json);
const LOGGED_HTTP: StagePlan = { accessLog: { format: FORMATS.json } };
const SOUND_ROLE: RolePlan = { name: 'apigateway-logs', managed: [PUSH_TO_CLOUDWATCH_LOGS] };

/** The accounts, by name. A comment with rules names those that fail by what is below it. */
const ACCOUNTS: Readonly<Record<string, AccountPlan>> = {
  // No organization trail: organization/missing-trail fails.
  management: { places: { 'us-east-1': { trails: [{ name: 'management-account' }] } } },
  // Sound in everything.
  payments: {
    unit: 'Workloads',
    places: {
      'us-east-1': {
        trails: [{ name: 'payments' }],
        role: SOUND_ROLE,
        apis: [
          { kind: 'rest', name: 'checkout', stages: { prod: LOGGED } },
          { kind: 'http', name: 'catalogue', stages: { $default: LOGGED_HTTP } },
          { kind: 'websocket', name: 'notifications', stages: { prod: LOGGED } },
        ],
      },
      'eu-west-1': {
        role: SOUND_ROLE,
        apis: [
          {
            kind: 'rest',
            name: 'checkout',
            stages: { prod: { ...loggedAs(FORMATS.extendedRequestIdOnly), level: 'ERROR' } },
          },
        ],
      },
    },
  },

  legacy: {
    unit: 'Workloads',
    places: {
      'us-east-1': {
        // trails/no-multi-region-trail, and in eu-west-1 trails/management-events-gap
        trails: [{ name: 'one-region', multiRegion: false }],
        // roles/missing: there is no role
        apis: [
          // stages/missing-access-log and stages/missing-execution-log, of prod
          { kind: 'rest', name: 'orders', stages: { prod: {}, beta: LOGGED } },
          // stages/missing-access-log
          { kind: 'http', name: 'prices', stages: { $default: {} } },
          // stages/missing-access-log and stages/missing-execution-log
          { kind: 'websocket', name: 'chat', stages: { prod: { level: 'OFF' } } },
        ],
      },
      'eu-west-1': {
        // roles/dangling
        role: { name: 'deleted-since' },
        roleDeleted: true,
        // stages/missing-access-log: a destination without a format
        apis: [{ kind: 'rest', name: 'orders', stages: { prod: { accessLog: {}, level: 'INFO' } } }],
      },
    },
  },

  shop: {
    unit: 'Workloads',
    places: {
      'us-east-1': {
        // roles/untrusted-by-api-gateway
        role: { ...SOUND_ROLE, name: 'for-functions', trusts: ['lambda.amazonaws.com'] },
        // stages/missing-execution-log
        apis: [{ kind: 'rest', name: 'cart', stages: { prod: { ...LOGGED, overrides: { '/pets GET': 'OFF' } } } }],
      },
      'eu-west-1': {
        // trails/management-events-gap
        trails: [{ name: 'writes-only', selectors: { basic: [{ ReadWriteType: 'WriteOnly' }] } }],
        // roles/over-broad
        role: { name: 'administrator', managed: [ADMINISTRATOR_ACCESS] },
        // formats/missing-request-id
        apis: [{ kind: 'rest', name: 'cart', stages: { prod: loggedAs(FORMATS.integrationRequestIdOnly) } }],
      },
    },
  },

  warehouse: {
    unit: 'Workloads',
    places: {
      'us-east-1': {
        // trails/management-events-gap
        trails: [
          {
            name: 'advanced-writes-only',
            selectors: {
              advanced: [
                {
                  FieldSelectors: [
                    { Field: 'eventCategory', Equals: ['Management'] },
                    { Field: 'readOnly', Equals: ['false'] },
                  ],
                },
              ],
            },
          },
        ],
        // roles/over-broad
        role: { name: 'all-of-logs', inline: [{ Action: 'logs:*' }] },
        // formats/missing-request-id
        apis: [{ kind: 'rest', name: 'stock', stages: { prod: loggedAs(FORMATS.literalRequestId) } }],
      },
      'eu-west-1': {
        // roles/too-narrow
        role: { name: 'cannot-write', inline: [{ Action: ['logs:CreateLogStream', 'logs:DescribeLogGroups'] }] },
        // stages/missing-execution-log
        apis: [
          { kind: 'websocket', name: 'scanners', stages: { prod: { ...LOGGED, overrides: { $connect: 'OFF' } } } },
        ],
      },
    },
  },

  identity: {
    unit: 'Foundation',
    places: {
      'us-east-1': {
        trails: [
          // Together these two record everything.
          { name: 'reads', selectors: { basic: [{ ReadWriteType: 'ReadOnly' }] } },
          { name: 'writes', selectors: { basic: [{ ReadWriteType: 'WriteOnly' }] } },
          // trails/stopped, though nothing is lost
          { name: 'spare', logging: 'stopped' },
        ],
        // roles/shared-trust
        role: { ...SOUND_ROLE, name: 'shared', trusts: ['apigateway.amazonaws.com', 'lambda.amazonaws.com'] },
        apis: [{ kind: 'rest', name: 'login', stages: { prod: LOGGED } }],
      },
      'eu-west-1': {
        // roles/too-narrow
        role: { ...SOUND_ROLE, name: 'bounded', boundary: [{ Action: 's3:*' }] },
        apis: [{ kind: 'rest', name: 'login', stages: { prod: LOGGED } }],
      },
    },
  },

  analytics: {
    unit: 'Foundation',
    places: {
      'us-east-1': {
        // trails/high-volume-sources-excluded
        trails: [
          {
            name: 'without-kms',
            selectors: { basic: [{ ReadWriteType: 'All', ExcludeManagementEventSources: ['kms.amazonaws.com'] }] },
          },
        ],
      },
    },
  },

  // trails/stopped, trails/no-multi-region-trail and trails/management-events-gap
  archive: { unit: 'Foundation', places: { 'us-east-1': { trails: [{ name: 'stopped', logging: 'stopped' }] } } },
};

/** A stage of a REST or WebSocket API with all its logs. */
function loggedAs(format: string): StagePlan {
  return { accessLog: { format }, level: 'INFO' };
}

export const everyRule = scenario({
  name: 'every-rule',
  description: 'seven members in which the rules pass and fail, without anything that only an organization trail shows',
  plan: { regions: ['us-east-1', 'eu-west-1'], accounts: ACCOUNTS },
});
