import rule from '../../../rules/roles/untrusted-by-api-gateway.ts';
import { has, REGION } from '../../support/evidence.ts';
import { testRule } from '../../support/test-rule.ts';
import { ROLE, role, roles, trusting, WITH_ROLE } from './fixtures.ts';

const account = { [REGION]: has(WITH_ROLE) };

testRule(rule, {
  'a role that trusts API Gateway passes': {
    given: { 'apigateway.account': account, 'iam.roles': roles(role()) },
    expect: [{ outcome: 'pass', arn: ROLE, message: /trusts apigateway\.amazonaws\.com$/ }],
  },
  'the principal of the service-linked role is another': {
    given: {
      'apigateway.account': account,
      'iam.roles': roles(role({ trustPolicy: trusting({ Service: 'ops.apigateway.amazonaws.com' }) })),
    },
    expect: [{ outcome: 'fail', arn: ROLE, message: /in eu-west-1 does not let apigateway\.amazonaws\.com assume it/ }],
  },
  'a condition leaves it open': {
    given: {
      'apigateway.account': account,
      'iam.roles': roles(
        role({
          trustPolicy: trusting(
            { Service: 'apigateway.amazonaws.com' },
            { Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } },
          ),
        }),
      ),
    },
    expect: [{ outcome: 'unknown', arn: ROLE, message: /may or may not/ }],
  },
  'a trust policy that cannot be read says nothing': {
    given: { 'apigateway.account': account, 'iam.roles': roles(role({ trustPolicy: '%7B%22Version%22' })) },
    expect: [{ outcome: 'unknown', arn: ROLE, message: /trust policy that is not JSON/ }],
  },
  'a role that does not exist is not for this rule': {
    given: { 'apigateway.account': account, 'iam.roles': roles(null) },
    expect: [{ outcome: 'not-applicable', arn: ROLE, message: /does not exist/ }],
  },
});
