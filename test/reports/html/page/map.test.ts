import { expect, test } from 'vitest';
import { coverageMap } from '../../../../reports/html/page/map.ts';
import type { CoverageRow, CoverageStatus } from '../../../../src/model/report.ts';
import { SAMPLE_ACCOUNTS, SAMPLE_COVERAGE } from '../../../support/report.ts';

function organization(size: number, statusOf: (account: number) => CoverageStatus): readonly CoverageRow[] {
  return Array.from({ length: size }, (_, account) => account).flatMap((account) =>
    ['us-east-1', null, 'eu-west-1'].map((region) => ({
      accountId: String(100_000_000_000 + account),
      region,
      status: region === 'eu-west-1' ? statusOf(account) : 'scanned',
      reasons: [],
    })),
  );
}

test('a few accounts have a line each, in the order of the report, with the account as a whole first', () => {
  const { regions, lines } = coverageMap(SAMPLE_COVERAGE);
  expect(regions).toEqual(['global', 'ap-southeast-2', 'eu-west-1', 'us-east-1']);
  expect(lines.map(({ accounts }) => accounts)).toEqual(SAMPLE_ACCOUNTS.map(({ id }) => [id]));
});

test('many accounts share a line where they look alike, and trouble comes first', () => {
  const { lines } = coverageMap(organization(1_000, (account) => (account % 250 === 0 ? 'denied' : 'scanned')));
  expect(lines.map(({ accounts }) => accounts.length)).toEqual([4, 996]);
  expect(lines[0]?.cells.map((cell) => cell.map(({ status }) => status))).toContainEqual(Array(4).fill('denied'));
});

test('no row is lost', () => {
  for (const rows of [SAMPLE_COVERAGE, organization(60, (account) => (account % 7 === 0 ? 'disabled' : 'scanned'))]) {
    const drawn = coverageMap(rows).lines.flatMap(({ cells }) => cells.flat());
    expect(new Set(drawn)).toEqual(new Set(rows));
  }
});

test('an account without a row for a region has an empty cell there', () => {
  const rows = SAMPLE_COVERAGE.filter(
    ({ accountId, region }) => accountId !== '111122223333' || region !== 'us-east-1',
  );
  expect(coverageMap(rows).lines[0]?.cells.at(-1)).toEqual([]);
});
