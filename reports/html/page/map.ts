import type { CoverageRow } from '../../../src/model/report.ts';
import { NO_REGION } from '../../labels.ts';
import { groupBy } from './group.ts';

/** From this many accounts on, those that look alike share a line. */
const MANY_ACCOUNTS = 25;

/** One account, or several whose statuses are the same in every region. */
export interface MapLine {
  readonly accounts: readonly string[];
  /** For each region of the map the rows of these accounts; none where they have no row there. */
  readonly cells: readonly (readonly CoverageRow[])[];
}

interface CoverageMap {
  /** `global` first, where an account was asked as a whole. */
  readonly regions: readonly string[];
  /** In the report's order, or, where accounts share lines, the most troubled first. */
  readonly lines: readonly MapLine[];
}

export function coverageMap(rows: readonly CoverageRow[]): CoverageMap {
  const regions = [...new Set(rows.map(regionName))].sort(globalFirst);
  const single = [...groupBy(rows, ({ accountId }) => accountId)].map(([id, own]): MapLine => {
    const byRegion = groupBy(own, regionName);
    return { accounts: [id], cells: regions.map((region) => byRegion.get(region) ?? []) };
  });
  if (single.length < MANY_ACCOUNTS) return { regions, lines: single };
  const lines = [...groupBy(single, look).values()].map(merged);
  return { regions, lines: lines.sort((a, b) => trouble(b) - trouble(a)) };
}

function merged(lines: readonly MapLine[]): MapLine {
  return {
    accounts: lines.flatMap(({ accounts }) => accounts),
    cells: lines[0]?.cells.map((_, column) => lines.flatMap(({ cells }) => cells[column] ?? [])) ?? [],
  };
}

function look({ cells }: MapLine): string {
  return cells.map(([row]) => row?.status ?? '').join();
}

function trouble({ cells }: MapLine): number {
  return cells.filter(([row]) => row !== undefined && row.status !== 'scanned').length;
}

function regionName({ region }: CoverageRow): string {
  return region ?? NO_REGION;
}

function globalFirst(a: string, b: string): number {
  if (a === NO_REGION || b === NO_REGION) return a === b ? 0 : a === NO_REGION ? -1 : 1;
  return a < b ? -1 : 1;
}
