import type { OrganizationPlan } from '../../src/sandbox/index.ts';
import { plannedId } from '../../src/sandbox/index.ts';
import { ADMINISTRATOR_ACCESS } from '../../src/sandbox/world/managed-policies.ts';
import { api, auditFormat, place, SOUND_ROLE, SOUND_STAGES, SOUND_TRAIL } from '../../src/sandbox/world/sound.ts';

export const REGIONS = ['us-east-1', 'eu-west-1'] as const;

const SHOP = '222233334444';
const WAREHOUSE = '333344445555';

/**
 * Four accounts in two regions, in which trails, stages, formats and roles are sound here and not there, and of which a
 * scan asks everything that it can ask.
 */
export const PLAN: OrganizationPlan = {
  regions: REGIONS,
  delegatedAdministrators: { security: ['cloudtrail.amazonaws.com'] },
  accounts: {
    management: {
      id: '111122223333',
      places: {
        'us-east-1': {
          // Writes alone: what only reads is recorded where an account has another trail.
          trails: [
            {
              ...SOUND_TRAIL,
              name: 'organization',
              organization: true,
              selectors: { basic: [{ ReadWriteType: 'WriteOnly' }] },
              memberErrors: { warehouse: { bucket: 'AccessDenied' } },
            },
          ],
        },
      },
    },
    security: { id: '999900001111', places: { 'eu-west-1': { trails: [{ ...SOUND_TRAIL, name: 'security' }] } } },
    shop: {
      id: SHOP,
      places: {
        'us-east-1': {
          trails: [
            { name: 'reads', selectors: { basic: [{ ReadWriteType: 'ReadOnly' }] }, withLogGroup: true },
            { name: 'spare', logging: 'stopped', snsTopicArn: `arn:aws:sns:us-east-1:${SHOP}:trail-files` },
          ],
          missing: ['trail-files', 'amazon-apigateway-gone'],
          ...place(
            api('rest', 'checkout'),
            api('rest', 'refunds', {
              accessLog: {
                destinationArn: `arn:aws:firehose:us-east-1:${SHOP}:deliverystream/amazon-apigateway-gone`,
                format: auditFormat('rest', { withRequestId: false }),
              },
              level: 'INFO',
            }),
            api('rest', 'carts', { level: 'OFF' }),
            api('http', 'catalogue'),
            api('websocket', 'updates', { ...SOUND_STAGES.websocket, level: 'OFF' }),
          ),
          executionLogDeliveries: [
            {
              api: 'checkout',
              stage: 'prod',
              destinationArns: [`arn:aws:logs:us-east-1:${SHOP}:delivery-destination:lake`],
            },
          ],
          logDelivery: 'denied',
        },
        'eu-west-1': {
          role: { name: 'administrator', managed: [ADMINISTRATOR_ACCESS] },
          apis: [api('rest', 'checkout')],
        },
      },
    },
    warehouse: {
      id: WAREHOUSE,
      places: {
        'us-east-1': {
          role: { ...SOUND_ROLE, name: 'shared', trusts: ['apigateway.amazonaws.com', 'lambda.amazonaws.com'] },
          retention: { '/aws/apigateway/stock-prod': null },
          apis: [api('rest', 'stock'), api('http', 'prices', {})],
        },
        'eu-west-1': {
          trails: [
            {
              ...SOUND_TRAIL,
              name: 'local',
              multiRegion: false,
              logFileValidation: false,
              bucket: { versioning: 'never', objectLock: false, publicPolicy: true, publicAccessBlock: false },
            },
          ],
          role: { name: 'reads-only', inline: [{ Action: 'logs:DescribeLogGroups' }] },
          apis: [api('rest', 'stock', { ...SOUND_STAGES.rest, overrides: { '/pets GET': 'OFF' } })],
        },
      },
    },
  },
};

export const MANAGEMENT = plannedId(PLAN, 'management');
export const MEMBERS = ['security', 'shop', 'warehouse'].map((name) => plannedId(PLAN, name));
export { SHOP, WAREHOUSE };
