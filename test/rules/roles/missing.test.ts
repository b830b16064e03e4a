import rule from '../../../rules/roles/missing.ts';
import { denied, has } from '../../support/evidence.ts';
import { testRule } from '../../support/test-rule.ts';
import {
  ACCOUNT_ROOT,
  apis,
  ERRORS,
  FIREHOSE,
  LOG_GROUP,
  logsTo,
  NEVER_USED,
  NO_ROLE,
  stage,
  WITH_ROLE,
} from './fixtures.ts';

const arn = ACCOUNT_ROOT;

testRule(rule, {
  'a region with a role passes, and names it': {
    given: { 'apigateway.account': has(WITH_ROLE), 'apigateway.apis': has(apis(stage('rest', logsTo(LOG_GROUP)))) },
    expect: [{ outcome: 'pass', arn, region: 'eu-west-1', message: /role\/service-role\/api-gateway-logs$/ }],
  },
  'a role that is set passes even where stages cannot be read': {
    given: { 'apigateway.account': has(WITH_ROLE), 'apigateway.apis': has({ ...apis(), rest: denied() }) },
    expect: [{ outcome: 'pass', arn, message: /writes logs with/ }],
  },
  'REST access logs to a log group need a role': {
    given: { 'apigateway.account': has(NO_ROLE), 'apigateway.apis': has(apis(stage('rest', logsTo(LOG_GROUP)))) },
    expect: [
      { outcome: 'fail', arn, message: 'no role is set, so that the access logs of orders/prod are not written' },
    ],
  },
  'an empty ARN is no role': {
    given: {
      'apigateway.account': has({ everUsed: true, cloudWatchRoleArn: '' }),
      'apigateway.apis': has(apis(stage('websocket', logsTo(LOG_GROUP)))),
    },
    expect: [{ outcome: 'fail', arn, message: /access logs of orders/ }],
  },
  'an account that never used API Gateway has no role': {
    given: {
      'apigateway.account': has(NEVER_USED),
      'apigateway.apis': has(apis(stage('websocket', { executionLog: ERRORS }))),
    },
    expect: [{ outcome: 'fail', arn, message: /never used API Gateway.*execution logs of orders/ }],
  },
  'one method that logs is enough to need a role': {
    given: {
      'apigateway.account': has(NO_ROLE),
      'apigateway.apis': has(
        apis(
          stage('rest', {
            executionLog: {
              level: 'OFF',
              dataTrace: false,
              overrides: [{ route: '/pets GET', level: 'INFO', dataTrace: false }],
            },
          }),
        ),
      ),
    },
    expect: [{ outcome: 'fail', arn, message: /execution logs/ }],
  },
  'one stage that needs a role fails although others cannot be read': {
    given: {
      'apigateway.account': has(NO_ROLE),
      'apigateway.apis': has({ ...apis(stage('rest', logsTo(LOG_GROUP))), v2: denied() }),
    },
    expect: [{ outcome: 'fail', arn, message: /access logs/ }],
  },
  'no role is needed for Firehose, for HTTP APIs, or where execution logging is off': {
    given: {
      'apigateway.account': has(NO_ROLE),
      'apigateway.apis': has(
        apis(
          stage('rest', logsTo(FIREHOSE)),
          stage('http', logsTo(LOG_GROUP)),
          stage('websocket', {
            executionLog: {
              level: 'OFF',
              dataTrace: false,
              overrides: [{ route: '$connect', level: null, dataTrace: false }],
            },
          }),
        ),
      ),
    },
    expect: [{ outcome: 'not-applicable', arn, message: 'no role is set, and no stage needs one' }],
  },
  'stages that cannot be read may need a role': {
    given: {
      'apigateway.account': has(NO_ROLE),
      'apigateway.apis': has({ ...apis(stage('http', logsTo(LOG_GROUP))), rest: denied('apigateway:GetRestApis') }),
    },
    expect: [{ outcome: 'unknown', arn, message: /could not all be read/ }],
  },
  'the stages of an HTTP API that cannot be read do not matter': {
    given: {
      'apigateway.account': has(NO_ROLE),
      'apigateway.apis': has({
        ...apis(),
        v2: has([{ kind: 'http', id: 'h1', name: 'orders', stages: denied() }]),
      }),
    },
    expect: [{ outcome: 'not-applicable', arn, message: /no stage needs one/ }],
  },
});
