import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findingLocation } from '../../../reports/sarif/location.ts';
import { sampleFinding } from '../../support/report.ts';

function uriOf(arn: string, region: string | null = 'eu-west-1'): string {
  const location = findingLocation(
    sampleFinding({ region, resource: { arn, type: 'AWS::CloudTrail::Trail', name: 'payments' } }),
  );
  return location.physicalLocation?.artifactLocation?.uri ?? '';
}

describe('a SARIF location', () => {
  test.each([
    ['arn:aws:cloudtrail:eu-west-1:333344445555:trail/payments', 'eu-west-1/cloudtrail/trail/payments'],
    ['arn:aws:apigateway:eu-west-1::/restapis/a1b2c3/stages/prod', 'eu-west-1/apigateway/restapis/a1b2c3/stages/prod'],
    ['arn:aws:apigateway:eu-west-1::/apis/f6g7/stages/$default', 'eu-west-1/apigateway/apis/f6g7/stages/%24default'],
    ['arn:aws:logs:eu-west-1:333344445555:log-group:/api/logs:*', 'eu-west-1/logs/log-group/api/logs/*'],
    ['arn:aws:cloudtrail:eu-west-1:333344445555:trail/..', 'eu-west-1/cloudtrail/trail/_..'],
    ['payments', 'eu-west-1/other/payments'],
    ['payments:1', 'eu-west-1/other/payments%3A1'],
  ])('of %s is a path', (arn, path) => {
    expect(uriOf(arn)).toBe(`aws/333344445555/${path}`);
  });

  test('of what no region holds is global', () => {
    expect(uriOf('arn:aws:iam::333344445555:role/apigw-logs', null)).toBe(
      'aws/333344445555/global/iam/role/apigw-logs',
    );
  });

  test('names the resource by its ARN too', () => {
    const { logicalLocations } = findingLocation(sampleFinding());
    expect(logicalLocations).toEqual([
      {
        name: 'payments',
        fullyQualifiedName: 'arn:aws:cloudtrail:eu-west-1:333344445555:trail/payments',
        kind: 'resource',
      },
    ]);
  });

  test('is a relative path within the account, whatever the ARN holds', () => {
    const unit = fc.constantFrom('.', '/', ':', '\\', '?', '#', '%', ' ', '\n', '\ud800', '😀', 'é', 'a');
    const tail = fc.oneof(fc.string({ unit }), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(tail, fc.boolean(), (text, prefixed) => {
        const uri = uriOf(prefixed ? `arn:aws:cloudtrail:eu-west-1:333344445555:trail/${text}` : text);
        expect(uri).toMatch(/^aws\/333344445555\/eu-west-1\/[^:\\?#\s]+$/);
        const resolved = new URL(uri, 'file:///repository/').pathname;
        expect(resolved).toBe(`/repository/${uri}`);
      }),
    );
  });
});
