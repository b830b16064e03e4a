import { ORGANIZATION_TRAIL, SOUND_TRAIL } from '../world/sound.ts';
import { scenario } from './scenario.ts';

const LOG_GROUP = 'arn:aws:logs:us-east-1:111122223333:log-group:cloudtrail:*';

export const deliveryErrors = scenario({
  name: 'delivery-errors',
  description:
    'trails that are logging and cannot deliver: to the bucket, of digests, to CloudWatch Logs, of one member',
  plan: {
    regions: ['us-east-1', 'eu-west-1'],
    accounts: {
      management: {
        places: {
          'us-east-1': {
            trails: [
              {
                ...ORGANIZATION_TRAIL,
                memberErrors: { 'one-member': { bucket: 'InsufficientEncryptionPolicyException' } },
              },
            ],
          },
        },
      },
      'one-member': {},
      'bucket-denies': {
        places: { 'us-east-1': { trails: [{ ...SOUND_TRAIL, errors: { bucket: 'AccessDenied' } }] } },
      },
      'bucket-gone': {
        places: {
          'us-east-1': { trails: [{ ...SOUND_TRAIL, errors: { bucket: 'NoSuchBucket', digest: 'NoSuchBucket' } }] },
        },
      },
      'log-group-denies': {
        places: {
          'us-east-1': { trails: [{ ...SOUND_TRAIL, logGroupArn: LOG_GROUP, errors: { logGroup: 'AccessDenied' } }] },
        },
      },
      stopped: {
        places: {
          'us-east-1': { trails: [{ ...SOUND_TRAIL, logging: 'stopped', errors: { bucket: 'NoSuchBucket' } }] },
        },
      },
      'never-started': { places: { 'us-east-1': { trails: [{ ...SOUND_TRAIL, logging: 'never-started' }] } } },
    },
  },
});
