import rule from '../../../rules/stages/rerouted-execution-log.ts';
import type { Stage } from '../../../src/model/apigateway.ts';
import type { ExecutionLogDelivery } from '../../../src/model/destinations.ts';
import { denied, has } from '../../support/evidence.ts';
import { apisWith, level, stage } from '../../support/stages.ts';
import { testRule } from '../../support/test-rule.ts';

const prod = stage('rest', 'prod');
const off = stage('rest', 'dev', level('OFF'));
const socket = stage('websocket', 'prod');
const destinationArn = 'arn:aws:logs:eu-west-1:111122223333:delivery-destination:central';

function source(deliveries: ExecutionLogDelivery['deliveries']): ExecutionLogDelivery {
  const stageArn = 'arn:aws:apigateway:eu-west-1:111122223333:/restapis/restapi1/stages/prod';
  return { source: 'orders-prod', stageArn, deliveries };
}

function given(stages: readonly Stage[], ...sources: readonly ExecutionLogDelivery[]) {
  return {
    'apigateway.apis': apisWith(...stages),
    'logs.execution-log-deliveries': has({ sources: has(sources) }),
  };
}

testRule(rule, {
  'a stage that no delivery source names passes': {
    given: given([prod]),
    expect: [{ outcome: 'pass', arn: prod.arn, message: 'no delivery takes its execution logs elsewhere' }],
  },
  'a delivery of its execution logs fails': {
    given: given([prod], source([{ id: 'Kx3mQ1', destinationArn }])),
    expect: [
      { outcome: 'fail', arn: prod.arn, severity: 'low', message: `execution logs go to ${destinationArn} instead` },
    ],
  },
  'a source without a delivery is not documented': {
    given: given([prod], source([])),
    expect: [
      {
        outcome: 'unknown',
        arn: prod.arn,
        message: 'orders-prod, which has no delivery, takes its execution logs',
      },
    ],
  },
  'a stage that logs nothing, or of another kind, has nothing to deliver': {
    given: given([off, socket], source([{ id: 'Kx3mQ1', destinationArn }])),
    expect: [
      { outcome: 'not-applicable', arn: off.arn, message: 'execution logging is OFF' },
      { outcome: 'not-applicable', arn: socket.arn, message: 'only REST APIs have such deliveries' },
    ],
  },
  'delivery sources that could not be read are unknown once': {
    given: {
      'apigateway.apis': apisWith(prod),
      'logs.execution-log-deliveries': has({ sources: denied('logs:DescribeDeliverySources') }),
    },
    expect: [
      {
        outcome: 'unknown',
        arn: 'arn:aws:iam::111122223333:root',
        region: 'eu-west-1',
        message: 'delivery sources could not be read',
      },
    ],
  },
});
