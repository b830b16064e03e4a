import type { CoverageGap, Report, Summary } from '../../src/model/report.ts';
import { COVERAGE_STATUSES, isGap } from '../../src/model/report.ts';
import type { Column } from './grid.ts';
import { grid } from './grid.ts';
import type { Terminal } from './terminal.ts';
import { wrap } from './terminal.ts';

const GROUP_LIMIT = 20;

const COLUMNS: readonly Column[] = [
  { title: 'Status', align: 'left' },
  { title: 'Why', align: 'left' },
  { title: 'Places', align: 'right' },
  { title: 'Such as', align: 'left' },
];

/** How many accounts and regions were not scanned, or not wholly. */
export function gapCount({ coverage }: Summary): number {
  return COVERAGE_STATUSES.filter(isGap).reduce((sum, status) => sum + coverage[status], 0);
}

/** What was not covered, by reason, the most frequent first; a single line where all was covered. */
export function coverageLines({ summary: { coverage }, gaps }: Report, terminal: Terminal): string[] {
  const all = COVERAGE_STATUSES.reduce((sum, status) => sum + coverage[status], 0);
  const disabled = coverage.disabled === 0 ? '' : `, ${coverage.disabled} disabled`;
  const head = wrap(`Scanned: ${coverage.scanned} of ${all} accounts and their regions${disabled}.`, terminal.width);
  if (gaps.length === 0) return [...head];
  const rows = gaps.slice(0, GROUP_LIMIT).map((gap) => gapCells(gap).map((text) => ({ text })));
  const lines = [...head, ...grid(COLUMNS, rows, terminal)];
  const more = gaps.length - rows.length;
  return more === 0 ? lines : [...lines, terminal.paint('dim', `and ${more} more`)];
}

function gapCells({ status, reason, api, places, example: { accountId, region } }: CoverageGap): readonly string[] {
  const why = [reason, api].filter((part) => part !== null).join(': ');
  return [status, why, String(places), region === null ? accountId : `${accountId}/${region}`];
}
