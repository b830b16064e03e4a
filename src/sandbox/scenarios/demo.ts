import { ADMINISTRATOR_ACCESS } from '../world/managed-policies.ts';
import type { AccountPlan } from '../world/plan.ts';
import {
  api,
  FORMAT_WITHOUT_REQUEST_ID,
  ORGANIZATION_TRAIL,
  place,
  SOUND_ROLE,
  SOUND_STAGES,
  SOUND_TRAIL,
} from '../world/sound.ts';
import { scenario } from './scenario.ts';

/** Must be opted into; `ledger` has not. */
const OPT_IN = 'eu-south-1';

/** The comments name the rules that fail by what is below them. */
const ACCOUNTS: Readonly<Record<string, AccountPlan>> = {
  // organization/missing-trail: somebody made it for one region only.
  management: {
    places: { 'us-east-1': { trails: [{ ...ORGANIZATION_TRAIL, multiRegion: false }, SOUND_TRAIL] } },
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
        apis: [api('rest', 'refunds', { accessLog: { format: FORMAT_WITHOUT_REQUEST_ID }, level: 'INFO' })],
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
        ...place(api('rest', 'queries')),
      },
    },
  },

  sandboxes: {
    unit: 'Workloads/Development',
    places: {
      'us-east-1': {
        // trails/management-events-gap: what only reads is not recorded.
        trails: [{ ...SOUND_TRAIL, name: 'writes-only', selectors: { basic: [{ ReadWriteType: 'WriteOnly' }] } }],
        // stages/missing-access-log: a destination without a format logs nothing.
        ...place(api('rest', 'prototypes', { accessLog: {}, level: 'INFO' }), api('http', 'hooks', {})),
      },
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
  description: 'twelve accounts in four regions in which every rule fails somewhere: what the demo scans',
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
