import { expect, test } from 'vitest';
import rule from '../../../rules/stages/missing-access-log.ts';
import { has } from '../../support/evidence.ts';
import { apisWith, LOG_GROUP, stage } from '../../support/stages.ts';
import { testRule } from '../../support/test-rule.ts';

const rest = stage('rest', 'prod');
const off = stage('rest', 'dev', { accessLog: null });
const formatless = stage('rest', 'test', { accessLog: { destinationArn: LOG_GROUP, format: null } });
const nowhere = stage('http', '$default', { accessLog: { destinationArn: null, format: '$context.requestId' } });
const socket = stage('websocket', 'prod', { accessLog: null });

testRule(rule, {
  'a destination and a format pass, for every kind of API': {
    given: { 'apigateway.apis': apisWith(rest, stage('http', '$default'), stage('websocket', 'prod')) },
    expect: [rest, stage('http', '$default'), stage('websocket', 'prod')].map(({ arn }) => ({
      outcome: 'pass',
      arn,
      message: `access logs go to ${LOG_GROUP}`,
    })),
  },
  'a REST and a WebSocket stage without access logs fail': {
    given: { 'apigateway.apis': apisWith(off, socket) },
    expect: [
      { outcome: 'fail', arn: off.arn, message: 'access logging is off', severity: 'medium' },
      { outcome: 'fail', arn: socket.arn, message: 'access logging is off' },
    ],
  },
  'a destination without a format writes nothing and fails': {
    given: { 'apigateway.apis': apisWith(formatless) },
    expect: [{ outcome: 'fail', arn: formatless.arn, message: /without a format, so that nothing is written/ }],
  },
  'a format without a destination fails': {
    given: { 'apigateway.apis': apisWith(nowhere) },
    expect: [{ outcome: 'fail', arn: nowhere.arn, message: 'access logging has a format and no destination' }],
  },
  'no APIs, no verdicts': { given: { 'apigateway.apis': has({ rest: has([]), v2: has([]) }) }, expect: [] },
});

test('the log group that a repair makes has a name that CloudWatch Logs takes, whatever the stage is called', () => {
  const target = { scope: 'region', partition: 'aws', accountId: '111122223333', region: 'eu-west-1' } as const;
  const repair = rule.remediation.cli(stage('http', '$default', { accessLog: null }), target);
  expect(/--log-group-name (\S+)/.exec(repair)?.[1]).toMatch(/^[.\-_/#A-Za-z0-9]+$/);
});
