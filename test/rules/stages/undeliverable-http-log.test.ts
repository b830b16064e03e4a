import rule from '../../../rules/stages/undeliverable-http-log.ts';
import type { LogDeliveryPolicies } from '../../../src/model/destinations.ts';
import { denied, has } from '../../support/evidence.ts';
import { apisWith, LOG_GROUP, stage } from '../../support/stages.ts';
import { testRule } from '../../support/test-rule.ts';

const http = stage('http', '$default');
const rest = stage('rest', 'prod');
const off = stage('http', 'dev', { accessLog: null });

const ALLOW = {
  Effect: 'Allow',
  Principal: { Service: 'delivery.logs.amazonaws.com' },
  Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  Resource: `${LOG_GROUP}:log-stream:*`,
};

function policy(...Statement: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

type Policies = LogDeliveryPolicies['account'];

function given(account: Policies, ofGroup: LogDeliveryPolicies['groups'][number]['policies'] = has([])) {
  const groups = [{ arn: LOG_GROUP, policies: ofGroup }];
  return { 'apigateway.apis': apisWith(http), 'logs.delivery-policies': has({ account, groups }) };
}

const mayDeliver = `delivery.logs.amazonaws.com may deliver to ${LOG_GROUP}`;
const cannotBeTold = `whether the policies let AWS deliver to ${LOG_GROUP} cannot be told`;

testRule(rule, {
  'a policy of the account passes': {
    given: given(has([policy(ALLOW)])),
    expect: [{ outcome: 'pass', arn: http.arn, message: mayDeliver }],
  },
  'a policy of the log group passes': {
    given: given(has([]), has([policy(ALLOW)])),
    expect: [{ outcome: 'pass', arn: http.arn, message: mayDeliver }],
  },
  'no policy fails': {
    given: given(has([])),
    expect: [
      {
        outcome: 'fail',
        arn: http.arn,
        severity: 'medium',
        message: `no policy lets delivery.logs.amazonaws.com deliver to ${LOG_GROUP}`,
      },
    ],
  },
  'a policy for another log group fails': {
    given: given(has([policy({ ...ALLOW, Resource: 'arn:aws:logs:eu-west-1:111122223333:log-group:payments:*' })])),
    expect: [{ outcome: 'fail', arn: http.arn, message: /no policy lets/ }],
  },
  'a Deny on the log group makes it unknown': {
    given: given(has([policy(ALLOW, { ...ALLOW, Effect: 'Deny', Principal: '*' })])),
    expect: [{ outcome: 'unknown', arn: http.arn, message: cannotBeTold }],
  },
  'policies of the log group that could not be read make it unknown, whatever the account allows': {
    given: given(has([policy(ALLOW)]), denied('logs:DescribeResourcePolicies')),
    expect: [{ outcome: 'unknown', arn: http.arn, message: `who may deliver to ${LOG_GROUP} could not be read` }],
  },
  'a log group that does not exist is for another rule': {
    given: given(has([]), has(null)),
    expect: [{ outcome: 'not-applicable', arn: http.arn, message: `${LOG_GROUP} does not exist` }],
  },
  'other kinds of APIs, and stages without access logs, need none': {
    given: {
      'apigateway.apis': apisWith(rest, off),
      'logs.delivery-policies': has({ account: has([]), groups: [] }),
    },
    expect: [
      { outcome: 'not-applicable', arn: rest.arn, message: 'REST and WebSocket APIs write with the account’s role' },
      { outcome: 'not-applicable', arn: off.arn, message: 'no log group is set' },
    ],
  },
});
