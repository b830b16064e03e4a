import { api, ORGANIZATION_TRAIL, place } from '../world/sound.ts';
import { scenario } from './scenario.ts';

export const delegatedAdministrator = scenario({
  name: 'delegated-administrator',
  description: 'the scan starts in a delegated administrator of CloudTrail, and the management account lets nobody in',
  plan: {
    regions: ['us-east-1', 'eu-west-1'],
    caller: 'audit',
    delegatedAdministrators: { audit: ['cloudtrail.amazonaws.com', 'config.amazonaws.com'] },
    accounts: {
      management: { entryRoles: [], places: { 'us-east-1': { trails: [ORGANIZATION_TRAIL] } } },
      audit: { unit: 'Security' },
      shop: { unit: 'Workloads', places: { 'eu-west-1': place(api('rest', 'orders')) } },
    },
  },
});
