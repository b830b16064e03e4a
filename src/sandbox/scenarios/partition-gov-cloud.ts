import { api, ORGANIZATION_TRAIL, place } from '../world/sound.ts';
import { scenario } from './scenario.ts';

export const partitionGovCloud = scenario({
  name: 'partition-gov-cloud',
  description: 'an organization in aws-us-gov, where only EC2 can list the regions',
  plan: {
    partition: 'aws-us-gov',
    regions: ['us-gov-west-1', 'us-gov-east-1'],
    accounts: {
      management: { places: { 'us-gov-west-1': { trails: [ORGANIZATION_TRAIL] } } },
      records: {
        unit: 'Workloads',
        places: { 'us-gov-east-1': place(api('rest', 'requests'), api('websocket', 'status')) },
      },
    },
  },
});
