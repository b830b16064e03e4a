import rule from '../../../rules/stages/dangling-log-destination.ts';
import type { Stage } from '../../../src/model/apigateway.ts';
import type { NamedDestination, NamedLogGroup } from '../../../src/model/destinations.ts';
import { denied, has } from '../../support/evidence.ts';
import { apisWith, LOG_GROUP, stage } from '../../support/stages.ts';
import { testRule } from '../../support/test-rule.ts';

const STREAM = 'arn:aws:firehose:eu-west-1:111122223333:deliverystream/amazon-apigateway-orders';
const toGroup = stage('rest', 'prod');
const toStream = stage('rest', 'dev', { accessLog: { destinationArn: STREAM, format: '$context.requestId' } });
const off = stage('http', '$default', { accessLog: null });

function given(stages: readonly Stage[], groups: readonly NamedLogGroup[], streams: readonly NamedDestination[] = []) {
  return {
    'apigateway.apis': apisWith(...stages),
    'logs.access-log-groups': has(groups),
    'firehose.access-log-streams': has(streams),
  };
}

testRule(rule, {
  'a log group and a stream that exist pass': {
    given: given(
      [toGroup, toStream],
      [{ arn: LOG_GROUP, group: has({ retentionDays: null }) }],
      [{ arn: STREAM, exists: has(true) }],
    ),
    expect: [
      { outcome: 'pass', arn: toGroup.arn, message: `access logs go to ${LOG_GROUP}, which exists` },
      { outcome: 'pass', arn: toStream.arn, message: `access logs go to ${STREAM}, which exists` },
    ],
  },
  'a log group and a stream that do not exist fail': {
    given: given([toGroup, toStream], [{ arn: LOG_GROUP, group: has(null) }], [{ arn: STREAM, exists: has(false) }]),
    expect: [
      {
        outcome: 'fail',
        arn: toGroup.arn,
        severity: 'medium',
        message: `access logs go to ${LOG_GROUP}, which does not exist`,
      },
      { outcome: 'fail', arn: toStream.arn, message: `access logs go to ${STREAM}, which does not exist` },
    ],
  },
  'what was refused, or not asked, is unknown': {
    given: given([toGroup, toStream], [{ arn: LOG_GROUP, group: denied('logs:DescribeLogGroups') }]),
    expect: [
      { outcome: 'unknown', arn: toGroup.arn, message: `whether ${LOG_GROUP} exists could not be read` },
      { outcome: 'unknown', arn: toStream.arn, message: `whether ${STREAM} exists could not be read` },
    ],
  },
  'a stage without access logs has no destination': {
    given: given([off], []),
    expect: [{ outcome: 'not-applicable', arn: off.arn, message: 'no destination of access logs is set' }],
  },
});
