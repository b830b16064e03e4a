import { api, ORGANIZATION_TRAIL, place } from '../world/sound.ts';
import { scenario } from './scenario.ts';

export const deniedAccount = scenario({
  name: 'denied-account',
  description: 'accounts whose role is missing, or wants an external id: they cannot be entered',
  plan: {
    regions: ['us-east-1', 'eu-west-1'],
    accounts: {
      management: { places: { 'us-east-1': { trails: [ORGANIZATION_TRAIL] } } },
      open: { places: { 'eu-west-1': place(api('rest', 'orders')) } },
      'without-role': { entryRoles: [], places: { 'eu-west-1': place(api('rest', 'payments')) } },
      'with-external-id': { externalId: 'audit-2026', places: { 'eu-west-1': place(api('rest', 'ledger')) } },
    },
  },
});
