import rule from '../../../rules/stages/log-destination-without-format.ts';
import { apisWith, LOG_GROUP, stage } from '../../support/stages.ts';
import { testRule } from '../../support/test-rule.ts';

const sound = stage('websocket', 'prod');
const half = stage('rest', 'test', { accessLog: { destinationArn: LOG_GROUP, format: null } });
const halfHttp = stage('http', 'test', { accessLog: { destinationArn: LOG_GROUP, format: null } });
const off = stage('rest', 'dev', { accessLog: null });
const nowhere = stage('http', '$default', { accessLog: { destinationArn: null, format: '$context.requestId' } });

testRule(rule, {
  'both pass': {
    given: { 'apigateway.apis': apisWith(sound) },
    expect: [{ outcome: 'pass', arn: sound.arn, message: 'the destination has a format' }],
  },
  'a destination without a format fails': {
    given: { 'apigateway.apis': apisWith(half, halfHttp) },
    expect: [
      { outcome: 'fail', arn: half.arn, severity: 'low', message: `a destination is set, ${LOG_GROUP}, and no format` },
      { outcome: 'fail', arn: halfHttp.arn, message: /and no format/ },
    ],
  },
  'a stage that names no destination was never begun': {
    given: { 'apigateway.apis': apisWith(off, nowhere) },
    expect: [off, nowhere].map(({ arn }) => ({
      outcome: 'not-applicable',
      arn,
      message: 'no destination of access logs is set',
    })),
  },
});
