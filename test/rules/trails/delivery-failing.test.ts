import rule from '../../../rules/trails/delivery-failing.ts';
import { testRule } from '../../support/test-rule.ts';
import { audit, estate, landingZone, ROOT, status, statusDenied, stopped, trail } from './estate.ts';

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
