import { sampleFinding } from '../support/report.ts';

/** Findings whose facts have views of their own. */

const FORMAT = '{"ip":"$context.ip","status":"$context.status"}';

export const FORMAT_FINDING = sampleFinding({
  ruleId: 'formats/unknown-variable',
  resource: {
    arn: 'arn:aws:apigateway:eu-west-1::/restapis/a1b2c3d4e5/stages/prod',
    type: 'AWS::ApiGateway::Stage',
    name: 'orders/prod',
  },
  message: '$context.ip is no variable of access logs',
  evidence: {
    calls: [],
    facts: {
      format: FORMAT,
      sample: '{"ip":"-","status":"200"}',
      problems: [
        { message: '$context.ip is no variable of access logs', start: 7, end: 18 },
        { message: 'the format holds no request id', start: 0, end: FORMAT.length },
      ],
    },
  },
});

export const ROLE_FINDING = sampleFinding({
  ruleId: 'roles/over-broad',
  severity: 'high',
  region: null,
  resource: { arn: 'arn:aws:iam::333344445555:role/apigw-logs', type: 'AWS::IAM::Role', name: 'apigw-logs' },
  message: 'the role may also read (s3:GetObject), by logs-and-more (statement 1)',
  evidence: {
    calls: [],
    facts: {
      regions: ['eu-west-1'],
      statements: [
        {
          policy: 'logs-and-more',
          statement: 'statement 1',
          effect: 'Allow',
          conditional: true,
          element: 'Action',
          patterns: [
            { pattern: 'logs:putlogevents', excess: false },
            { pattern: 's3:getobject', excess: true },
          ],
          morePatterns: 0,
          resourceElement: 'Resource',
          resources: ['*'],
          moreResources: 3,
        },
      ],
    },
  },
});

export const GAP_FINDING = sampleFinding({
  ruleId: 'trails/management-events-gap',
  severity: 'high',
  resource: { arn: 'arn:aws:iam::333344445555:root', type: 'AWS::::Account', name: '333344445555' },
  message: 'not recorded in eu-west-1: read events; trails seen: payments (logging)',
  evidence: {
    calls: [],
    facts: {
      trails: ['arn:aws:cloudtrail:eu-west-1:333344445555:trail/payments'],
      proof: {
        event: 'read events of apigateway.amazonaws.com in eu-west-1',
        delivered: 'no',
        steps: [],
        trails: [
          {
            name: 'payments',
            arn: 'arn:aws:cloudtrail:eu-west-1:333344445555:trail/payments',
            outcome: 'no',
            steps: [
              { question: 'logging', outcome: 'yes', words: 'it is logging' },
              { question: 'selectors', outcome: 'no', words: 'basic selector 1 does not choose it' },
            ],
          },
        ],
        moreTrails: 0,
      },
    },
  },
});
