import { api, ORGANIZATION_TRAIL, place } from '../world/sound.ts';
import { scenario } from './scenario.ts';

export const partitionChina = scenario({
  name: 'partition-china',
  description: 'an organization in aws-cn, with its own regions, endpoints and managed policies',
  plan: {
    partition: 'aws-cn',
    regions: ['cn-northwest-1', 'cn-north-1'],
    accounts: {
      management: { places: { 'cn-northwest-1': { trails: [ORGANIZATION_TRAIL] } } },
      shop: { unit: 'Workloads', places: { 'cn-north-1': place(api('rest', 'orders'), api('http', 'catalogue')) } },
    },
  },
});
