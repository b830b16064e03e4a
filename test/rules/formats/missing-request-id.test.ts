import rule from '../../../rules/formats/missing-request-id.ts';
import { apisWith, LOG_GROUP, stage } from '../../support/stages.ts';
import { testRule } from '../../support/test-rule.ts';

const withFormat = (name: string, format: string | null) =>
  stage('rest', name, { accessLog: { destinationArn: LOG_GROUP, format } });

const good = withFormat('prod', '{"id":"$context.requestId"}');
const extended = withFormat('beta', '$context.identity.sourceIp $context.extendedRequestId');
const integration = withFormat('dev', '{"id":"$context.integration.requestId"}');
const unclear = withFormat('odd', '$context.requestId-$context.stage');
const none = stage('http', '$default', { accessLog: null });

testRule(rule, {
  'either request id passes': {
    given: { 'apigateway.apis': apisWith(good, extended) },
    expect: [
      { outcome: 'pass', arn: good.arn, message: 'the format holds $context.requestId' },
      { outcome: 'pass', arn: extended.arn, message: 'the format holds $context.extendedRequestId' },
    ],
  },
  'the integration’s request id does not count': {
    given: { 'apigateway.apis': apisWith(integration) },
    expect: [{ outcome: 'fail', arn: integration.arn, message: /neither \$context\.requestId nor/ }],
  },
  'a name that runs into punctuation is not decided': {
    given: { 'apigateway.apis': apisWith(unclear) },
    expect: [{ outcome: 'unknown', arn: unclear.arn, message: /not documented/ }],
  },
  'without a format there is nothing to judge': {
    given: { 'apigateway.apis': apisWith(none) },
    expect: [{ outcome: 'not-applicable', arn: none.arn, message: 'no access-log format is set' }],
  },
});
