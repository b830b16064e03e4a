import rule from '../../../rules/trails/dangling-destination.ts';
import type { NamedDestination } from '../../../src/model/destinations.ts';
import type { TrailBucket } from '../../../src/model/trail-buckets.ts';
import { denied, has } from '../../support/evidence.ts';
import { testRule } from '../../support/test-rule.ts';
import { bucket, gone } from './buckets.ts';
import { audit, landingZone, listed, ROOT, trail } from './estate.ts';

const group = 'arn:aws:logs:us-east-1:111122223333:log-group:CloudTrail/full';
const topic = 'arn:aws:sns:us-east-1:111122223333:trail-files';
const full = trail('full', { logGroupArn: `${group}:*`, snsTopicArn: topic });

function destinations(buckets: readonly TrailBucket[], others: readonly NamedDestination[] = []) {
  return { 's3.trail-buckets': has(buckets), 'cloudtrail.trail-destinations': has(others) };
}

testRule(rule, {
  'a trail whose destinations exist passes': {
    given: {
      ...listed({ trails: [full] }),
      ...destinations(
        [bucket('full-logs')],
        [
          { arn: group, exists: has(true) },
          { arn: topic, exists: has(true) },
        ],
      ),
    },
    expect: [
      {
        arn: full.arn,
        region: 'us-east-1',
        outcome: 'pass',
        message: `full writes to the bucket full-logs, the log group ${group}, the topic ${topic}: AWS knows all of that`,
      },
    ],
  },
  'a bucket that is gone fails': {
    given: {
      ...listed({ trails: [audit] }),
      ...destinations([bucket('audit-logs', { versioning: gone, objectLock: gone })]),
    },
    expect: [
      {
        arn: audit.arn,
        outcome: 'fail',
        severity: 'high',
        message: 'audit writes to the bucket audit-logs: AWS knows none',
      },
    ],
  },
  'a log group and a topic that are gone fail, also where the bucket cannot be asked about': {
    given: {
      ...listed({ trails: [full] }),
      ...destinations(
        [bucket('full-logs', { versioning: denied('s3:GetBucketVersioning') })],
        [
          { arn: group, exists: has(false) },
          { arn: topic, exists: has(false) },
        ],
      ),
    },
    expect: [
      {
        arn: full.arn,
        outcome: 'fail',
        message: `full writes to the log group ${group}, the topic ${topic}: AWS knows none`,
      },
    ],
  },
  'a bucket of another account that refuses us is unknown': {
    given: {
      ...listed({ trails: [audit] }),
      ...destinations([bucket('audit-logs', { versioning: denied('s3:GetBucketVersioning') })]),
    },
    expect: [
      {
        arn: audit.arn,
        outcome: 'unknown',
        message: 'whether the bucket audit-logs of audit exists could not be read',
      },
    ],
  },
  'what the scan did not ask about is unknown': {
    given: { ...listed({ trails: [audit] }), ...destinations([]) },
    expect: [{ arn: audit.arn, outcome: 'unknown', message: /could not be read/ }],
  },
  'an organization trail is judged where it is owned, and regions that were not read are told': {
    given: { ...listed({ trails: [landingZone], denied: ['eu-west-1'] }), ...destinations([]) },
    expect: [{ arn: ROOT, outcome: 'unknown', message: 'trails homed in eu-west-1 could not be listed' }],
  },
});
