import rule from '../../../rules/formats/too-long.ts';
import { apisWith, LOG_GROUP, stage } from '../../support/stages.ts';
import { testRule } from '../../support/test-rule.ts';

const withFormat = (kind: 'rest' | 'http' | 'websocket', name: string, format: string | null) =>
  stage(kind, name, { accessLog: { destinationArn: LOG_GROUP, format } });

const id = '$context.requestId ';
const short = withFormat('rest', 'prod', id);
const exact = withFormat('rest', 'beta', id.padEnd(3000, 'x'));
const long = withFormat('rest', 'dev', id.padEnd(3073, 'x'));
const between = withFormat('http', 'odd', id.padEnd(3001, 'x'));
const bytes = withFormat('http', 'odder', id.padEnd(2000, 'é'));
const none = stage('http', '$default', { accessLog: null });

testRule(rule, {
  'up to 3000 bytes pass': {
    given: { 'apigateway.apis': apisWith(short, exact) },
    expect: [
      { outcome: 'pass', arn: short.arn, message: 'the format has 19 characters' },
      { outcome: 'pass', arn: exact.arn, message: 'the format has 3000 characters' },
    ],
  },
  'above 3072 characters fail': {
    given: { 'apigateway.apis': apisWith(long) },
    expect: [
      {
        outcome: 'fail',
        arn: long.arn,
        severity: 'medium',
        message: 'the format has 3073 characters; API Gateway takes 3 KB',
      },
    ],
  },
  'between the two ways to count a KB nothing is decided': {
    given: { 'apigateway.apis': apisWith(between, bytes) },
    expect: [
      { outcome: 'unknown', arn: between.arn, message: /not documented/ },
      { outcome: 'unknown', arn: bytes.arn, message: /2000 characters in 3981 bytes/ },
    ],
  },
  'without a format there is nothing to judge': {
    given: { 'apigateway.apis': apisWith(none) },
    expect: [{ outcome: 'not-applicable', arn: none.arn, message: 'no access-log format is set' }],
  },
});
