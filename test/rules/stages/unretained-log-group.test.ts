import rule from '../../../rules/stages/unretained-log-group.ts';
import type { NamedLogGroup } from '../../../src/model/destinations.ts';
import { denied, has } from '../../support/evidence.ts';
import { apisWith, LOG_GROUP, stage } from '../../support/stages.ts';
import { testRule } from '../../support/test-rule.ts';

function given(group: NamedLogGroup['group']) {
  return {
    'apigateway.apis': apisWith(stage('rest', 'prod'), stage('rest', 'dev')),
    'logs.access-log-groups': has([{ arn: LOG_GROUP, group }]),
  };
}

testRule(rule, {
  'a log group with a retention passes, once for all its stages': {
    given: given(has({ retentionDays: 400 })),
    expect: [
      {
        outcome: 'pass',
        arn: LOG_GROUP,
        region: 'eu-west-1',
        message: 'orders-access keeps access logs for 400 days',
      },
    ],
  },
  'a log group that keeps everything fails': {
    given: given(has({ retentionDays: null })),
    expect: [
      {
        outcome: 'fail',
        arn: LOG_GROUP,
        severity: 'low',
        message: 'orders-access has no retention and keeps access logs for ever',
      },
    ],
  },
  'a log group that does not exist is for another rule': {
    given: given(has(null)),
    expect: [{ outcome: 'not-applicable', arn: LOG_GROUP, message: 'orders-access does not exist' }],
  },
  'a log group that could not be read is unknown': {
    given: given(denied('logs:DescribeLogGroups')),
    expect: [{ outcome: 'unknown', arn: LOG_GROUP, message: 'orders-access could not be read' }],
  },
});
