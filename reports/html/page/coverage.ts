import type { CoverageRow } from '../../../src/model/report.ts';
import { counted, STATUS_LABELS } from '../labels.ts';
import { button, byId, h } from './dom.ts';
import type { MapLine } from './map.ts';
import { coverageMap } from './map.ts';
import type { Names } from './names.ts';
import { reasonList } from './seen.ts';
import { DEFAULT_VIEW, formatView } from './view.ts';

/** How many lines are drawn at first, and how many more at a time. */
const LINES = 50;
/** How many accounts of a shared line are explained. */
const MOST_EXPLAINED = 20;

/** Draws accounts against regions below the legend. A cell that is not fully scanned says why when it is pressed. */
export function drawCoverage(rows: readonly CoverageRow[], names: Names): void {
  const { regions, lines } = coverageMap(rows);
  const body = h('tbody');
  const explanation = h('div', { class: 'explanation', 'aria-live': 'polite' });
  const explain = (cell: readonly CoverageRow[]) => explanation.replaceChildren(...explained(cell, names));
  const more = button('', { class: 'plain' }, () => drawMore());
  const drawMore = () => {
    const start = body.rows.length;
    body.append(...lines.slice(start, start + LINES).map((line) => mapRow(line, regions, { names, explain })));
    const left = lines.length - body.rows.length;
    more.replaceChildren(`Show more of ${counted(left, 'further line')}`);
    more.hidden = left === 0;
  };
  drawMore();
  const heads = regions.map((region) => h('th', { scope: 'col' }, h('span', { class: 'region' }, region)));
  const table = h(
    'table',
    { class: 'map' },
    h('caption', { class: 'quiet' }, 'Coverage of accounts by region'),
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Account'), heads)),
    body,
  );
  const scroller = h('div', { class: 'wide', tabindex: 0, role: 'region', 'aria-label': 'Map of coverage' }, table);
  byId('coverage-map').replaceChildren(scroller, more, explanation);
}

interface RowContext {
  readonly names: Names;
  readonly explain: (cell: readonly CoverageRow[]) => void;
}

function mapRow({ accounts, cells }: MapLine, regions: readonly string[], { names, explain }: RowContext): HTMLElement {
  const called = accounts.length === 1 ? names.account(accounts[0] ?? '') : counted(accounts.length, 'account');
  const head =
    accounts.length === 1
      ? accountHead(accounts[0] ?? '', names)
      : h(
          'details',
          {},
          h('summary', {}, called),
          h(
            'ul',
            {},
            accounts.map((id) => h('li', {}, names.account(id))),
          ),
        );
  const drawn = cells.map((cell, column) => {
    const status = cell[0]?.status;
    if (status === undefined) return h('td');
    const { sign, label } = STATUS_LABELS[status];
    if (status === 'scanned') {
      const words = h('span', { class: 'quiet' }, label);
      return h('td', {}, h('span', { class: `cell ${status}` }, h('span', { 'aria-hidden': 'true' }, sign), words));
    }
    const title = `${label}: ${called}, ${regions[column]}`;
    return h(
      'td',
      {},
      button(sign, { class: `cell ${status}`, 'aria-label': title, title }, () => explain(cell)),
    );
  });
  return h('tr', {}, h('th', { scope: 'row' }, head), drawn);
}

function accountHead(id: string, names: Names): HTMLElement {
  const name = names.accountShort(id);
  return h(
    'span',
    { class: 'account' },
    name === id ? null : h('strong', {}, name),
    h('code', { class: name === id ? null : 'id' }, id),
  );
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
