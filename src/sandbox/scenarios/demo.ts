import { TRAIL_LOG_GROUP } from '../world/account.ts';
import { ADMINISTRATOR_ACCESS } from '../world/managed-policies.ts';
import type { AccountPlan, ApiPlan, TrailPlan } from '../world/plan.ts';
import { api, auditFormat, ORGANIZATION_TRAIL, place, SOUND_ROLE, SOUND_STAGES, SOUND_TRAIL } from '../world/sound.ts';
import { scenario } from './scenario.ts';

/** Must be opted into; `ledger` has not. */
const OPT_IN = 'eu-south-1';

/** A REST API whose stage has all its logs, in a format of its own. */
function formatted(name: string, format: string): ApiPlan {
  return api('rest', name, { accessLog: { format }, level: 'INFO' });
}

/**
 * trails/unencrypted, trails/no-cloudwatch-logs, trails/unvalidated-log-files, trails/global-events-excluded,
 * trails/unprotected-bucket, trails/exposed-bucket, and beside another trail trails/duplicate-management-events.
 */
const LEGACY: TrailPlan = {
  name: 'made-in-2016',
  multiRegion: false,
  globalEvents: false,
  logFileValidation: false,
  bucket: { versioning: 'never', objectLock: false, publicPolicy: true, publicAccessBlock: false },
};

/** The comments name the rules that fail by what is below them. */
const ACCOUNTS: Readonly<Record<string, AccountPlan>> = {
  // organization/missing-trail and trails/stopped; organization/trail-homed-in-opt-in-region by its home;
  // organization/no-delegated-administrator, for there is none
  management: {
    places: {
      'us-east-1': { trails: [SOUND_TRAIL] },
      [OPT_IN]: { trails: [{ ...ORGANIZATION_TRAIL, logging: 'stopped' }] },
    },
  },
  'log-archive': { unit: 'Security', places: { 'us-east-1': { trails: [SOUND_TRAIL] } } },

  // Sound in everything.
  storefront: {
    unit: 'Workloads/Production',
    places: {
      'us-east-1': { ...place(api('rest', 'checkout'), api('http', 'catalogue')), trails: [SOUND_TRAIL] },
      'eu-west-1': place(api('rest', 'checkout'), api('websocket', 'order-updates')),
      'eu-central-1': place(api('rest', 'checkout')),
      [OPT_IN]: place(api('http', 'catalogue')),
    },
  },

  payments: {
    unit: 'Workloads/Production',
    places: {
      'us-east-1': {
        trails: [SOUND_TRAIL],
        // roles/over-broad
        role: { name: 'administrator', managed: [ADMINISTRATOR_ACCESS] },
        // formats/missing-request-id
        apis: [formatted('refunds', auditFormat('rest', { withRequestId: false }))],
      },
      'eu-west-1': {
        // roles/too-narrow
        role: {
          name: 'apigateway-logs-readonly',
          inline: [{ Action: ['logs:DescribeLogGroups', 'logs:GetLogEvents'] }],
        },
        apis: [api('rest', 'refunds')],
      },
    },
  },

  identity: {
    unit: 'Workloads/Production',
    places: {
      'us-east-1': {
        trails: [SOUND_TRAIL],
        // roles/untrusted-by-api-gateway
        role: { ...SOUND_ROLE, name: 'lambda-logs', trusts: ['lambda.amazonaws.com'] },
        // stages/dangling-log-destination
        missing: ['/aws/apigateway/login-prod'],
        apis: [api('rest', 'login')],
      },
      'eu-central-1': {
        // roles/shared-trust
        role: { ...SOUND_ROLE, name: 'shared-logs', trusts: ['apigateway.amazonaws.com', 'ec2.amazonaws.com'] },
        apis: [api('rest', 'login'), api('websocket', 'presence')],
      },
    },
  },

  // trails/no-multi-region-trail and trails/management-events-gap: the trail was stopped, which trails/stopped says too.
  logistics: {
    unit: 'Workloads/Production',
    places: {
      'eu-central-1': {
        trails: [{ ...SOUND_TRAIL, logging: 'stopped' }],
        // stages/unretained-log-group
        retention: { '/aws/apigateway/shipments-prod': null, '/aws/apigateway/carriers-prod': null },
        ...place(
          // stages/missing-access-log
          api('rest', 'shipments', { level: 'ERROR' }),
          // stages/missing-execution-log, by one method
          api('rest', 'carriers', { ...SOUND_STAGES.rest, overrides: { '/labels POST': 'OFF' } }),
        ),
      },
      // roles/missing
      'eu-west-1': { apis: [api('rest', 'shipments')] },
    },
  },

  warehouse: {
    unit: 'Workloads/Production',
    places: {
      // trails/delivery-failing; whether events are recorded is then unknown.
      'eu-west-1': {
        trails: [{ ...SOUND_TRAIL, errors: { bucket: 'AccessDenied' } }],
        // trails/dangling-destination
        missing: [TRAIL_LOG_GROUP],
        // roles/dangling
        role: { name: 'apigateway-logs-2021' },
        roleDeleted: true,
        // stages/missing-execution-log
        apis: [api('websocket', 'scanners', { ...SOUND_STAGES.websocket, level: 'OFF' })],
      },
    },
  },

  analytics: {
    unit: 'Workloads/Development',
    places: {
      'us-east-1': {
        // trails/high-volume-sources-excluded
        trails: [
          {
            ...SOUND_TRAIL,
            selectors: { basic: [{ ReadWriteType: 'All', ExcludeManagementEventSources: ['kms.amazonaws.com'] }] },
          },
        ],
        // stages/rerouted-execution-log
        executionLogDeliveries: [
          {
            api: 'queries',
            stage: 'prod',
            destinationArns: ['arn:aws:logs:us-east-1:123456789012:delivery-destination:lake'],
          },
        ],
        // stages/undeliverable-http-log
        logDelivery: 'denied',
        // stages/full-request-logging
        ...place(api('rest', 'queries', { ...SOUND_STAGES.rest, dataTrace: true }), api('http', 'exports')),
      },
    },
  },

  sandboxes: {
    unit: 'Workloads/Development',
    places: {
      'us-east-1': {
        // trails/management-events-gap: what only reads is not recorded.
        trails: [
          { ...SOUND_TRAIL, name: 'writes-only', selectors: { basic: [{ ReadWriteType: 'WriteOnly' }] } },
          LEGACY,
        ],
        // stages/missing-access-log and stages/log-destination-without-format
        ...place(api('rest', 'prototypes', { accessLog: {}, level: 'INFO' }), api('http', 'hooks', {})),
      },
    },
  },

  // formats/*, by the names of the APIs
  experiments: {
    unit: 'Workloads/Development',
    places: {
      'us-east-1': { trails: [SOUND_TRAIL] },
      'eu-west-1': place(
        formatted('broken-json', auditFormat('rest').replace('"}', '}')),
        formatted('line-break', auditFormat('rest').replace(',', ',\n')),
        formatted('missing-audit-fields', '{"requestId":"$context.requestId","status":"$context.status"}'),
        formatted('sensitive-variable', auditFormat('rest', { apiKey: 'identity.apiKey' })),
        formatted('too-long', auditFormat('rest', { padding: `requestId ${'-'.repeat(3_100)}` })),
        formatted('unavailable-variable', auditFormat('rest', { connection: 'connectionId' })),
        formatted('unknown-variable', auditFormat('rest', { tenant: 'tenantId' })),
      ),
    },
  },

  // Not all of its regions are enabled.
  ledger: {
    unit: 'Workloads/Production',
    optStatus: { [OPT_IN]: 'DISABLED' },
    places: {
      'us-east-1': { trails: [SOUND_TRAIL] },
      'eu-central-1': place(api('rest', 'bookings', { ...SOUND_STAGES.rest, level: 'ERROR' })),
    },
  },

  // Cannot be asked for its APIs.
  partners: {
    unit: 'Workloads/Production',
    denied: [{ by: 'identity-policy', actions: ['apigateway:GET'] }],
    places: { 'us-east-1': { trails: [SOUND_TRAIL] }, 'eu-west-1': place(api('rest', 'partner-orders')) },
  },

  // Lets nobody in.
  acquisition: { unit: 'Workloads/Production', entryRoles: [] },
};

export const demo = scenario({
  name: 'demo',
  description: 'thirteen accounts in four regions in which every rule fails somewhere: what the demo scans',
  plan: {
    regions: ['us-east-1', 'eu-west-1', 'eu-central-1'],
    optInRegions: [OPT_IN],
    accounts: Object.fromEntries(
      Object.entries(ACCOUNTS).map(([name, plan]) => [
        name,
        { ...plan, optStatus: { [OPT_IN]: 'ENABLED', ...plan.optStatus } },
      ]),
    ),
  },
});
