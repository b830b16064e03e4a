import rule from '../../../rules/trails/unencrypted.ts';
import { testRule } from '../../support/test-rule.ts';
import { audit, landingZone, listed, trail } from './estate.ts';

const key = 'arn:aws:kms:us-east-1:111122223333:key/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';
const keyed = trail('keyed', { kmsKeyId: key });

testRule(rule, {
  'a trail with a key passes': {
    given: listed({ trails: [keyed] }),
    expect: [{ arn: keyed.arn, outcome: 'pass', message: `keyed encrypts its log files with ${key}` }],
  },
  'a trail without a key fails': {
    given: listed({ trails: [audit] }),
    expect: [
      {
        arn: audit.arn,
        region: 'us-east-1',
        outcome: 'fail',
        severity: 'medium',
        message: 'audit names no AWS KMS key for its log files',
      },
    ],
  },
  'an organization trail is judged where it is owned': { given: listed({ trails: [landingZone] }), expect: [] },
});
