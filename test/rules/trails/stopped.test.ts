import rule from '../../../rules/trails/stopped.ts';
import { testRule } from '../../support/test-rule.ts';
import { audit, basic, estate, landingZone, ROOT, status, statusDenied, stopped, trail } from './estate.ts';

const old = trail('old', { multiRegion: false, homeRegion: 'eu-west-1' });

testRule(rule, {
  'a logging trail passes': {
    given: estate({ trails: [{ trail: audit }] }),
    expect: [{ arn: audit.arn, region: 'us-east-1', outcome: 'pass', message: 'audit is logging' }],
  },
  'a trail that cannot deliver is logging': {
    given: estate({ trails: [{ trail: audit, status: status(true, 'NoSuchBucket') }] }),
    expect: [{ arn: audit.arn, outcome: 'pass', message: 'audit is logging' }],
  },
  'the only trail, stopped, is grave': {
    given: estate({ trails: [{ trail: audit, status: stopped }] }),
    expect: [
      { arn: audit.arn, outcome: 'fail', severity: 'high', message: 'audit was stopped at 2026-10-30T17:12:00Z' },
    ],
  },
  'a stopped trail beside one that records everything is not grave': {
    given: estate({ trails: [{ trail: audit }, { trail: old, status: stopped }] }),
    expect: [
      {
        arn: old.arn,
        region: 'eu-west-1',
        outcome: 'fail',
        severity: 'low',
        message:
          'old was stopped at 2026-10-30T17:12:00Z; other trails record every management event of the scanned regions',
      },
      { arn: audit.arn, outcome: 'pass', message: 'audit is logging' },
    ],
  },
  'a stopped trail beside one that records writes alone is grave': {
    given: estate({
      trails: [
        { trail: audit, selectors: basic({ readWriteType: 'WriteOnly' }) },
        { trail: old, status: stopped },
      ],
    }),
    expect: [
      { arn: old.arn, outcome: 'fail', severity: 'high', message: 'old was stopped at 2026-10-30T17:12:00Z' },
      { arn: audit.arn, outcome: 'pass', message: 'audit is logging' },
    ],
  },
  'a stopped trail beside one that may not deliver is grave': {
    given: estate({
      trails: [
        { trail: landingZone, status: status(true, 'AccessDenied') },
        { trail: old, status: stopped },
      ],
    }),
    expect: [{ arn: old.arn, outcome: 'fail', severity: 'high', message: 'old was stopped at 2026-10-30T17:12:00Z' }],
  },
  'an organization trail is judged where it is owned': {
    given: estate({ trails: [{ trail: landingZone, status: stopped }] }),
    expect: [],
  },
  'a status that could not be read is unknown': {
    given: estate({ trails: [{ trail: audit, status: statusDenied }] }),
    expect: [{ arn: audit.arn, outcome: 'unknown', message: 'whether audit is logging could not be read' }],
  },
  'regions that could not list their trails are unknown once': {
    given: estate({
      trails: [{ trail: landingZone }],
      regions: ['ap-south-1', 'eu-west-1', 'us-east-1'],
      denied: ['ap-south-1', 'eu-west-1'],
    }),
    expect: [
      {
        arn: ROOT,
        region: null,
        outcome: 'unknown',
        message: 'trails homed in ap-south-1, eu-west-1 could not be listed',
      },
    ],
  },
});
