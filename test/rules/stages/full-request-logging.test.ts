import rule from '../../../rules/stages/full-request-logging.ts';
import type { ExecutionLogSettings } from '../../../src/model/apigateway.ts';
import { denied, has } from '../../support/evidence.ts';
import { apisWith, stage } from '../../support/stages.ts';
import { testRule } from '../../support/test-rule.ts';

function traced(executionLog: Partial<ExecutionLogSettings>) {
  return { executionLog: { level: 'INFO', dataTrace: true, overrides: [], ...executionLog } as const };
}

const sound = stage('rest', 'prod');
const whole = stage('rest', 'dev', traced({}));
const socket = stage('websocket', 'prod', traced({ level: 'ERROR' }));
const silent = stage('rest', 'test', traced({ level: 'OFF' }));
const oneMethod = stage(
  'rest',
  'beta',
  traced({
    dataTrace: false,
    overrides: [
      { route: '/pets GET', level: 'ERROR', dataTrace: true },
      { route: '/orders POST', level: 'OFF', dataTrace: true },
      { route: '/carts GET', level: 'INFO', dataTrace: false },
    ],
  }),
);
const unleveled = stage(
  'websocket',
  'beta',
  traced({ dataTrace: false, overrides: [{ route: '$connect', level: null, dataTrace: true }] }),
);

testRule(rule, {
  'execution logs without whole requests pass': {
    given: { 'apigateway.apis': apisWith(sound, stage('http', '$default')) },
    expect: [
      { outcome: 'pass', arn: sound.arn, message: 'whole requests and responses are not logged' },
      { outcome: 'not-applicable', arn: stage('http', '$default').arn, message: 'HTTP APIs have no data tracing' },
    ],
  },
  'data tracing of a REST and of a WebSocket stage fails': {
    given: { 'apigateway.apis': apisWith(whole, socket) },
    expect: [
      {
        outcome: 'fail',
        arn: whole.arn,
        severity: 'medium',
        message: 'whole requests and responses are logged for the stage',
      },
      { outcome: 'fail', arn: socket.arn, message: /for the stage/ },
    ],
  },
  'one traced method is enough, and one at OFF does not count': {
    given: { 'apigateway.apis': apisWith(oneMethod) },
    expect: [{ outcome: 'fail', arn: oneMethod.arn, message: 'whole requests and responses are logged for /pets GET' }],
  },
  'tracing at OFF logs nothing': {
    given: { 'apigateway.apis': apisWith(silent) },
    expect: [{ outcome: 'pass', arn: silent.arn, message: /not logged/ }],
  },
  'a traced route without a level is unknown': {
    given: { 'apigateway.apis': apisWith(unleveled) },
    expect: [{ outcome: 'unknown', arn: unleveled.arn, message: 'AWS names no level for $connect, traced' }],
  },
  'APIs that could not be listed are unknown': {
    given: { 'apigateway.apis': has({ rest: denied('apigateway:GetRestApis'), v2: has([]) }) },
    expect: [
      { outcome: 'unknown', arn: 'arn:aws:iam::111122223333:root', message: 'could not be read: the REST APIs' },
    ],
  },
});
