import type { CoverageRow, CoverageStatus, Report, Summary } from '../../src/model/report.ts';
import { COVERAGE_STATUSES } from '../../src/model/report.ts';
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

/** Rows of coverage that share a status and a reason. */
interface Gap {
  readonly status: CoverageStatus;
  readonly why: string;
  readonly example: string;
  places: number;
}

/** A disabled region holds nothing that could be called. */
function isGap(status: CoverageStatus): boolean {
  return status !== 'scanned' && status !== 'disabled';
}

/** How many accounts and regions were not scanned, or not wholly. */
export function gapCount({ coverage }: Summary): number {
  return COVERAGE_STATUSES.filter(isGap).reduce((sum, status) => sum + coverage[status], 0);
}

/** What was not covered, by reason, the most frequent first; a single line where all was covered. */
export async function coverageLines(report: Report, terminal: Terminal): Promise<string[]> {
  const { coverage } = report.summary;
  const all = COVERAGE_STATUSES.reduce((sum, status) => sum + coverage[status], 0);
  const disabled = coverage.disabled === 0 ? '' : `, ${coverage.disabled} disabled`;
  const head = wrap(`Scanned: ${coverage.scanned} of ${all} accounts and their regions${disabled}.`, terminal.width);
  const gaps = [...(await gapsOf(report.coverage())).values()].sort((a, b) => b.places - a.places);
  if (gaps.length === 0) return [...head];
  const rows = gaps
    .slice(0, GROUP_LIMIT)
    .map(({ status, why, places, example }) => [status, why, String(places), example].map((text) => ({ text })));
  const lines = [...head, ...grid(COLUMNS, rows, terminal)];
  const more = gaps.length - rows.length;
  return more === 0 ? lines : [...lines, terminal.paint('dim', `and ${more} more`)];
}

/** Bounded by the number of statuses, APIs and reasons, however many rows there are. */
async function gapsOf(rows: AsyncIterable<CoverageRow>): Promise<ReadonlyMap<string, Gap>> {
  const gaps = new Map<string, Gap>();
  for await (const { accountId, region, status, reasons } of rows) {
    if (!isGap(status)) continue;
    const example = region === null ? accountId : `${accountId}/${region}`;
    const whys = new Set(reasons.map(({ reason, call }) => (call === null ? reason : `${reason}: ${call.api}`)));
    for (const why of whys.size === 0 ? [''] : whys) {
      const gap = gaps.get(`${status} ${why}`) ?? { status, why, example, places: 0 };
      gap.places += 1;
      gaps.set(`${status} ${why}`, gap);
    }
  }
  return gaps;
}
