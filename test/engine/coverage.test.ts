import { describe, expect, test } from 'vitest';
import { coverageOf } from '../../src/engine/coverage.ts';
import type { EvidenceRecord } from '../../src/model/catalog.ts';
import type { Evidence, Reason } from '../../src/model/evidence.ts';
import { unavailable } from '../../src/model/evidence.ts';
import { ACCOUNT, call, has, REGION } from '../support/evidence.ts';

const account = { scope: 'account', partition: 'aws', accountId: ACCOUNT } as const;
const region = { ...account, scope: 'region', region: REGION } as const;

function because(reason: Reason, api = 'cloudtrail:DescribeTrails') {
  return unavailable(reason, 'as AWS said', call(api));
}

function records(trails: Evidence<readonly never[]>, apis?: Evidence<never>): readonly EvidenceRecord[] {
  return [
    {
      key: 'account.regions',
      target: account,
      evidence: has([
        { name: REGION, enabled: true, optIn: false },
        { name: 'me-south-1', enabled: false, optIn: true },
      ]),
    },
    { key: 'cloudtrail.trails', target: region, evidence: trails },
    { key: 'apigateway.apis', target: region, evidence: has({ rest: has([]), v2: apis ?? has([]) }) },
  ];
}

function statusIn(rows: ReturnType<typeof coverageOf>, where: string | null) {
  return rows.find((row) => row.region === where)?.status;
}

describe('coverage', () => {
  test('a region that answered everything is scanned, and a disabled one is told', () => {
    const rows = coverageOf(ACCOUNT, records(has([])), null);
    expect(rows).toEqual([
      { accountId: ACCOUNT, region: null, status: 'scanned', reasons: [] },
      { accountId: ACCOUNT, region: REGION, status: 'scanned', reasons: [] },
      { accountId: ACCOUNT, region: 'me-south-1', status: 'disabled', reasons: [] },
    ]);
  });

  test('a disabled region that nobody asked for is not told', () => {
    expect(coverageOf(ACCOUNT, records(has([])), [REGION]).map((row) => row.region)).toEqual([null, REGION]);
  });

  test('one refusal among answers makes it partly scanned, also deep within evidence', () => {
    expect(statusIn(coverageOf(ACCOUNT, records(because('access-denied')), null), REGION)).toBe('partly-scanned');
    const rows = coverageOf(ACCOUNT, records(has([]), because('throttled', 'apigateway:GetApis')), null);
    expect(rows[1]).toMatchObject({
      status: 'partly-scanned',
      reasons: [{ reason: 'throttled', call: { api: 'apigateway:GetApis' } }],
    });
  });

  test.each([
    ['access-denied', 'denied'],
    ['denied-by-scp', 'denied-by-scp'],
    ['credentials-expired', 'denied'],
    ['region-disabled', 'disabled'],
    ['throttled', 'throttled-out'],
    ['unreachable', 'unreachable'],
    ['invalid-response', 'unreachable'],
    ['error', 'unreachable'],
    ['not-asked', 'not-scanned'],
  ] as const)('a region in which everything is %s is %s', (reason, status) => {
    const rows = coverageOf(ACCOUNT, [{ key: 'cloudtrail.trails', target: region, evidence: because(reason) }], null);
    expect(statusIn(rows, REGION)).toBe(status);
  });

  test('the same refusal of many calls is told once', () => {
    const apis: EvidenceRecord = {
      key: 'apigateway.apis',
      target: region,
      evidence: has({
        rest: because('access-denied', 'apigateway:GetRestApis'),
        v2: because('access-denied', 'apigateway:GetRestApis'),
      }),
    };
    expect(coverageOf(ACCOUNT, [apis], null)[1]?.reasons).toHaveLength(1);
  });

  test('an account that the scan did not come to is not scanned', () => {
    expect(coverageOf(ACCOUNT, [], null)).toMatchObject([
      { region: null, status: 'not-scanned', reasons: [{ reason: 'not-asked' }] },
    ]);
  });
});
