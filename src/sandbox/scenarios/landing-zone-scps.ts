import { api, ORGANIZATION_TRAIL, place } from '../world/sound.ts';
import { scenario } from './scenario.ts';

const GOVERNED = ['us-east-1', 'eu-west-1'];

export const landingZoneScps = scenario({
  name: 'landing-zone-scps',
  description: 'a service control policy denies all but global services in the regions that nobody governs',
  plan: {
    regions: [...GOVERNED, 'us-west-2', 'eu-central-1', 'ap-southeast-2', 'sa-east-1'],
    serviceControlPolicies: [
      {
        actions: ['*'],
        // What has no regions goes on, as in AWS Control Tower's Region deny control.
        exceptActions: ['iam:*', 'organizations:*', 'sts:*', 'account:*', 'ec2:DescribeRegions'],
        exceptRegions: GOVERNED,
      },
    ],
    accounts: {
      management: { places: { 'us-east-1': { trails: [ORGANIZATION_TRAIL] } } },
      shop: { unit: 'Workloads', places: { 'eu-west-1': place(api('rest', 'orders'), api('http', 'catalogue')) } },
      data: { unit: 'Workloads', places: { 'us-east-1': place(api('rest', 'exports')) } },
    },
  },
});
