import { expect, test } from 'vitest';
import { matrixLines } from '../../../../reports/html/page/matrix.ts';
import type { MatrixRow, RecordState } from '../../../../src/model/coverage-matrix.ts';
import { MATRIX_SERVICES } from '../../../../src/model/coverage-matrix.ts';

function rows(account: number, stateOf: (service: string) => RecordState): readonly MatrixRow[] {
  return MATRIX_SERVICES.filter(({ service }) => service !== 'IAM').flatMap(({ service, source }) =>
    (['read', 'write'] as const).map(
      (access): MatrixRow => ({
        accountId: String(100_000_000_000 + account),
        regions: ['eu-west-1', 'us-west-2'],
        service,
        source,
        access,
        state: stateOf(service),
        extent: 'all',
        trails: [],
        perhapsTrails: [],
      }),
    ),
  );
}

const ORGANIZATION = Array.from({ length: 40 }, (_, account) =>
  rows(account, (service) => (account % 10 === 0 && service === 'STS' ? 'lost' : 'recorded')),
).flat();

test('a line has a cell for the reads and one for the writes of every service, empty where there are no events', () => {
  const [line] = matrixLines(rows(1, () => 'uncertain'));
  const iam = MATRIX_SERVICES.findIndex(({ service }) => service === 'IAM') * 2;
  expect(line?.cells).toHaveLength(MATRIX_SERVICES.length * 2);
  expect(line?.cells.map((cell) => cell.length)).toEqual(
    Array.from({ length: MATRIX_SERVICES.length * 2 }, (_, column) => (column === iam || column === iam + 1 ? 0 : 1)),
  );
});

test('many accounts share a line where they look alike, and what is lost comes first', () => {
  const lines = matrixLines(ORGANIZATION);
  expect(lines.map(({ accounts }) => accounts.length)).toEqual([4, 36]);
  expect(lines[0]?.cells.flat().some(({ state }) => state === 'lost')).toBe(true);
});

test('no row is lost', () => {
  for (const all of [ORGANIZATION, rows(1, () => 'lost')]) {
    expect(new Set(matrixLines(all).flatMap(({ cells }) => cells.flat()))).toEqual(new Set(all));
  }
});
