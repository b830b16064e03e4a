import { scenario } from './scenario.ts';

const HOME = 'us-east-1';

export const trailSettings = scenario({
  name: 'trail-settings',
  description: 'trails that log and lack what an auditor asks for: digests, keys, a log group, global events',
  plan: {
    regions: [HOME, 'eu-west-1'],
    accounts: {
      // Has all of it.
      management: {
        places: {
          [HOME]: {
            trails: [
              {
                name: 'complete',
                kmsKeyId: 'arn:aws:kms:us-east-1:111122223333:key/0f1e2d3c-0000-4000-8000-000000000001',
                logGroupArn: 'arn:aws:logs:us-east-1:111122223333:log-group:trail:*',
                logsRoleArn: 'arn:aws:iam::111122223333:role/trail-to-logs',
              },
            ],
          },
        },
      },
      // trails/unvalidated-log-files, trails/unencrypted, trails/no-cloudwatch-logs
      bare: { places: { [HOME]: { trails: [{ name: 'bare', logFileValidation: false }] } } },
      // trails/global-events-excluded
      'without-global-events': {
        places: { [HOME]: { trails: [{ name: 'regional', multiRegion: false, globalEvents: false }] } },
      },
      // trails/duplicate-management-events
      twice: { places: { [HOME]: { trails: [{ name: 'first' }, { name: 'second' }] } } },
    },
  },
});
