import { api, place, SOUND_TRAIL } from '../world/sound.ts';
import { scenario } from './scenario.ts';

export const singleAccount = scenario({
  name: 'single-account',
  description: 'one account of no organization, asked with its own credentials',
  plan: {
    standalone: true,
    regions: ['us-east-1', 'eu-west-1'],
    accounts: {
      alone: {
        places: {
          'us-east-1': { trails: [SOUND_TRAIL] },
          'eu-west-1': place(api('rest', 'orders'), api('http', 'catalogue'), api('websocket', 'notifications')),
        },
      },
    },
  },
});
