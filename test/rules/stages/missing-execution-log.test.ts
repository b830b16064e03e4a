import rule from '../../../rules/stages/missing-execution-log.ts';
import { apisWith, level, stage } from '../../support/stages.ts';
import { testRule } from '../../support/test-rule.ts';

const PETS = { route: '/pets/{id} GET', level: 'INFO' } as const;
const on = stage('rest', 'prod', level('ERROR', [PETS]));
const off = stage('rest', 'dev', level('OFF'));
const partly = stage('rest', 'test', level('OFF', [PETS]));
const method = stage('rest', 'beta', level('INFO', [PETS, { route: '/pets POST', level: 'OFF' }]));
const silent = stage('rest', 'old', level('INFO', [{ route: '/pets POST', level: null }]));
const both = stage(
  'rest',
  'mixed',
  level('INFO', [
    { route: '/a GET', level: null },
    { route: '/b GET', level: 'OFF' },
  ]),
);
const socket = stage('websocket', 'prod', level('INFO', [{ route: '$connect', level: 'OFF' }]));
const http = stage('http', '$default');

testRule(rule, {
  'ERROR or INFO for the stage and every override passes': {
    given: { 'apigateway.apis': apisWith(on) },
    expect: [{ outcome: 'pass', arn: on.arn, message: 'execution logging is at ERROR' }],
  },
  'a stage that was never set fails': {
    given: { 'apigateway.apis': apisWith(off) },
    expect: [{ outcome: 'fail', arn: off.arn, message: 'execution logging is OFF' }],
  },
  'a stage that is OFF fails although a method logs': {
    given: { 'apigateway.apis': apisWith(partly) },
    expect: [
      { outcome: 'fail', arn: partly.arn, message: /OFF for all methods and routes without settings of their own/ },
    ],
  },
  'one method that is OFF fails, and is named': {
    given: { 'apigateway.apis': apisWith(method) },
    expect: [{ outcome: 'fail', arn: method.arn, message: 'execution logging is OFF for /pets POST' }],
  },
  'one route of a WebSocket API that is OFF fails': {
    given: { 'apigateway.apis': apisWith(socket) },
    expect: [{ outcome: 'fail', arn: socket.arn, message: 'execution logging is OFF for $connect' }],
  },
  'an override without a level cannot be decided': {
    given: { 'apigateway.apis': apisWith(silent) },
    expect: [{ outcome: 'unknown', arn: silent.arn, message: 'AWS names no level for /pets POST' }],
  },
  'an override that is OFF fails whatever another does not say': {
    given: { 'apigateway.apis': apisWith(both) },
    expect: [{ outcome: 'fail', arn: both.arn, message: 'execution logging is OFF for /b GET' }],
  },
  'HTTP APIs have no execution logs': {
    given: { 'apigateway.apis': apisWith(http) },
    expect: [{ outcome: 'not-applicable', arn: http.arn, message: 'HTTP APIs have no execution logs' }],
  },
});
