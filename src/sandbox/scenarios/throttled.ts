import { accountIdNamed } from '../world/ids.ts';
import { api, ORGANIZATION_TRAIL, place } from '../world/sound.ts';
import { scenario } from './scenario.ts';

export const throttled = scenario({
  name: 'throttled',
  description: 'others use up the request rates: now and then in every account, and in one of them always',
  plan: {
    regions: ['us-east-1', 'eu-west-1'],
    accounts: {
      management: { places: { 'us-east-1': { trails: [ORGANIZATION_TRAIL] } } },
      busy: { places: { 'eu-west-1': place(api('rest', 'orders'), api('http', 'catalogue')) } },
      'always-throttled': { places: { 'eu-west-1': place(api('rest', 'payments')) } },
    },
  },
  conditions: {
    faults: [
      { fault: { kind: 'throttled' }, accountId: accountIdNamed('always-throttled'), api: 'apigateway:*' },
      { fault: { kind: 'throttled' }, probability: 0.1 },
    ],
  },
});
