import rule from '../../../rules/trails/global-events-excluded.ts';
import { testRule } from '../../support/test-rule.ts';
import { advanced, audit, basic, estate, landingZone, ROOT, selectorsDenied, trail } from './estate.ts';

const without = trail('without', { multiRegion: false, includeGlobalServiceEvents: false });
const elsewhere = trail('elsewhere', {
  multiRegion: false,
  includeGlobalServiceEvents: false,
  homeRegion: 'eu-west-1',
});

testRule(rule, {
  'a trail that includes them passes': {
    given: estate({ trails: [{ trail: audit }] }),
    expect: [{ arn: audit.arn, outcome: 'pass', message: 'audit includes global service events' }],
  },
  'a trail of us-east-1 that leaves them out fails': {
    given: estate({ trails: [{ trail: without }] }),
    expect: [
      {
        arn: without.arn,
        region: 'us-east-1',
        outcome: 'fail',
        severity: 'low',
        message: 'without leaves global service events out',
      },
    ],
  },
  'advanced selectors of management events count like basic ones': {
    given: estate({ trails: [{ trail: without, selectors: advanced() }] }),
    expect: [{ arn: without.arn, outcome: 'fail', message: /leaves/ }],
  },
  'in another region the setting has no effect': {
    given: estate({ trails: [{ trail: elsewhere }] }),
    expect: [{ arn: elsewhere.arn, outcome: 'not-applicable', message: 'no global service event arises in eu-west-1' }],
  },
  'a trail without management events has none to leave out': {
    given: estate({ trails: [{ trail: without, selectors: basic({ includeManagementEvents: false }) }] }),
    expect: [{ arn: without.arn, outcome: 'not-applicable', message: 'without records no management events' }],
  },
  'selectors that could not be read make it unknown': {
    given: estate({ trails: [{ trail: without, selectors: selectorsDenied }] }),
    expect: [
      { arn: without.arn, outcome: 'unknown', message: /whether it records management events could not be read/ },
    ],
  },
  'an organization trail is judged where it is owned, and regions that were not read are told': {
    given: estate({ trails: [{ trail: landingZone }], denied: ['eu-west-1'] }),
    expect: [{ arn: ROOT, outcome: 'unknown', message: 'trails homed in eu-west-1 could not be listed' }],
  },
});
