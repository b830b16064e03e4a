import type { AccountPlan, SeededAccount } from './account.ts';
import { seedAccount } from './account.ts';
import type { StagePlan } from './apis.ts';
import { FORMATS } from './apis.ts';
import type { Caller } from './callers.ts';
import { assumeRole, at, managementCaller } from './callers.ts';
import { createOrganization } from './organization.ts';
import type { RolePlan } from './roles.ts';
import { PUSH_TO_CLOUDWATCH_LOGS } from './roles.ts';
import { seedTrail } from './trails.ts';

export const EXAMPLE_REGIONS = ['us-east-1', 'eu-west-1'] as const;

const LOGGED = loggedAs(FORMATS.json);
const LOGGED_HTTP: StagePlan = { accessLog: { format: FORMATS.json } };
const SOUND_ROLE: RolePlan = { name: 'apigateway-logs', managed: [PUSH_TO_CLOUDWATCH_LOGS] };

/** No organization trail: organization/missing-trail fails. */
const MANAGEMENT: AccountPlan = { 'us-east-1': { trails: [{ name: 'management-account' }] } };

/** The member accounts, by name. A comment with rules names those that fail by what is below it. */
const MEMBERS = {
  // Sound in everything.
  payments: {
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

  legacy: {
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

  shop: {
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
      role: { name: 'administrator', managed: ['arn:aws:iam::aws:policy/AdministratorAccess'] },
      // formats/missing-request-id
      apis: [{ kind: 'rest', name: 'cart', stages: { prod: loggedAs(FORMATS.integrationRequestIdOnly) } }],
    },
  },

  warehouse: {
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
      apis: [{ kind: 'websocket', name: 'scanners', stages: { prod: { ...LOGGED, overrides: { $connect: 'OFF' } } } }],
    },
  },

  identity: {
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

  analytics: {
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

  // trails/stopped, trails/no-multi-region-trail and trails/management-events-gap
  archive: { 'us-east-1': { trails: [{ name: 'stopped', logging: 'stopped' }] } },
} satisfies Record<string, AccountPlan>;

export type MemberName = keyof typeof MEMBERS;

/** A stage of a REST or WebSocket API with all its logs. */
function loggedAs(format: string): StagePlan {
  return { accessLog: { format }, level: 'INFO' };
}

export interface ExampleOrganization {
  readonly id: string;
  readonly accounts: Readonly<Record<MemberName | 'management', SeededAccount>>;
}

/**
 * A management account and seven members in which each rule passes somewhere and fails somewhere, in `EXAMPLE_REGIONS`.
 * Needs AWS's managed policies.
 */
export async function seedExampleOrganization(endpoint: string): Promise<ExampleOrganization> {
  const management = managementCaller(endpoint);
  const organization = await createOrganization<MemberName>(management, {
    payments: 'Workloads',
    shop: 'Workloads',
    warehouse: 'Workloads',
    legacy: 'Workloads',
    identity: 'Foundation',
    analytics: 'Foundation',
    archive: 'Foundation',
  });
  const plans = Object.entries(MEMBERS) as [MemberName, AccountPlan][];
  const members = await Promise.all(
    plans.map(async ([name, plan]) => {
      const member = await assumeRole(management, organization.accounts[name]);
      return [name, await seedAccount(member, plan)] as const;
    }),
  );
  return {
    id: organization.id,
    accounts: {
      management: await seedAccount(management, MANAGEMENT),
      ...(Object.fromEntries(members) as Record<MemberName, SeededAccount>),
    },
  };
}

export interface OrganizationWithTrail {
  /** Not moto's default account: a scan must be given its `credentialVariables`. */
  readonly management: Caller;
  readonly memberAccountId: string;
  readonly trailArn: string;
}

/** A second, small organization, with an organization trail in all regions: organization/missing-trail passes. */
export async function seedOrganizationWithTrail(endpoint: string): Promise<OrganizationWithTrail> {
  const management = await assumeRole(managementCaller(endpoint), '210987654321');
  const { accounts } = await createOrganization(management, { booking: 'Workloads' });
  const trail = { name: 'organization', organization: true };
  const trailArn = await seedTrail(at(management, 'us-east-1'), trail);
  return { management, memberAccountId: accounts.booking, trailArn };
}
