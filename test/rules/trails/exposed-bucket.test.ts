import rule from '../../../rules/trails/exposed-bucket.ts';
import type { TrailBucketAccess } from '../../../src/model/trail-buckets.ts';
import { denied, has } from '../../support/evidence.ts';
import { testRule } from '../../support/test-rule.ts';
import { access, blocking, gone } from './buckets.ts';
import { audit, listed, ROOT } from './estate.ts';

const arn = 'arn:aws:s3:::audit-logs';

function given(changes: Partial<TrailBucketAccess>, regions: Partial<Parameters<typeof listed>[0]> = {}) {
  return {
    ...listed({ trails: [audit], ...regions }),
    's3.trail-bucket-access': has([access('audit-logs', changes)]),
  };
}

testRule(rule, {
  'a bucket that grants nothing to the public passes': {
    given: given({}),
    expect: [{ arn, region: null, outcome: 'pass', message: 'audit-logs is not public' }],
  },
  'a public policy fails': {
    given: given({ policyPublic: has(true) }),
    expect: [{ arn, outcome: 'fail', severity: 'critical', message: 'audit-logs is public by its policy' }],
  },
  'a public ACL fails': {
    given: given({ aclPublic: has(true) }),
    expect: [{ arn, outcome: 'fail', message: 'audit-logs is public by its ACL' }],
  },
  'both are told': {
    given: given({ policyPublic: has(true), aclPublic: has(true) }),
    expect: [{ arn, outcome: 'fail', message: 'audit-logs is public by its policy and its ACL' }],
  },
  'a block of the bucket makes up for both': {
    given: given({ policyPublic: has(true), aclPublic: has(true), block: blocking(true) }),
    expect: [{ arn, outcome: 'pass', message: /not public/ }],
  },
  'a public policy whose block could not be read is unknown': {
    given: given({ policyPublic: has(true), block: denied('s3:GetPublicAccessBlock') }),
    expect: [{ arn, outcome: 'unknown', message: 'whether audit-logs is public could not be read' }],
  },
  'a bucket of another account that refuses us is unknown': {
    given: given({
      policyPublic: denied('s3:GetBucketPolicyStatus'),
      aclPublic: denied('s3:GetBucketAcl'),
      block: denied('s3:GetPublicAccessBlock'),
    }),
    expect: [{ arn, outcome: 'unknown', message: /could not be read/ }],
  },
  'a bucket that does not exist is for another rule': {
    given: given({ policyPublic: gone, aclPublic: gone, block: gone }),
    expect: [{ arn, outcome: 'not-applicable', message: 'audit-logs does not exist' }],
  },
  'regions that could not list their trails may have another bucket': {
    given: given({}, { denied: ['eu-west-1'] }),
    expect: [
      { arn, outcome: 'pass', message: /not public/ },
      { arn: ROOT, outcome: 'unknown', message: 'trails homed in eu-west-1 could not be listed' },
    ],
  },
});
