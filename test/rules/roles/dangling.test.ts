import { expect, test } from 'vitest';
import rule from '../../../rules/roles/dangling.ts';
import { ACCOUNT, denied, has, OTHER_REGION, REGION } from '../../support/evidence.ts';
import { testRule } from '../../support/test-rule.ts';
import { ACCOUNT_ROOT, NO_ROLE, ROLE, role, roles, WITH_ROLE } from './fixtures.ts';

const WHERE = { scope: 'account', partition: 'aws', accountId: ACCOUNT } as const;

testRule(rule, {
  'a role that exists passes': {
    given: { 'apigateway.account': { [REGION]: has(WITH_ROLE) }, 'iam.roles': roles(role()) },
    expect: [{ outcome: 'pass', arn: ROLE, region: null, message: /in eu-west-1 exists$/ }],
  },
  'a role that is gone fails once for all regions that name it': {
    given: {
      'apigateway.account': { [REGION]: has(WITH_ROLE), [OTHER_REGION]: has(WITH_ROLE) },
      'iam.roles': roles(null),
    },
    expect: [{ outcome: 'fail', arn: ROLE, region: null, message: /in eu-west-1, us-east-1 does not exist/ }],
  },
  'a role that IAM could not be asked for is unknown': {
    given: { 'apigateway.account': { [REGION]: has(WITH_ROLE) }, 'iam.roles': has([{ arn: ROLE, role: denied() }]) },
    expect: [{ outcome: 'unknown', arn: ROLE, message: /could not be read/ }],
  },
  'a role that this scan never asked for is unknown': {
    given: { 'apigateway.account': { [REGION]: has(WITH_ROLE) }, 'iam.roles': roles() },
    expect: [{ outcome: 'unknown', arn: ROLE, message: /could not be read/ }],
  },
  'a namesake under another path does not stand in for the role': {
    given: {
      'apigateway.account': { [REGION]: has(WITH_ROLE) },
      'iam.roles': has([{ arn: ROLE, role: has(role({ arn: `arn:aws:iam::${ACCOUNT}:role/api-gateway-logs` })) }]),
    },
    expect: [{ outcome: 'unknown', arn: ROLE, message: /could not be read/ }],
  },
  'a region whose account cannot be read is unknown, beside the role of another': {
    given: {
      'apigateway.account': { [REGION]: has(WITH_ROLE), [OTHER_REGION]: denied() },
      'iam.roles': roles(role()),
    },
    expect: [
      { outcome: 'pass', arn: ROLE, message: /in eu-west-1 exists/ },
      { outcome: 'unknown', arn: ACCOUNT_ROOT, region: OTHER_REGION, message: /in us-east-1 could not be read/ },
    ],
  },
  'a region without a role has nothing to judge': {
    given: { 'apigateway.account': { [REGION]: has(NO_ROLE) }, 'iam.roles': roles() },
    expect: [],
  },
});

test('the repair makes the role under its own path and sets it again in each region', () => {
  const subject = {
    arn: ROLE,
    type: 'AWS::IAM::Role',
    name: 'api-gateway-logs',
    region: null,
    regions: [REGION, OTHER_REGION],
  };
  const lines = rule.remediation.cli(subject, WHERE).split('\n');
  expect(lines[0]).toContain('--role-name api-gateway-logs --path /service-role/ ');
  expect(lines[1]).toContain('arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs');
  expect(lines.slice(3).map((line) => /--region (\S+)/.exec(line)?.[1])).toEqual([REGION, OTHER_REGION]);
});

test('the repair keeps to the partition of the role', () => {
  const arn = `arn:aws-cn:iam::${ACCOUNT}:role/api-gateway-logs`;
  const subject = { arn, type: 'AWS::IAM::Role', name: 'api-gateway-logs', region: null, regions: ['cn-north-1'] };
  for (const text of [
    rule.remediation.cli(subject, WHERE),
    rule.remediation.terraform(subject, WHERE),
    rule.remediation.cloudformation(subject, WHERE),
  ]) {
    expect(text).toContain('arn:aws-cn:iam::aws:policy/');
    expect(text).not.toContain('arn:aws:');
  }
});
