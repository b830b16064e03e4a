import rule from '../../../rules/trails/delivery-failing.ts';
import { testRule } from '../../support/test-rule.ts';
import { audit, estate, landingZone, ROOT, status, statusDenied, stopped, trail } from './estate.ts';

const group = 'arn:aws:logs:us-east-1:111122223333:log-group:CloudTrail/full';
const topic = 'arn:aws:sns:us-east-1:111122223333:trail-files';
const full = trail('full', { logGroupArn: `${group}:*`, snsTopicArn: topic });
const unsigned = trail('unsigned', { logFileValidation: false });
const everyError = {
  latestDigestDeliveryError: 'AccessDenied',
  latestLogsDeliveryError: 'ResourceNotFoundException',
  latestNotificationError: 'AuthorizationError',
};
/** The status of the fixtures is asked on the first of November. */
const silent = { startedAt: '2026-01-05T08:00:00Z', latestDeliveryAt: '2026-10-20T08:00:00Z' };
const overseas = trail('overseas', { organization: true, homeRegion: 'me-south-1', ownerAccountId: '999988887777' });

testRule(rule, {
  'a delivery without error passes': {
    given: estate({ trails: [{ trail: audit }] }),
    expect: [{ arn: audit.arn, region: 'us-east-1', outcome: 'pass', message: /audit-logs met no error/ }],
  },
  'a bucket that is gone fails': {
    given: estate({ trails: [{ trail: audit, status: status(true, 'NoSuchBucket') }] }),
    expect: [
      {
        arn: audit.arn,
        outcome: 'fail',
        severity: 'high',
        message: 'audit could not deliver its log files to audit-logs: NoSuchBucket',
      },
    ],
  },
  'an organization trail is judged in the member, whose own delivery can fail': {
    given: estate({ trails: [{ trail: landingZone, status: status(true, 'AccessDenied') }] }),
    expect: [{ arn: landingZone.arn, outcome: 'fail', message: /AccessDenied/ }],
  },
  'errors of digests, log group and topic fail, worst first': {
    given: estate({ trails: [{ trail: full, status: status(true, null, everyError) }] }),
    expect: [
      {
        arn: full.arn,
        outcome: 'fail',
        severity: 'medium',
        message: `full could not deliver its digests to full-logs: AccessDenied; events to ${group}:*: ResourceNotFoundException; notifications to ${topic}: AuthorizationError`,
      },
    ],
  },
  'the bucket’s error beside others is as grave as alone': {
    given: estate({ trails: [{ trail: full, status: status(true, 'NoSuchBucket', everyError) }] }),
    expect: [
      { arn: full.arn, outcome: 'fail', severity: 'high', message: /log files to full-logs: NoSuchBucket; digests/ },
    ],
  },
  'a notification that fails alone is least grave': {
    given: estate({
      trails: [{ trail: full, status: status(true, null, { latestNotificationError: 'AuthorizationError' }) }],
    }),
    expect: [{ arn: full.arn, outcome: 'fail', severity: 'low', message: /notifications to arn:aws:sns/ }],
  },
  'errors of what is no longer set do not count': {
    given: estate({ trails: [{ trail: unsigned, status: status(true, null, everyError) }] }),
    expect: [{ arn: unsigned.arn, outcome: 'pass', message: /met no error/ }],
  },
  'a week of silence is unknown, for there may have been nothing to deliver': {
    given: estate({ trails: [{ trail: audit, status: status(true, null, silent) }] }),
    expect: [
      {
        arn: audit.arn,
        outcome: 'unknown',
        message: 'audit met no error, and delivered nothing in the week before 2026-11-01T00:00:00.000Z',
      },
    ],
  },
  'digests are a sign of life in a quiet region': {
    given: estate({
      trails: [
        { trail: audit, status: status(true, null, { ...silent, latestDigestDeliveryAt: '2026-10-31T23:00:00Z' }) },
      ],
    }),
    expect: [{ arn: audit.arn, outcome: 'pass', message: /met no error/ }],
  },
  'a trail that was just started has had no time': {
    given: estate({
      trails: [
        { trail: audit, status: status(true, null, { startedAt: '2026-10-31T20:00:00Z', latestDeliveryAt: null }) },
      ],
    }),
    expect: [{ arn: audit.arn, outcome: 'pass', message: /met no error/ }],
  },
  'a stopped trail delivers nothing, whatever error it kept': {
    given: estate({ trails: [{ trail: audit, status: status(false, 'AccessDenied') }] }),
    expect: [{ arn: audit.arn, outcome: 'not-applicable', message: 'audit is not logging' }],
  },
  'an organization trail whose home region is not enabled here sends nothing': {
    given: estate({ trails: [{ trail: overseas, status: statusDenied }] }),
    expect: [{ arn: overseas.arn, outcome: 'not-applicable', message: /me-south-1 is not enabled/ }],
  },
  'a status that could not be read is unknown': {
    given: estate({ trails: [{ trail: audit, status: statusDenied }] }),
    expect: [{ arn: audit.arn, outcome: 'unknown', message: 'the status of audit could not be read' }],
  },
  'regions that could not list their trails are unknown once': {
    given: estate({
      trails: [{ trail: audit, status: stopped }],
      regions: ['ap-south-1', 'eu-west-1', 'us-east-1'],
      denied: ['ap-south-1', 'eu-west-1'],
    }),
    expect: [
      { arn: audit.arn, outcome: 'not-applicable', message: 'audit is not logging' },
      {
        arn: ROOT,
        region: null,
        outcome: 'unknown',
        message: 'trails homed in ap-south-1, eu-west-1 could not be listed',
      },
    ],
  },
});
