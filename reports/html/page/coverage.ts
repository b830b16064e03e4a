import type { CoverageRow } from '../../../src/model/report.ts';
import { STATUS_LABELS } from '../../labels.ts';
import { counted } from '../../words.ts';
import { accountsHead, calledTogether } from './accounts.ts';
import { byId, h } from './dom.ts';
import type { GridCell } from './grid.ts';
import { heatMap } from './grid.ts';
import { coverageMap } from './map.ts';
import type { Names } from './names.ts';
import { reasonList } from './seen.ts';
import { DEFAULT_VIEW, formatView } from './view.ts';

/** How many accounts of a shared line are explained. */
const MOST_EXPLAINED = 20;

/** Draws accounts against regions below the legend. A cell that is not fully scanned says why when it is pressed. */
export function drawCoverage(rows: readonly CoverageRow[], names: Names): void {
  const { regions, lines } = coverageMap(rows);
  const heads = regions.map((region) => h('th', { scope: 'col' }, h('span', { class: 'region' }, region)));
  const map = heatMap({
    label: 'Coverage of accounts by region',
    heads: [h('tr', {}, h('th', { scope: 'col' }, 'Account'), heads)],
    count: lines.length,
    line: (index) => {
      const { accounts, cells } = lines[index] ?? { accounts: [], cells: [] };
      const called = calledTogether(accounts, names);
      const cellOf = (cell: readonly CoverageRow[], column: number) =>
        gridCell(cell, `${called}, ${regions[column]}`, names);
      return { head: accountsHead(accounts, names), cells: cells.map(cellOf) };
    },
  });
  byId('coverage-map').replaceChildren(...map);
}

function gridCell(cell: readonly CoverageRow[], where: string, names: Names): GridCell | null {
  const status = cell[0]?.status;
  if (status === undefined) return null;
  const { sign, label } = STATUS_LABELS[status];
  const explain = status === 'scanned' ? null : () => explained(cell, names);
  return { kind: status, sign, title: `${label}: ${where}`, explain };
}

function explained(cell: readonly CoverageRow[], names: Names): readonly HTMLElement[] {
  const places = cell.slice(0, MOST_EXPLAINED).map((row) => {
    const { label, meaning } = STATUS_LABELS[row.status];
    const region = names.region(row.region);
    return h(
      'div',
      {},
      h('h3', {}, `${names.account(row.accountId)} in ${region}`),
      h('p', {}, `${label}: ${meaning}.`),
      reasonList(row.reasons, names),
      h(
        'a',
        { href: formatView({ ...DEFAULT_VIEW, account: row.accountId, region }) },
        'Failures and unknowns of this account and region',
      ),
    );
  });
  const rest = cell.length - places.length;
  return rest === 0 ? places : [...places, h('p', {}, `And ${counted(rest, 'more account')}.`)];
}
