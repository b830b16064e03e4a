import { api, ORGANIZATION_TRAIL, place } from '../world/sound.ts';
import { scenario } from './scenario.ts';

export const closedAccounts = scenario({
  name: 'closed-accounts',
  description: 'accounts in every state: Organizations still lists those that are closed, and nobody can ask them',
  plan: {
    regions: ['us-east-1', 'eu-west-1'],
    accounts: {
      management: { places: { 'us-east-1': { trails: [ORGANIZATION_TRAIL] } } },
      open: { places: { 'eu-west-1': place(api('rest', 'orders')) } },
      suspended: { state: 'SUSPENDED' },
      'being-closed': { state: 'PENDING_CLOSURE' },
      closed: { state: 'CLOSED' },
      'not-yet-open': { state: 'PENDING_ACTIVATION' },
    },
  },
});
