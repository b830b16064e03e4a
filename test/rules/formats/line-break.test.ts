import rule from '../../../rules/formats/line-break.ts';
import { apisWith, LOG_GROUP, stage } from '../../support/stages.ts';
import { testRule } from '../../support/test-rule.ts';

const withFormat = (kind: 'rest' | 'http' | 'websocket', name: string, format: string | null) =>
  stage(kind, name, { accessLog: { destinationArn: LOG_GROUP, format } });

const single = withFormat('http', 'prod', '$context.requestId');
const last = withFormat('rest', 'prod', '$context.requestId\n');
const inner = withFormat('rest', 'dev', '{\n"id":"$context.requestId"}');
const windows = withFormat('http', 'dev', '$context.requestId\r\n$context.status');
const lastOnHttp = withFormat('http', 'odd', '$context.requestId\n');
const lastOnSocket = withFormat('websocket', 'odd', '$context.requestId\n');
const carriage = withFormat('rest', 'odd', '$context.requestId\r$context.status');
const spelled = withFormat('rest', 'odd', '$context.requestId\\n');
const twice = withFormat('rest', 'odd', '$context.requestId\n\n');
const none = stage('http', '$default', { accessLog: null });

testRule(rule, {
  'a single line passes, with a line feed at the end on REST APIs': {
    given: { 'apigateway.apis': apisWith(last, single) },
    expect: [
      { outcome: 'pass', arn: last.arn, message: 'the format is a single line' },
      { outcome: 'pass', arn: single.arn, message: 'the format is a single line' },
    ],
  },
  'a line break within fails': {
    given: { 'apigateway.apis': apisWith(inner, windows) },
    expect: [
      { outcome: 'fail', arn: inner.arn, severity: 'medium', message: /must be a single line/ },
      { outcome: 'fail', arn: windows.arn, severity: 'medium', message: /must be a single line/ },
    ],
  },
  'a last line feed on other kinds of API is not decided': {
    given: { 'apigateway.apis': apisWith(lastOnHttp, lastOnSocket) },
    expect: [
      { outcome: 'unknown', arn: lastOnHttp.arn, message: /not certain/ },
      { outcome: 'unknown', arn: lastOnSocket.arn, message: /not certain/ },
    ],
  },
  'a carriage return alone is not decided': {
    given: { 'apigateway.apis': apisWith(carriage) },
    expect: [{ outcome: 'unknown', arn: carriage.arn, message: /carriage return/ }],
  },
  'a line feed that is spelled out is not decided': {
    given: { 'apigateway.apis': apisWith(spelled) },
    expect: [{ outcome: 'unknown', arn: spelled.arn, message: /a backslash and an n/ }],
  },
  'two line feeds at the end are not decided': {
    given: { 'apigateway.apis': apisWith(twice) },
    expect: [{ outcome: 'unknown', arn: twice.arn, message: /at the end/ }],
  },
  'without a format there is nothing to judge': {
    given: { 'apigateway.apis': apisWith(none) },
    expect: [{ outcome: 'not-applicable', arn: none.arn, message: 'no access-log format is set' }],
  },
});
