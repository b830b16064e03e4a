import { expect, test } from 'vitest';
import rule from '../../../rules/roles/over-broad.ts';
import { ACCOUNT, denied, has, OTHER_REGION, REGION } from '../../support/evidence.ts';
import { testRule } from '../../support/test-rule.ts';
import { allow, attached, deny, policy, ROLE, role, roles, roleWith, WITH_ROLE, WRITER } from './fixtures.ts';

const WHERE = { scope: 'account', partition: 'aws', accountId: ACCOUNT } as const;
const account = { [REGION]: has(WITH_ROLE) };
const ADMINISTRATOR = attached('arn:aws:iam::aws:policy/AdministratorAccess', has(policy(allow('*'))));
const NAMESAKE = `arn:aws:iam::${ACCOUNT}:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs`;
const CUSTOMER = `arn:aws:iam::${ACCOUNT}:policy/logs-writer`;
const LOGS_ONLY = attached(
  `arn:aws:iam::${ACCOUNT}:policy/logs-boundary`,
  has(policy(allow(['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents']))),
);

testRule(rule, {
  "a role with AWS's policy passes, whether or not its document can be read": {
    given: {
      'apigateway.account': account,
      'iam.roles': roles(role({ attachedPolicies: has([{ ...WRITER, document: denied('iam:GetPolicyVersion') }]) })),
    },
    expect: [{ outcome: 'pass', arn: ROLE, message: /can do nothing but write and read logs/ }],
  },
  "a customer's policy of the same name must be read": {
    given: {
      'apigateway.account': account,
      'iam.roles': roles(role({ attachedPolicies: has([attached(NAMESAKE, denied('iam:GetPolicyVersion'))]) })),
    },
    expect: [{ outcome: 'unknown', arn: ROLE, message: /AmazonAPIGatewayPushToCloudWatchLogs could not be read/ }],
  },
  "a scoped inline policy beside AWS's policy passes": {
    given: {
      'apigateway.account': account,
      'iam.roles': roles(
        role({
          inlinePolicies: has([
            {
              name: 'scoped',
              document: policy(allow('logs:PutLogEvents', 'arn:aws:logs:*:*:log-group:/aws/apigateway/*')),
            },
          ]),
        }),
      ),
    },
    expect: [{ outcome: 'pass', arn: ROLE, message: /nothing but/ }],
  },
  'an administrator fails, worst things first, once for all regions': {
    given: {
      'apigateway.account': { ...account, [OTHER_REGION]: has(WITH_ROLE) },
      'iam.roles': roles(role({ attachedPolicies: has([WRITER, ADMINISTRATOR]) })),
    },
    expect: [
      {
        outcome: 'fail',
        arn: ROLE,
        region: null,
        message:
          /in eu-west-1, us-east-1 may also change permissions \(iam: \d+ actions, .*delete logs \(logs: 3 actions\), write .*read .*list .*, by AdministratorAccess \(statement 1\)$/,
      },
    ],
  },
  'an action on a condition counts': {
    given: {
      'apigateway.account': account,
      'iam.roles': roles(
        roleWith({
          Sid: 'Cleanup',
          ...allow('logs:DeleteLogGroup'),
          Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
        }),
      ),
    },
    expect: [
      {
        outcome: 'fail',
        arn: ROLE,
        message: /may also delete logs \(logs:DeleteLogGroup\), by logs-writer \(Cleanup\)$/,
      },
    ],
  },
  'a Deny on every resource takes an action away': {
    given: {
      'apigateway.account': account,
      'iam.roles': roles(roleWith(allow(['logs:PutLogEvents', 's3:PutObject']), deny('s3:*'))),
    },
    expect: [{ outcome: 'pass', arn: ROLE, message: /nothing but/ }],
  },
  'a boundary takes an action away': {
    given: {
      'apigateway.account': account,
      'iam.roles': roles({ ...role({ attachedPolicies: has([WRITER, ADMINISTRATOR]) }), boundary: LOGS_ONLY }),
    },
    expect: [{ outcome: 'pass', arn: ROLE, message: /nothing but/ }],
  },
  'a boundary that cannot be read matters where the policies allow too much': {
    given: {
      'apigateway.account': account,
      'iam.roles': roles({
        ...role({ attachedPolicies: has([ADMINISTRATOR]) }),
        boundary: { ...LOGS_ONLY, document: denied('iam:GetPolicyVersion') },
      }),
    },
    expect: [{ outcome: 'unknown', arn: ROLE, message: /the policy logs-boundary could not be read: access-denied/ }],
  },
  'a boundary that cannot be read does not matter where they do not': {
    given: {
      'apigateway.account': account,
      'iam.roles': roles({ ...role(), boundary: { ...LOGS_ONLY, document: has('not JSON') } }),
    },
    expect: [{ outcome: 'pass', arn: ROLE, message: /nothing but/ }],
  },
  'a policy that cannot be read may deny what another allows': {
    given: {
      'apigateway.account': account,
      'iam.roles': roles(role({ attachedPolicies: has([ADMINISTRATOR, attached(CUSTOMER, has('{"Statement":[]}'))]) })),
    },
    expect: [{ outcome: 'unknown', arn: ROLE, message: /the policy logs-writer has no statement/ }],
  },
  'an action that nobody knows is unknown': {
    given: {
      'apigateway.account': account,
      'iam.roles': roles(roleWith(allow(['logs:PutLogEvents', 'newservice:*']))),
    },
    expect: [{ outcome: 'unknown', arn: ROLE, message: /not a known action: newservice:\*$/ }],
  },
  'a known excess fails whatever else is allowed': {
    given: {
      'apigateway.account': account,
      'iam.roles': roles(roleWith(allow(['newservice:*', 'iam:PassRole']))),
    },
    expect: [{ outcome: 'fail', arn: ROLE, message: /change permissions \(iam:PassRole\)/ }],
  },
  'a role that does not exist is not for this rule': {
    given: { 'apigateway.account': account, 'iam.roles': roles(null) },
    expect: [{ outcome: 'not-applicable', arn: ROLE, message: /does not exist/ }],
  },
});

test('the repair attaches the right policy before it takes the others away', () => {
  const subject = {
    arn: ROLE,
    type: 'AWS::IAM::Role',
    name: 'api-gateway-logs',
    region: null,
    regions: [REGION],
    attached: ['arn:aws:iam::aws:policy/AdministratorAccess'],
    inline: ["it's mine"],
  };
  expect(rule.remediation.cli(subject, WHERE).split('\n')).toEqual([
    'aws iam attach-role-policy --role-name api-gateway-logs --policy-arn arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs',
    'aws iam detach-role-policy --role-name api-gateway-logs --policy-arn arn:aws:iam::aws:policy/AdministratorAccess',
    "aws iam delete-role-policy --role-name api-gateway-logs --policy-name 'it'\\''s mine'",
  ]);
});
