import rule from '../../../rules/organization/missing-trail.ts';
import type { Trail } from '../../../src/model/cloudtrail.ts';
import type { Evidence } from '../../../src/model/evidence.ts';
import { has } from '../../support/evidence.ts';
import { testRule } from '../../support/test-rule.ts';
import { landingZone, MANAGEMENT_ACCOUNT, status, statusDenied, stopped, trail } from '../trails/estate.ts';

const organization = {
  id: 'o-exampleorgid',
  arn: `arn:aws:organizations::${MANAGEMENT_ACCOUNT}:organization/o-exampleorgid`,
  managementAccountId: MANAGEMENT_ACCOUNT,
};
const verdict = { arn: organization.arn, region: null };
const regional = trail('one-region', { organization: true, ownerAccountId: MANAGEMENT_ACCOUNT, multiRegion: false });
const second = trail('second', { organization: true, ownerAccountId: MANAGEMENT_ACCOUNT });

function organizationTrails(...trails: readonly { trail: Trail; status: Evidence<unknown> }[]) {
  return { 'organizations.organization': has(organization), 'cloudtrail.organization-trails': has(trails) };
}

testRule(rule, {
  'a logging multi-region organization trail passes': {
    given: organizationTrails({ trail: landingZone, status: status() }),
    expect: [{ ...verdict, outcome: 'pass', message: 'organization trails seen: landing-zone (logging)' }],
  },
  'one that passes is enough': {
    given: organizationTrails({ trail: landingZone, status: statusDenied }, { trail: second, status: status() }),
    expect: [{ ...verdict, outcome: 'pass', message: /second \(logging\)/ }],
  },
  'an organization without a trail fails': {
    given: organizationTrails(),
    expect: [
      {
        ...verdict,
        outcome: 'fail',
        severity: 'medium',
        message: 'no multi-region organization trail is logging; organization trails seen: none',
      },
    ],
  },
  'a stopped trail fails': {
    given: organizationTrails({ trail: landingZone, status: stopped }),
    expect: [{ ...verdict, outcome: 'fail', message: /landing-zone \(stopped\)/ }],
  },
  'a trail of one region fails, whatever its status': {
    given: organizationTrails({ trail: regional, status: statusDenied }),
    expect: [{ ...verdict, outcome: 'fail', message: /one-region \(status unknown, one region only\)/ }],
  },
  'a status that could not be read is unknown': {
    given: organizationTrails({ trail: landingZone, status: statusDenied }),
    expect: [{ ...verdict, outcome: 'unknown', message: /landing-zone \(status unknown\)/ }],
  },
});
