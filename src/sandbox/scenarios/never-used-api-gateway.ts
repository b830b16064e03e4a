import { api, ORGANIZATION_TRAIL, SOUND_STAGES } from '../world/sound.ts';
import { scenario } from './scenario.ts';

export const neverUsedApiGateway = scenario({
  name: 'never-used-api-gateway',
  description: 'API Gateway never used (GetAccount answers 404), used without a role, and used without APIs',
  plan: {
    regions: ['us-east-1', 'eu-west-1'],
    accounts: {
      management: { places: { 'us-east-1': { trails: [ORGANIZATION_TRAIL] } } },
      'never-used': {},
      'http-only': { places: { 'eu-west-1': { apis: [api('http', 'catalogue')] } } },
      'no-role': { places: { 'eu-west-1': { apis: [api('rest', 'orders', SOUND_STAGES.rest)] } } },
      'role-without-apis': {
        places: { 'eu-west-1': { role: { name: 'apigateway-logs', inline: [{ Action: 'logs:*' }] } } },
      },
    },
  },
});
