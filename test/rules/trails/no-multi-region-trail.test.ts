import rule from '../../../rules/trails/no-multi-region-trail.ts';
import { testRule } from '../../support/test-rule.ts';
import { audit, estate, landingZone, ROOT, status, statusDenied, stopped, trail } from './estate.ts';

const verdict = { arn: ROOT, region: null };
const regional = trail('regional', { multiRegion: false, homeRegion: 'eu-west-1' });
const overseas = trail('overseas', { organization: true, homeRegion: 'me-south-1', ownerAccountId: '999988887777' });

testRule(rule, {
  'a logging multi-region trail passes': {
    given: estate({ trails: [{ trail: audit }] }),
    expect: [{ ...verdict, outcome: 'pass', message: 'multi-region trails seen: audit (logging)' }],
  },
  'an organization trail that the account lists passes, where other regions are denied': {
    given: estate({ trails: [{ trail: landingZone }], regions: ['ap-south-1', 'eu-west-1'], denied: ['ap-south-1'] }),
    expect: [{ ...verdict, outcome: 'pass', message: /landing-zone \(logging\)/ }],
  },
  'a trail that logs and cannot deliver is another rule’s finding': {
    given: estate({ trails: [{ trail: audit, status: status(true, 'NoSuchBucket') }] }),
    expect: [{ ...verdict, outcome: 'pass', message: /audit \(delivery fails: NoSuchBucket\)/ }],
  },
  'a logging trail beside one of unknown status passes': {
    given: estate({ trails: [{ trail: audit }, { trail: landingZone, status: statusDenied }] }),
    expect: [{ ...verdict, outcome: 'pass', message: /audit \(logging\), landing-zone \(status unknown\)/ }],
  },
  'an account without trails fails': {
    given: estate({}),
    expect: [
      { ...verdict, outcome: 'fail', message: 'no multi-region trail is logging; multi-region trails seen: none' },
    ],
  },
  'a trail of one region does not count': {
    given: estate({ trails: [{ trail: regional }] }),
    expect: [{ ...verdict, outcome: 'fail', message: /seen: none$/ }],
  },
  'stopped trails are named': {
    given: estate({
      trails: [
        { trail: audit, status: stopped },
        { trail: landingZone, status: stopped },
      ],
    }),
    expect: [{ ...verdict, outcome: 'fail', message: /audit \(stopped\), landing-zone \(stopped\)/ }],
  },
  'an organization trail whose home region is not enabled here sends nothing': {
    given: estate({ trails: [{ trail: overseas }] }),
    expect: [{ ...verdict, outcome: 'fail', message: /its home region me-south-1 is not enabled in this account/ }],
  },
  'no trail where one region that shows them all was read fails, though others were denied': {
    given: estate({ regions: ['ap-south-1', 'eu-west-1'], denied: ['ap-south-1'] }),
    expect: [{ ...verdict, outcome: 'fail', message: /seen: none$/ }],
  },
  'an unknown status cannot be told': {
    given: estate({ trails: [{ trail: audit, status: statusDenied }] }),
    expect: [{ ...verdict, outcome: 'unknown', message: /audit \(status unknown\)/ }],
  },
  'a trail without details cannot be told': {
    given: estate({ trails: [{ trail: audit, details: false }] }),
    expect: [{ ...verdict, outcome: 'unknown', message: /audit \(status unknown\)/ }],
  },
  'a region that must be opted into does not prove that there is no trail': {
    given: estate({ regions: ['eu-south-1', 'eu-west-1'], denied: ['eu-west-1'] }),
    expect: [
      { ...verdict, outcome: 'unknown', message: 'no region that shows every multi-region trail could be read' },
    ],
  },
  'an account of which no region was scanned cannot be told': {
    given: estate({ regions: [] }),
    expect: [{ ...verdict, outcome: 'unknown', message: /could be read/ }],
  },
});
