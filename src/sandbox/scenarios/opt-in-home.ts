import { api, ORGANIZATION_TRAIL, place } from '../world/sound.ts';
import { scenario } from './scenario.ts';

export const optInHome = scenario({
  name: 'opt-in-home',
  description: 'the organization trail is homed in an opt-in region: who has not enabled that region sends nothing',
  plan: {
    regions: ['us-east-1', 'eu-west-1'],
    optInRegions: ['eu-south-1'],
    accounts: {
      management: {
        optStatus: { 'eu-south-1': 'ENABLED' },
        places: { 'eu-south-1': { trails: [ORGANIZATION_TRAIL] } },
      },
      'opted-in': {
        optStatus: { 'eu-south-1': 'ENABLED' },
        places: { 'eu-south-1': place(api('rest', 'orders')) },
      },
      'not-opted-in': { places: { 'eu-west-1': place(api('rest', 'orders')) } },
      'being-enabled': { optStatus: { 'eu-south-1': 'ENABLING' } },
    },
  },
});
