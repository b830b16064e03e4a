import { SOUND_TRAIL } from '../world/sound.ts';
import { scenario } from './scenario.ts';

const RECORDED = ['us-east-1', 'eu-west-1'] as const;

export const defaultSelectors = scenario({
  name: 'default-selectors',
  description: 'event selectors in both shapes that AWS shows a default in, and customised in both forms',
  plan: {
    regions: RECORDED,
    accounts: {
      management: { places: { 'us-east-1': { trails: [SOUND_TRAIL] } } },
      'basic-default': { places: { 'us-east-1': { trails: [{ ...SOUND_TRAIL, selectors: { default: 'basic' } }] } } },
      'advanced-default': {
        places: { 'us-east-1': { trails: [{ ...SOUND_TRAIL, selectors: { default: 'advanced' } }] } },
      },
      'without-kms': {
        places: {
          'us-east-1': {
            trails: [
              { ...SOUND_TRAIL, selectors: { basic: [{ ExcludeManagementEventSources: ['kms.amazonaws.com'] }] } },
            ],
          },
        },
      },
      'writes-only': {
        places: {
          'us-east-1': {
            trails: [
              {
                ...SOUND_TRAIL,
                selectors: {
                  advanced: [
                    {
                      Name: 'Writes',
                      FieldSelectors: [
                        { Field: 'eventCategory', Equals: ['Management'] },
                        { Field: 'readOnly', Equals: ['false'] },
                      ],
                    },
                  ],
                },
              },
            ],
          },
        },
      },
      'data-events-only': {
        places: {
          'us-east-1': {
            trails: [
              {
                ...SOUND_TRAIL,
                selectors: {
                  basic: [
                    {
                      IncludeManagementEvents: false,
                      DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }],
                    },
                  ],
                },
              },
            ],
          },
        },
      },
    },
  },
});
