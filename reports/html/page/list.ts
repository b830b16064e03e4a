import { CHANGE_LABELS } from '../../labels.ts';
import { shorten } from '../../visible-text.ts';
import { figure } from '../../words.ts';
import { h } from './dom.ts';
import type { ListedFinding } from './load.ts';
import { outcomeMark } from './marks.ts';
import type { Names } from './names.ts';
import type { Entry } from './select.ts';
import type { ListWindow } from './window.ts';
import { bringIntoSight, linesInSight, listWindow, redraw } from './window.ts';

type ListEntry = Entry<ListedFinding>;

/** What a line shows of a text at most. */
const LONGEST = 300;

export interface FindingList {
  readonly window: ListWindow;
  readonly names: Names;
  entries: readonly ListEntry[];
  /** The address that opens a finding. */
  linkTo: (finding: ListedFinding) => string;
  /** The fingerprint of the opened finding, or empty. */
  opened: string;
  /** The line that the Tab key reaches. */
  active: number;
}

export function findingList(names: Names): FindingList {
  const list: FindingList = {
    window: listWindow('List of findings', (index) => drawLine(list, index)),
    names,
    entries: [],
    linkTo: () => '#',
    opened: '',
    active: 0,
  };
  list.window.element.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = target(list, event.key);
    if (next === null) return;
    event.preventDefault();
    activate(list, next, true);
  });
  return list;
}

export function showEntries(list: FindingList, entries: readonly ListEntry[], linkTo: FindingList['linkTo']): void {
  list.entries = entries;
  list.linkTo = linkTo;
  list.active = nearest(list, 0, 1) ?? 0;
  redraw(list.window, entries.length);
}

/** Marks the opened finding and brings it into sight, where the list has it. */
export function markOpened(list: FindingList, fingerprint: string): void {
  linkAt(list, indexOf(list, list.opened))?.removeAttribute('aria-current');
  list.opened = fingerprint;
  const index = indexOf(list, fingerprint);
  if (index < 0) return;
  activate(list, index, false);
  linkAt(list, index)?.setAttribute('aria-current', 'true');
}

/** Moves the focus to the active line. */
export function focusList(list: FindingList): void {
  if (list.entries.length > 0) activate(list, list.active, true);
}

/** The finding before or after the opened one, or null at an end of the list. */
export function neighbour(list: FindingList, step: 1 | -1): ListedFinding | null {
  const index = indexOf(list, list.opened);
  return index < 0 ? null : findingAt(list, nearest(list, index + step, step) ?? -1);
}

function drawLine(list: FindingList, index: number): HTMLElement {
  const entry = list.entries[index];
  if (entry === undefined) throw new RangeError(`the list has no line ${index}`);
  if (entry.kind === 'group') {
    const title = h('h3', {}, shorten(list.names.group(entry.key), LONGEST));
    return h('li', { class: 'row group' }, title, h('span', { class: 'count' }, figure(entry.count)));
  }
  const { message, resource, ruleId, accountId, region, fingerprint, change } = entry.finding;
  const where = h(
    'span',
    { class: 'where' },
    change === null || change === 'unchanged'
      ? null
      : h('span', { class: `tag change-${change}` }, CHANGE_LABELS[change]),
    h('span', { class: 'name' }, shorten(resource.name, LONGEST)),
    h('span', {}, shorten(list.names.accountShort(accountId), LONGEST)),
    h('span', {}, list.names.region(region)),
    h('code', {}, ruleId),
  );
  const link = h(
    'a',
    {
      href: list.linkTo(entry.finding),
      tabindex: index === list.active ? 0 : -1,
      'aria-current': fingerprint === list.opened ? 'true' : null,
    },
    outcomeMark(entry.finding),
    h('span', { class: 'message' }, shorten(message, LONGEST)),
    where,
  );
  return h('li', { class: 'row' }, link);
}

function activate(list: FindingList, index: number, focus: boolean): void {
  linkAt(list, list.active)?.setAttribute('tabindex', '-1');
  list.active = index;
  bringIntoSight(list.window, index);
  const link = linkAt(list, index);
  link?.setAttribute('tabindex', '0');
  if (focus) link?.focus({ preventScroll: true });
}

/** The line that a key leads to, or null for other keys. */
function target(list: FindingList, key: string): number | null {
  const { active, entries, window } = list;
  const page = Math.max(1, linesInSight(window) - 2);
  const last = entries.length - 1;
  if (key === 'ArrowDown') return nearest(list, active + 1, 1);
  if (key === 'ArrowUp') return nearest(list, active - 1, -1);
  if (key === 'PageDown') return nearest(list, Math.min(active + page, last), 1);
  if (key === 'PageUp') return nearest(list, Math.max(active - page, 0), -1) ?? nearest(list, 0, 1);
  if (key === 'Home') return nearest(list, 0, 1);
  if (key === 'End') return nearest(list, last, -1);
  return null;
}

/** The first finding from an index on in one direction: lines that head groups are passed over. */
function nearest(list: FindingList, from: number, step: 1 | -1): number | null {
  for (let index = from; index >= 0 && index < list.entries.length; index += step) {
    if (findingAt(list, index) !== null) return index;
  }
  return null;
}

function findingAt(list: FindingList, index: number): ListedFinding | null {
  const entry = list.entries[index];
  return entry?.kind === 'finding' ? entry.finding : null;
}

function indexOf({ entries }: FindingList, fingerprint: string): number {
  return entries.findIndex((entry) => entry.kind === 'finding' && entry.finding.fingerprint === fingerprint);
}

function linkAt({ window }: FindingList, index: number): HTMLAnchorElement | null {
  return window.drawn.get(index)?.querySelector('a') ?? null;
}
