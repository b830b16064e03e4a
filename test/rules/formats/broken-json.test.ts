import rule from '../../../rules/formats/broken-json.ts';
import { apisWith, LOG_GROUP, stage } from '../../support/stages.ts';
import { testRule } from '../../support/test-rule.ts';

const withFormat = (kind: 'rest' | 'http' | 'websocket', name: string, format: string | null) =>
  stage(kind, name, { accessLog: { destinationArn: LOG_GROUP, format } });

const json = withFormat('rest', 'prod', '{"id":"$context.requestId"}');
const xml = withFormat('rest', 'beta', '<r><id>$context.requestId</id></r>');
const clf = withFormat('rest', 'gamma', '$context.identity.sourceIp [$context.requestTime] "$context.path"');
const number = withFormat('rest', 'dev', '{"status":$context.status,"error":"$context.error.messageString",}');
const element = withFormat('http', 'dev', '<r><id>$context.requestId</r>');
const columns = withFormat('websocket', 'dev', '$context.requestId,$context.identity.userAgent');
const none = stage('http', '$default', { accessLog: null });

testRule(rule, {
  'lines that can be read back pass, and so do those that claim nothing': {
    given: { 'apigateway.apis': apisWith(json, xml, clf) },
    expect: [
      { outcome: 'pass', arn: json.arn, message: 'the lines are JSON' },
      { outcome: 'pass', arn: xml.arn, message: 'the lines are XML' },
      { outcome: 'pass', arn: clf.arn, message: 'the lines claim no grammar' },
    ],
  },
  'each mistake in JSON is named': {
    given: { 'apigateway.apis': apisWith(number) },
    expect: [
      {
        outcome: 'fail',
        arn: number.arn,
        severity: 'medium',
        message: /\$context\.status is not in quotes.*brings its own quotes.*a comma stands before a closing bracket/,
      },
    ],
  },
  'an element that is never closed fails': {
    given: { 'apigateway.apis': apisWith(element) },
    expect: [{ outcome: 'fail', arn: element.arn, message: 'its lines are no XML: <id> is to be closed first' }],
  },
  'a bare CSV column that can hold commas fails': {
    given: { 'apigateway.apis': apisWith(columns) },
    expect: [{ outcome: 'fail', arn: columns.arn, message: /userAgent can hold commas/ }],
  },
  'without a format there is nothing to judge': {
    given: { 'apigateway.apis': apisWith(none) },
    expect: [{ outcome: 'not-applicable', arn: none.arn, message: 'no access-log format is set' }],
  },
});
