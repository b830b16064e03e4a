import type { MatrixRow } from '../../../src/model/coverage-matrix.ts';
import { MATRIX_SERVICES } from '../../../src/model/coverage-matrix.ts';
import { RECORD_LABELS } from '../../labels.ts';
import { counted } from '../../words.ts';
import { accountsHead, calledTogether } from './accounts.ts';
import { byId, h } from './dom.ts';
import type { GridCell } from './grid.ts';
import { heatMap } from './grid.ts';
import type { MatrixLine } from './matrix.ts';
import { matrixLines } from './matrix.ts';
import type { Names } from './names.ts';
import { DEFAULT_VIEW, formatView } from './view.ts';

const MOST_EXPLAINED = 20;
/** More regions than these are counted, and listed when asked for. */
const MOST_REGIONS = 4;

/** Draws accounts and their regions against services: reads and writes of each, and by which trail when pressed. */
export function drawRecords(rows: readonly MatrixRow[], names: Names): void {
  const lines = matrixLines(rows);
  if (lines.length === 0) {
    byId('records-map').replaceChildren(h('p', { class: 'lead' }, 'No account could be asked for its trails.'));
    return;
  }
  const map = heatMap({
    label: 'Recording of management events by account, region and service',
    heads: headRows(),
    count: lines.length,
    line: (index) => {
      const { accounts, regions, cells } = lines[index] ?? { accounts: [], regions: [], cells: [] };
      const called = `${calledTogether(accounts, names)}, ${regions.join(', ')}`;
      return {
        head: h('div', { class: 'place-head' }, accountsHead(accounts, names), regionsHead(regions)),
        cells: cells.map((cell) => gridCell(cell, called, names)),
      };
    },
  });
  byId('records-map').replaceChildren(...map);
}

function headRows(): readonly HTMLTableRowElement[] {
  const services = MATRIX_SERVICES.map(({ service }) =>
    h('th', { scope: 'colgroup', colspan: 2 }, h('span', { class: 'region' }, service)),
  );
  const halves = MATRIX_SERVICES.flatMap(() =>
    ['read', 'write'].map((access) =>
      h('th', { scope: 'col', class: 'half' }, h('abbr', { title: access }, access[0] ?? '')),
    ),
  );
  return [h('tr', {}, h('th', { scope: 'col', rowspan: 2 }, 'Account and regions'), services), h('tr', {}, halves)];
}

function regionsHead(regions: MatrixLine['regions']): HTMLElement {
  if (regions.length <= MOST_REGIONS) {
    const names = regions.map((region, index) => h('span', {}, index === 0 ? region : `, ${region}`));
    return h('span', { class: 'regions' }, names);
  }
  const list = regions.map((region) => h('li', {}, region));
  return h('details', { class: 'regions' }, h('summary', {}, counted(regions.length, 'region')), h('ul', {}, list));
}

function gridCell(cell: readonly MatrixRow[], where: string, names: Names): GridCell | null {
  const [first] = cell;
  if (first === undefined) return null;
  return {
    kind: `${first.state} ${first.extent}`,
    sign: RECORD_LABELS[first.state].sign,
    title: `${what(first)}: ${where}`,
    explain: () => explained(cell, names),
  };
}

/** Such as `Some reads of IAM lost`. */
function what({ access, service, state, extent }: MatrixRow): string {
  return `${extent === 'some' ? 'Some' : 'All'} ${access}s of ${service} ${RECORD_LABELS[state].label.toLowerCase()}`;
}

function explained(cell: readonly MatrixRow[], names: Names): readonly HTMLElement[] {
  const places = cell.slice(0, MOST_EXPLAINED).map((row) => {
    const view = { ...DEFAULT_VIEW, account: row.accountId, query: 'trails/' };
    return h(
      'div',
      {},
      h('h3', {}, `${names.account(row.accountId)} in ${row.regions.join(', ')}`),
      h('p', {}, `${what(row)}: ${RECORD_LABELS[row.state].meaning}.`),
      trails('Recorded for certain, at least in part, by', row.trails),
      trails('Perhaps recorded by', row.perhapsTrails),
      row.trails.length + row.perhapsTrails.length === 0 ? h('p', {}, 'No trail that was seen selects them.') : null,
      h('a', { href: formatView(view) }, 'Failures and unknowns of this account’s trails'),
    );
  });
  const rest = cell.length - places.length;
  return rest === 0 ? places : [...places, h('p', {}, `And ${counted(rest, 'more account')}.`)];
}

function trails(words: string, arns: readonly string[]): HTMLElement | null {
  if (arns.length === 0) return null;
  const list = arns.map((arn) => h('li', {}, h('code', {}, arn)));
  return h('div', {}, h('p', {}, `${words}:`), h('ul', { class: 'trails' }, list));
}
