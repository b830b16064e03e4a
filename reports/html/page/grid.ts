import { button, h } from './dom.ts';

/** How many lines are drawn at first, and how many more at a time. */
const LINES = 50;

/** A place of a heat map. */
export interface GridCell {
  /** The classes that colour it. */
  readonly kind: string;
  readonly sign: string;
  /** What it says without colour. */
  readonly title: string;
  /** What opens below its line when it is pressed; null: nothing to explain. */
  readonly explain: (() => readonly HTMLElement[]) | null;
}

interface GridLine {
  readonly head: HTMLElement;
  /** Null: an empty place. */
  readonly cells: readonly (GridCell | null)[];
}

interface Grid {
  readonly label: string;
  readonly heads: readonly HTMLTableRowElement[];
  readonly count: number;
  readonly line: (index: number) => GridLine;
}

/** A heat map as a table, whose cells arrow keys reach and which explain themselves when pressed. */
export function heatMap({ label, heads, count, line }: Grid): readonly HTMLElement[] {
  const body = h('tbody');
  let drawn = 0;
  const more = button('', { class: 'plain' }, () => drawMore());
  const drawMore = () => {
    const end = Math.min(count, drawn + LINES);
    for (; drawn < end; drawn += 1) body.append(row(line(drawn)));
    more.replaceChildren(`Show more of ${count - drawn} further lines`);
    more.hidden = drawn === count;
    if (body.querySelector('button[tabindex="0"]') === null)
      body.querySelector('button')?.setAttribute('tabindex', '0');
  };
  drawMore();
  body.addEventListener('keydown', (event) => {
    const next = neighbourOf(event.target, event.key);
    if (next === null) return;
    event.preventDefault();
    body.querySelector('button[tabindex="0"]')?.setAttribute('tabindex', '-1');
    next.setAttribute('tabindex', '0');
    next.focus();
  });
  const table = h('table', { class: 'map' }, h('caption', { class: 'quiet' }, label), h('thead', {}, heads), body);
  return [h('div', { class: 'wide', tabindex: 0, role: 'region', 'aria-label': label }, table), more];
}

function row({ head, cells }: GridLine): HTMLTableRowElement {
  const line = h('tr', { class: 'line' }, h('th', { scope: 'row' }, head));
  for (const cell of cells) line.append(h('td', {}, cell === null ? null : cellOf(cell, line)));
  return line;
}

function cellOf({ kind, sign, title, explain }: GridCell, line: HTMLTableRowElement): HTMLElement {
  if (explain === null) {
    return h('span', { class: `cell ${kind}`, title }, h('span', { 'aria-hidden': 'true' }, sign), quiet(title));
  }
  const face = button(
    sign,
    { class: `cell ${kind}`, 'aria-label': title, title, 'aria-expanded': 'false', tabindex: -1 },
    () => toggle(face, line, explain),
  );
  return face;
}

/** One explanation is open in a line at a time. */
function toggle(face: HTMLElement, line: HTMLTableRowElement, explain: () => readonly HTMLElement[]): void {
  const opens = face.getAttribute('aria-expanded') === 'false';
  for (const other of line.querySelectorAll('[aria-expanded="true"]')) other.setAttribute('aria-expanded', 'false');
  if (line.nextElementSibling?.classList.contains('explained')) line.nextElementSibling.remove();
  if (!opens) return;
  face.setAttribute('aria-expanded', 'true');
  const content = h('div', { class: 'explanation' }, explain());
  line.after(h('tr', { class: 'explained' }, h('td', { colspan: line.cells.length }, content)));
}

/** The cell that an arrow key leads to: the next one in reading order, or the next one above or below. */
function neighbourOf(from: EventTarget | null, key: string): HTMLElement | null {
  const place = from instanceof HTMLElement ? from.closest<HTMLTableCellElement>('.line td') : null;
  const body = place?.closest('tbody') ?? null;
  if (place === null || body === null) return null;
  const step = key === 'ArrowRight' || key === 'ArrowDown' ? 1 : key === 'ArrowLeft' || key === 'ArrowUp' ? -1 : 0;
  const upright = key === 'ArrowDown' || key === 'ArrowUp';
  const column = upright ? `:nth-child(${place.cellIndex + 1})` : '';
  const faces = [...body.querySelectorAll<HTMLElement>(`.line td${column} > button`)];
  const at = faces.findIndex((face) => place.contains(face));
  return step === 0 ? null : (faces[at + step] ?? null);
}

function quiet(text: string): HTMLElement {
  return h('span', { class: 'quiet' }, text);
}
