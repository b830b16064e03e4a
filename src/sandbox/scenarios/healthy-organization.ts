import { api, ORGANIZATION_TRAIL, place } from '../world/sound.ts';
import { scenario } from './scenario.ts';

export const healthyOrganization = scenario({
  name: 'healthy-organization',
  description: 'one trail for the whole organization, and every stage with its logs: nothing fails',
  plan: {
    regions: ['us-east-1', 'eu-west-1'],
    delegatedAdministrators: { audit: ['cloudtrail.amazonaws.com'] },
    accounts: {
      management: { places: { 'us-east-1': { trails: [ORGANIZATION_TRAIL] } } },
      shop: {
        unit: 'Workloads/Production',
        places: {
          'us-east-1': place(api('rest', 'orders'), api('http', 'catalogue')),
          'eu-west-1': place(api('rest', 'orders'), api('websocket', 'notifications')),
        },
      },
      data: { unit: 'Workloads', places: { 'eu-west-1': place(api('rest', 'exports')) } },
      audit: { unit: 'Security' },
    },
  },
});
