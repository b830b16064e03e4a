import { ORGANIZATION_TRAIL, SOUND_TRAIL } from '../world/sound.ts';
import { scenario } from './scenario.ts';

export const organizationTrail = scenario({
  name: 'organization-trail',
  description:
    'members see shadows of the trail: status by ARN alone, selectors only from its owner, delivery one by one',
  plan: {
    regions: ['us-east-1', 'eu-west-1'],
    accounts: {
      management: {
        places: {
          'us-east-1': {
            trails: [{ ...ORGANIZATION_TRAIL, memberErrors: { isolated: { bucket: 'AccessDenied' } } }],
          },
          // Reaches the members in its own region only.
          'eu-west-1': { trails: [{ name: 'organization-europe', organization: true, multiRegion: false }] },
        },
      },
      member: { unit: 'Workloads' },
      isolated: { unit: 'Workloads' },
      // Has the events twice.
      'with-its-own': { unit: 'Workloads', places: { 'eu-west-1': { trails: [SOUND_TRAIL] } } },
    },
  },
});
