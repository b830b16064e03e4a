import rule from '../../../rules/formats/unknown-variable.ts';
import { apisWith, LOG_GROUP, stage } from '../../support/stages.ts';
import { testRule } from '../../support/test-rule.ts';

const withFormat = (kind: 'rest' | 'http' | 'websocket', name: string, format: string | null) =>
  stage(kind, name, { accessLog: { destinationArn: LOG_GROUP, format } });

const good = withFormat('rest', 'prod', '$context.requestId $context.identity.sourceIp');
const typo = withFormat('rest', 'dev', '{"id":"$context.requestID","ua":"$context.userAgent"}');
const plain = withFormat('http', 'dev', '$requestId $context.status');
const many = withFormat('rest', 'old', '$context.aa $context.bb $context.cc $context.dd $context.ee');
const foreign = withFormat('rest', 'odd', '$context.requestId $util.escapeJavaScript($context.error.message)');
const open = withFormat('websocket', 'odd', '$context.requestId ${context.status');
const none = stage('http', '$default', { accessLog: null });

testRule(rule, {
  'variables that AWS lists pass': {
    given: { 'apigateway.apis': apisWith(good) },
    expect: [{ outcome: 'pass', arn: good.arn, message: 'every variable is one that AWS lists' }],
  },
  'a misspelt variable fails with the one that was meant': {
    given: { 'apigateway.apis': apisWith(typo) },
    expect: [
      {
        outcome: 'fail',
        arn: typo.arn,
        severity: 'medium',
        message:
          /requestID is no variable.*did you mean \$context\.requestId\?; .*did you mean \$context\.identity\.userAgent\?/,
      },
    ],
  },
  'a variable without context fails as plain text': {
    given: { 'apigateway.apis': apisWith(plain) },
    expect: [
      {
        outcome: 'fail',
        arn: plain.arn,
        message: '$requestId is logged as plain text; did you mean $context.requestId?',
      },
    ],
  },
  'many misspelt variables are counted': {
    given: { 'apigateway.apis': apisWith(many) },
    expect: [{ outcome: 'fail', arn: many.arn, message: /; and 2 more$/ }],
  },
  'what belongs to mapping templates is not decided': {
    given: { 'apigateway.apis': apisWith(foreign) },
    expect: [
      { outcome: 'unknown', arn: foreign.arn, message: /^\$util\.escapeJavaScript belongs to mapping templates/ },
    ],
  },
  'a brace that is never closed is not decided': {
    given: { 'apigateway.apis': apisWith(open) },
    expect: [{ outcome: 'unknown', arn: open.arn, message: /never closed/ }],
  },
  'without a format there is nothing to judge': {
    given: { 'apigateway.apis': apisWith(none) },
    expect: [{ outcome: 'not-applicable', arn: none.arn, message: 'no access-log format is set' }],
  },
});
