import type { Comparison, GoneFinding } from '../../src/model/comparison.ts';

/** Failures of a baseline that a sample report has no finding of. */
export const SAMPLE_GONE: readonly GoneFinding[] = [
  {
    fingerprint: '0a1b2c3d4e5f6071',
    ruleId: 'trails/unvalidated-log-files',
    severity: 'medium',
    accountId: '333344445555',
    region: 'eu-west-1',
    resource: {
      arn: 'arn:aws:cloudtrail:eu-west-1:333344445555:trail/retired',
      type: 'AWS::CloudTrail::Trail',
      name: 'retired',
    },
    message: 'log file validation of retired is off',
    change: 'fixed',
  },
  {
    fingerprint: '1a1b2c3d4e5f6071',
    ruleId: 'formats/missing-request-id',
    severity: 'low',
    accountId: '999988887777',
    region: 'us-east-1',
    resource: {
      arn: 'arn:aws:apigateway:us-east-1::/restapis/z9y8x7w6v5/stages/prod',
      type: 'AWS::ApiGateway::Stage',
      name: 'prod',
    },
    message: 'the format names no request id',
    change: 'became-unknown',
  },
];

/** A comparison with a week before. */
export const SAMPLE_COMPARISON: Comparison = {
  baseline: {
    judgedAt: '2026-11-13T04:00:12.000Z',
    toolVersion: '0.1.0',
    inventorySha256: '5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef',
  },
  counts: { new: 3, changed: 1, unchanged: 0, fixed: 1, 'became-unknown': 2 },
  newFailures: { critical: 1, high: 2, medium: 0, low: 0 },
  worsened: { critical: 0, high: 0, medium: 0, low: 0 },
  worstNew: [],
  async *gone() {
    yield* SAMPLE_GONE;
  },
};
