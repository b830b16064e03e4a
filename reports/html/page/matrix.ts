import type { MatrixRow } from '../../../src/model/coverage-matrix.ts';
import { MATRIX_SERVICES } from '../../../src/model/coverage-matrix.ts';
import { groupBy } from './group.ts';

/** From this many lines on, accounts that look alike share one. */
const MANY_LINES = 25;

/** Regions of one account that are alike, or of several whose trails record the same. */
export interface MatrixLine {
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** The reads and the writes of each service, in its order; none where the service has no events. */
  readonly cells: readonly (readonly MatrixRow[])[];
}

/** In the report's order, or, where accounts share lines, what is lost first. */
export function matrixLines(rows: readonly MatrixRow[]): readonly MatrixLine[] {
  const single = [...groupBy(rows, ({ accountId, regions }) => `${accountId} ${regions.join()}`).values()].map(lineOf);
  if (single.length < MANY_LINES) return single;
  const alike = [...groupBy(single, look).values()].map(merged);
  return alike.sort((a, b) => trouble(b) - trouble(a));
}

function lineOf(rows: readonly MatrixRow[]): MatrixLine {
  const cells = MATRIX_SERVICES.flatMap(({ source }) =>
    (['read', 'write'] as const).map((access) => rows.filter((row) => row.source === source && row.access === access)),
  );
  const [first] = rows;
  return { accounts: first === undefined ? [] : [first.accountId], regions: first?.regions ?? [], cells };
}

function merged(lines: readonly MatrixLine[]): MatrixLine {
  return {
    accounts: lines.flatMap(({ accounts }) => accounts),
    regions: lines[0]?.regions ?? [],
    cells: lines[0]?.cells.map((_, column) => lines.flatMap(({ cells }) => cells[column] ?? [])) ?? [],
  };
}

function look({ regions, cells }: MatrixLine): string {
  return `${regions.join()} ${cells.map(([row]) => (row === undefined ? '' : `${row.state} ${row.extent}`)).join()}`;
}

const WEIGHTS = { recorded: 0, uncertain: 1, lost: 100 } as const;

function trouble({ cells }: MatrixLine): number {
  return cells.reduce((sum, [row]) => sum + (row === undefined ? 0 : WEIGHTS[row.state]), 0);
}
