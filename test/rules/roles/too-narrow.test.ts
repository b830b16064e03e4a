import rule from '../../../rules/roles/too-narrow.ts';
import { ACCOUNT, denied, has, OTHER_REGION, REGION } from '../../support/evidence.ts';
import { testRule } from '../../support/test-rule.ts';
import {
  ACCOUNT_ROOT,
  allow,
  apis,
  attached,
  deny,
  ERRORS,
  LOG_GROUP,
  logsTo,
  policy,
  ROLE,
  role,
  roles,
  roleWith,
  stage,
  WITH_ROLE,
  WRITER,
} from './fixtures.ts';

const account = { [REGION]: has(WITH_ROLE) };
const accessLogs = { [REGION]: has(apis(stage('rest', logsTo(LOG_GROUP)))) };
const executionLogs = { [REGION]: has(apis(stage('rest', { executionLog: ERRORS }))) };
const SCOPED = [
  allow(
    ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
    'arn:aws:logs:*:*:log-group:/aws/apigateway/*',
  ),
  allow('logs:Describe*'),
];
const EXECUTION_GROUP = `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:API-Gateway-Execution-Logs_a1b2c3/prod`;
const GUARD = attached(`arn:aws:iam::${ACCOUNT}:policy/logs-guard`, has(policy(deny('logs:PutLogEvents'))));
const BOUNDARY = attached(`arn:aws:iam::${ACCOUNT}:policy/boundary`, has(policy(allow('s3:*'))));

testRule(rule, {
  "a role with AWS's policy passes": {
    given: { 'apigateway.account': account, 'iam.roles': roles(role()), 'apigateway.apis': accessLogs },
    expect: [{ outcome: 'pass', arn: ROLE, message: /may write to the log groups/ }],
  },
  "a role with AWS's policy passes even where stages cannot be read": {
    given: { 'apigateway.account': account, 'iam.roles': roles(role()), 'apigateway.apis': { [REGION]: denied() } },
    expect: [{ outcome: 'pass', arn: ROLE, message: /may write/ }],
  },
  'a role that reaches the log groups in use passes': {
    given: { 'apigateway.account': account, 'iam.roles': roles(roleWith(...SCOPED)), 'apigateway.apis': accessLogs },
    expect: [{ outcome: 'pass', arn: ROLE, message: /may write/ }],
  },
  'the same role fails where execution logs go elsewhere': {
    given: { 'apigateway.account': account, 'iam.roles': roles(roleWith(...SCOPED)), 'apigateway.apis': executionLogs },
    expect: [
      {
        outcome: 'fail',
        arn: ROLE,
        severity: 'medium',
        message: `the role that API Gateway writes logs with in eu-west-1 may not do logs:CreateLogGroup, logs:CreateLogStream, logs:PutLogEvents on ${EXECUTION_GROUP}, for the execution logs of orders/prod: no policy allows it`,
      },
    ],
  },
  'a log group that fails is not cured by stages that cannot be read': {
    given: {
      'apigateway.account': account,
      'iam.roles': roles(roleWith(...SCOPED)),
      'apigateway.apis': {
        [REGION]: has({ ...apis(stage('rest', { executionLog: ERRORS })), v2: denied('apigateway:GetApis') }),
      },
    },
    expect: [{ outcome: 'fail', arn: ROLE, message: /API-Gateway-Execution-Logs_/ }],
  },
  'stages that cannot be read may write where the role does not reach': {
    given: {
      'apigateway.account': account,
      'iam.roles': roles(roleWith(...SCOPED)),
      'apigateway.apis': { [REGION]: has({ ...apis(stage('rest', logsTo(LOG_GROUP))), v2: denied() }) },
    },
    expect: [{ outcome: 'unknown', arn: ROLE, message: /stages in eu-west-1 that could not be read/ }],
  },
  'a region whose role is not known may use this one': {
    given: {
      'apigateway.account': { ...account, [OTHER_REGION]: denied() },
      'iam.roles': roles(roleWith(...SCOPED)),
      'apigateway.apis': accessLogs,
    },
    expect: [
      { outcome: 'unknown', arn: ROLE, region: null, message: /stages in us-east-1/ },
      { outcome: 'unknown', arn: ACCOUNT_ROOT, region: OTHER_REGION, message: /us-east-1 could not be read/ },
    ],
  },
  'the log group of WebSocket execution logs is not certain': {
    given: {
      'apigateway.account': account,
      'iam.roles': roles(roleWith(allow('logs:*', 'arn:aws:logs:*:*:log-group:orders*'), allow('logs:Describe*'))),
      'apigateway.apis': { [REGION]: has(apis(stage('websocket', { executionLog: ERRORS }))) },
    },
    expect: [{ outcome: 'unknown', arn: ROLE, message: /log-group:\/aws\/apigateway\/a1b2c3\/prod/ }],
  },
  'a Deny fails whatever else cannot be read': {
    given: {
      'apigateway.account': account,
      'iam.roles': roles(
        role({ attachedPolicies: has([WRITER, GUARD]), inlinePolicies: denied('iam:ListRolePolicies') }),
      ),
      'apigateway.apis': accessLogs,
    },
    expect: [{ outcome: 'fail', arn: ROLE, message: /logs:PutLogEvents.*: logs-guard \(statement 1\) denies it$/ }],
  },
  'a policy that cannot be read may allow what is missing': {
    given: {
      'apigateway.account': account,
      'iam.roles': roles(role({ attachedPolicies: denied('iam:ListAttachedRolePolicies') })),
      'apigateway.apis': accessLogs,
    },
    expect: [{ outcome: 'unknown', arn: ROLE, message: /the attached policies could not be read: access-denied$/ }],
  },
  'a boundary that does not allow it fails': {
    given: {
      'apigateway.account': account,
      'iam.roles': roles({ ...role(), boundary: BOUNDARY }),
      'apigateway.apis': accessLogs,
    },
    expect: [{ outcome: 'fail', arn: ROLE, message: /the permissions boundary does not allow it$/ }],
  },
  'a boundary that cannot be read leaves it open': {
    given: {
      'apigateway.account': account,
      'iam.roles': roles({ ...role(), boundary: { ...BOUNDARY, document: has('[]') } }),
      'apigateway.apis': accessLogs,
    },
    expect: [{ outcome: 'unknown', arn: ROLE, message: /the policy boundary is not a JSON object$/ }],
  },
  'a boundary that cannot be read does not cure what the policies lack': {
    given: {
      'apigateway.account': account,
      'iam.roles': roles({ ...roleWith(...SCOPED), boundary: { ...BOUNDARY, document: denied() } }),
      'apigateway.apis': executionLogs,
    },
    expect: [{ outcome: 'fail', arn: ROLE, message: /no policy allows it$/ }],
  },
  'each region that uses the role counts': {
    given: {
      'apigateway.account': { ...account, [OTHER_REGION]: has(WITH_ROLE) },
      'iam.roles': roles(roleWith(allow('logs:*', 'arn:aws:logs:eu-west-1:*:*'))),
      'apigateway.apis': {
        ...accessLogs,
        [OTHER_REGION]: has(apis(stage('rest', { executionLog: ERRORS }, OTHER_REGION))),
      },
    },
    expect: [{ outcome: 'fail', arn: ROLE, message: /logs:us-east-1:.*API-Gateway-Execution-Logs_/ }],
  },
  'a role that reaches every log group passes before any stage writes with it': {
    given: { 'apigateway.account': account, 'iam.roles': roles(role()), 'apigateway.apis': { [REGION]: has(apis()) } },
    expect: [{ outcome: 'pass', arn: ROLE, message: /may write to the log groups/ }],
  },
  'a narrow role is not judged while no stage writes with it': {
    given: {
      'apigateway.account': account,
      'iam.roles': roles(roleWith(...SCOPED)),
      'apigateway.apis': { [REGION]: has(apis(stage('http', logsTo(LOG_GROUP)))) },
    },
    expect: [{ outcome: 'not-applicable', arn: ROLE, message: /no stage needs the role/ }],
  },
  'a role that does not exist is not for this rule': {
    given: { 'apigateway.account': account, 'iam.roles': roles(null), 'apigateway.apis': accessLogs },
    expect: [{ outcome: 'not-applicable', arn: ROLE, message: /does not exist/ }],
  },
});
