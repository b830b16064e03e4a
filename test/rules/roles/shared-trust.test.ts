import rule from '../../../rules/roles/shared-trust.ts';
import { has, REGION } from '../../support/evidence.ts';
import { testRule } from '../../support/test-rule.ts';
import { policy, ROLE, role, roles, trusting, WITH_ROLE } from './fixtures.ts';

function assumed(Principal: object, more: object = {}): object {
  return { Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...more };
}

const API_GATEWAY = assumed({ Service: 'apigateway.amazonaws.com' });
const account = { [REGION]: has(WITH_ROLE) };

testRule(rule, {
  'a role that trusts API Gateway alone passes': {
    given: { 'apigateway.account': account, 'iam.roles': roles(role()) },
    expect: [{ outcome: 'pass', arn: ROLE, message: /trusts nobody but API Gateway/ }],
  },
  'another service in the same list fails': {
    given: {
      'apigateway.account': account,
      'iam.roles': roles(
        role({ trustPolicy: trusting({ Service: ['apigateway.amazonaws.com', 'lambda.amazonaws.com'] }) }),
      ),
    },
    expect: [{ outcome: 'fail', arn: ROLE, message: /in eu-west-1 also trusts lambda\.amazonaws\.com$/ }],
  },
  'an account on a condition fails too': {
    given: {
      'apigateway.account': account,
      'iam.roles': roles(
        role({
          trustPolicy: policy(
            API_GATEWAY,
            assumed(
              { AWS: 'arn:aws:iam::444455556666:root' },
              { Condition: { StringEquals: { 'sts:ExternalId': 'ci' } } },
            ),
          ),
        }),
      ),
    },
    expect: [{ outcome: 'fail', arn: ROLE, message: /also trusts account 444455556666$/ }],
  },
  'a Deny for all but API Gateway leaves it open': {
    given: {
      'apigateway.account': account,
      'iam.roles': roles(
        role({
          trustPolicy: policy(API_GATEWAY, assumed({ Service: 'events.amazonaws.com' }), {
            Effect: 'Deny',
            NotPrincipal: { Service: 'apigateway.amazonaws.com' },
            Action: 'sts:AssumeRole',
          }),
        }),
      ),
    },
    expect: [{ outcome: 'unknown', arn: ROLE, message: /may also trust events\.amazonaws\.com/ }],
  },
  'a role that API Gateway cannot assume is not shared with it': {
    given: {
      'apigateway.account': account,
      'iam.roles': roles(role({ trustPolicy: trusting({ Service: 'lambda.amazonaws.com' }) })),
    },
    expect: [{ outcome: 'not-applicable', arn: ROLE, message: /does not trust API Gateway/ }],
  },
  'a trust policy that cannot be read says nothing': {
    given: { 'apigateway.account': account, 'iam.roles': roles(role({ trustPolicy: '{"Statement": null}' })) },
    expect: [{ outcome: 'unknown', arn: ROLE, message: /statement 1 is not a JSON object/ }],
  },
  'a role that does not exist is not for this rule': {
    given: { 'apigateway.account': account, 'iam.roles': roles(null) },
    expect: [{ outcome: 'not-applicable', arn: ROLE, message: /does not exist/ }],
  },
});
