import rule from '../../../rules/formats/unavailable-variable.ts';
import { apisWith, LOG_GROUP, stage } from '../../support/stages.ts';
import { testRule } from '../../support/test-rule.ts';

const withFormat = (kind: 'rest' | 'http' | 'websocket', name: string, format: string | null) =>
  stage(kind, name, { accessLog: { destinationArn: LOG_GROUP, format } });

const good = withFormat('http', 'prod', '$context.requestId $context.routeKey');
const copied = withFormat('rest', 'dev', '$context.requestId $context.routeKey');
const socket = withFormat('websocket', 'dev', '$context.requestId $context.httpMethod');
const unlisted = withFormat('http', 'odd', '$context.requestId $context.authorizer.principalId');
const misspelt = withFormat('rest', 'odd', '$context.requestId $context.routeKye');
const none = stage('http', '$default', { accessLog: null });

testRule(rule, {
  'variables of the kind of API pass': {
    given: { 'apigateway.apis': apisWith(good) },
    expect: [{ outcome: 'pass', arn: good.arn, message: 'every variable is one of HTTP APIs' }],
  },
  'a variable of other kinds fails, and says whose it is': {
    given: { 'apigateway.apis': apisWith(copied, socket) },
    expect: [
      {
        outcome: 'fail',
        arn: copied.arn,
        severity: 'low',
        message: '$context.routeKey is for HTTP and WebSocket APIs; REST APIs have no value for it',
      },
      { outcome: 'fail', arn: socket.arn, severity: 'low', message: /\$context\.httpMethod is for REST and HTTP APIs/ },
    ],
  },
  'where sources disagree nothing is decided': {
    given: { 'apigateway.apis': apisWith(unlisted) },
    expect: [{ outcome: 'unknown', arn: unlisted.arn, message: /not certain/ }],
  },
  'names that no kind has are another rule’s': {
    given: { 'apigateway.apis': apisWith(misspelt) },
    expect: [{ outcome: 'pass', arn: misspelt.arn, message: /REST APIs/ }],
  },
  'without a format there is nothing to judge': {
    given: { 'apigateway.apis': apisWith(none) },
    expect: [{ outcome: 'not-applicable', arn: none.arn, message: 'no access-log format is set' }],
  },
});
