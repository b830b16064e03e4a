import rule from '../../../rules/trails/unprotected-bucket.ts';
import type { TrailBucket } from '../../../src/model/trail-buckets.ts';
import { denied, has } from '../../support/evidence.ts';
import { testRule } from '../../support/test-rule.ts';
import { bucket, gone, versioned } from './buckets.ts';
import { audit, listed, ROOT } from './estate.ts';

const arn = 'arn:aws:s3:::audit-logs';

function given(changes: Partial<TrailBucket>, regions: Partial<Parameters<typeof listed>[0]> = {}) {
  return { ...listed({ trails: [audit], ...regions }), 's3.trail-buckets': has([bucket('audit-logs', changes)]) };
}

testRule(rule, {
  'versions that Object Lock keeps pass': {
    given: given({}),
    expect: [{ arn, region: null, outcome: 'pass', message: 'audit-logs locks its objects by default' }],
  },
  'versions that need MFA to be deleted pass, whatever the lock': {
    given: given({ versioning: versioned({ mfaDelete: true }), objectLock: denied('s3:GetObjectLockConfiguration') }),
    expect: [{ arn, outcome: 'pass', message: /only with MFA/ }],
  },
  'a bucket without versions fails': {
    given: given({ versioning: versioned({ enabled: false }), objectLock: has(false) }),
    expect: [{ arn, outcome: 'fail', severity: 'medium', message: 'audit-logs keeps no versions of its objects' }],
  },
  'versions alone fail, less gravely': {
    given: given({ objectLock: has(false) }),
    expect: [{ arn, outcome: 'fail', severity: 'low', message: 'audit-logs keeps versions, which can be deleted' }],
  },
  'a lock that could not be read is unknown': {
    given: given({ objectLock: denied('s3:GetObjectLockConfiguration') }),
    expect: [{ arn, outcome: 'unknown', message: 'the Object Lock of audit-logs could not be read' }],
  },
  'a bucket of another account that refuses us is unknown': {
    given: given({ versioning: denied('s3:GetBucketVersioning') }),
    expect: [{ arn, outcome: 'unknown', message: 'the versioning of audit-logs could not be read' }],
  },
  'a bucket that does not exist is for another rule': {
    given: given({ versioning: gone, objectLock: gone }),
    expect: [{ arn, outcome: 'not-applicable', message: 'audit-logs does not exist' }],
  },
  'regions that could not list their trails may have another bucket': {
    given: given({}, { denied: ['eu-west-1'] }),
    expect: [
      { arn, outcome: 'pass', message: /locks/ },
      { arn: ROOT, outcome: 'unknown', message: 'trails homed in eu-west-1 could not be listed' },
    ],
  },
});
