import rule from '../../../rules/organization/trail-homed-in-opt-in-region.ts';
import type { Trail } from '../../../src/model/cloudtrail.ts';
import { has } from '../../support/evidence.ts';
import { testRule } from '../../support/test-rule.ts';
import { landingZone, MANAGEMENT_ACCOUNT, status, statusDenied, trail } from '../trails/estate.ts';
import { organization, regions } from './fixtures.ts';

const owned = { organization: true, ownerAccountId: MANAGEMENT_ACCOUNT };
const milan = trail('milan', { ...owned, homeRegion: 'eu-south-1' });
const nowhere = trail('nowhere', { ...owned, homeRegion: 'xx-lost-1' });
const regional = trail('regional', { ...owned, multiRegion: false });

function given(...trails: readonly Trail[]) {
  return {
    'organizations.organization': has(organization),
    'cloudtrail.organization-trails': has(trails.map((each) => ({ trail: each, status: status() }))),
    'organizations.regions': regions,
  };
}

testRule(rule, {
  'a home that every account has passes': {
    given: given(landingZone),
    expect: [
      { arn: landingZone.arn, region: 'us-east-1', outcome: 'pass', message: /which every account has enabled/ },
    ],
  },
  'a home that accounts must opt into fails, whatever the status': {
    given: {
      ...given(),
      'cloudtrail.organization-trails': has([{ trail: milan, status: statusDenied }]),
    },
    expect: [
      {
        arn: milan.arn,
        region: 'eu-south-1',
        outcome: 'fail',
        severity: 'medium',
        message: 'milan is homed in eu-south-1, which accounts must opt into',
      },
    ],
  },
  'a home that AWS does not list is unknown': {
    given: given(nowhere),
    expect: [{ arn: nowhere.arn, outcome: 'unknown', message: 'AWS lists no region xx-lost-1, the home of nowhere' }],
  },
  'a trail of one region reaches no other anyway': {
    given: given(regional),
    expect: [
      { arn: organization.arn, outcome: 'not-applicable', message: 'the organization has no trail of all regions' },
    ],
  },
});
