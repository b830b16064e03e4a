import rule from '../../../rules/organization/no-delegated-administrator.ts';
import { has } from '../../support/evidence.ts';
import { testRule } from '../../support/test-rule.ts';
import { organization } from './fixtures.ts';

function administrators(...ids: readonly string[]) {
  return { 'organizations.organization': has(organization), 'organizations.delegated-administrators': has(ids) };
}

testRule(rule, {
  'a delegated administrator passes': {
    given: administrators('444455556666'),
    expect: [
      { arn: organization.arn, region: null, outcome: 'pass', message: 'CloudTrail is administered by 444455556666' },
    ],
  },
  'none fails': {
    given: administrators(),
    expect: [
      { arn: organization.arn, outcome: 'fail', severity: 'low', message: 'CloudTrail has no delegated administrator' },
    ],
  },
});
