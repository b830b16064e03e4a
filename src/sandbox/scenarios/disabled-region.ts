import { accountIdNamed } from '../world/ids.ts';
import { api, ORGANIZATION_TRAIL, place } from '../world/sound.ts';
import { scenario } from './scenario.ts';

export const disabledRegion = scenario({
  name: 'disabled-region',
  description: 'regions that are disabled, being disabled, or disabled in truth and enabled by the list of regions',
  plan: {
    regions: ['us-east-1', 'eu-west-1'],
    optInRegions: ['me-central-1'],
    accounts: {
      management: { places: { 'us-east-1': { trails: [ORGANIZATION_TRAIL] } } },
      enabled: {
        optStatus: { 'me-central-1': 'ENABLED' },
        places: { 'me-central-1': place(api('rest', 'orders')) },
      },
      disabled: { places: { 'eu-west-1': place(api('rest', 'orders')) } },
      'being-disabled': { optStatus: { 'me-central-1': 'DISABLING' } },
      'just-disabled': { optStatus: { 'me-central-1': 'ENABLED' } },
    },
  },
  conditions: {
    faults: [
      { fault: { kind: 'region-disabled' }, accountId: accountIdNamed('just-disabled'), region: 'me-central-1' },
    ],
  },
});
