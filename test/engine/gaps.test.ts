import { expect, test } from 'vitest';
import { coverageGaps } from '../../src/engine/gaps.ts';
import type { CoverageRow } from '../../src/model/report.ts';
import { ACCOUNT, call, REGION } from '../support/evidence.ts';

const scanned: CoverageRow = { accountId: ACCOUNT, region: REGION, status: 'scanned', reasons: [] };

function denied(region: string, ...apis: readonly string[]): CoverageRow {
  const reasons = apis.map((api) => ({ reason: 'access-denied', detail: 'no', call: call(api, { region }) }) as const);
  return { ...scanned, region, status: 'denied', reasons };
}

function gapsAmong(...rows: readonly CoverageRow[]) {
  const gaps = coverageGaps();
  for (const row of rows) gaps.add(row);
  return gaps.all();
}

test('places that were scanned or are disabled are no gaps', () => {
  expect(gapsAmong(scanned, { ...scanned, status: 'disabled' })).toEqual([]);
});

test('gaps of one status, reason and API are one group, with the first place, and the largest group comes first', () => {
  const groups = gapsAmong(
    denied('eu-west-1', 'cloudtrail:DescribeTrails', 'apigateway:GetApis'),
    denied('us-east-1', 'apigateway:GetApis'),
  );
  expect(groups).toEqual([
    {
      status: 'denied',
      reason: 'access-denied',
      api: 'apigateway:GetApis',
      places: 2,
      example: { accountId: ACCOUNT, region: 'eu-west-1' },
    },
    {
      status: 'denied',
      reason: 'access-denied',
      api: 'cloudtrail:DescribeTrails',
      places: 1,
      example: { accountId: ACCOUNT, region: 'eu-west-1' },
    },
  ]);
});

test('a place counts once in a group, however often it was refused', () => {
  expect(gapsAmong(denied('eu-west-1', 'apigateway:GetApis', 'apigateway:GetApis'))[0]?.places).toBe(1);
});

test('a gap without a known reason is one too', () => {
  const [gap] = gapsAmong({ ...scanned, region: null, status: 'not-scanned' });
  expect(gap).toMatchObject({ status: 'not-scanned', reason: null, api: null, example: { region: null } });
});
