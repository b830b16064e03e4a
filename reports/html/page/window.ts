import { h } from './dom.ts';

/** Lines beyond the visible ones that are kept drawn on either side. */
const MARGIN = 12;

/** A scrolling list that draws only the lines in sight; all lines are as high as its style says in --row-height. */
export interface ListWindow {
  readonly element: HTMLElement;
  readonly list: HTMLElement;
  readonly drawLine: (index: number) => HTMLElement;
  readonly drawn: Map<number, HTMLElement>;
  count: number;
}

export function listWindow(label: string, drawLine: (index: number) => HTMLElement): ListWindow {
  const list = h('ol', { class: 'rows' });
  const element = h('div', { class: 'window', role: 'region', 'aria-label': label, tabindex: -1 }, list);
  const window: ListWindow = { element, list, drawLine, drawn: new Map(), count: 0 };
  element.addEventListener('scroll', () => draw(window), { passive: true });
  addEventListener('resize', () => draw(window));
  return window;
}

export function draw(window: ListWindow): void {
  const { list, drawn, count } = window;
  const height = rowHeight(window);
  // Before anything is measured the list must have its height, or its window would still be as small as what it held.
  list.style.minHeight = `${count * height}px`;
  const [first, end] = range(window);
  for (const [index, line] of drawn) if (index < first || index >= end) erase(window, index, line);
  let previous: Element | null = null;
  for (let index = first; index < end; index++) {
    const line = drawn.get(index) ?? drawOne(window, index);
    const next: Element | null = previous === null ? list.firstElementChild : previous.nextElementSibling;
    if (line !== next) list.insertBefore(line, next);
    previous = line;
  }
  list.style.paddingTop = `${first * height}px`;
  list.style.paddingBottom = `${(count - end) * height}px`;
}

/** Forgets what is drawn, because the lines have changed, and starts again at the top. */
export function redraw(window: ListWindow, count: number): void {
  for (const [index, line] of window.drawn) erase(window, index, line);
  window.count = count;
  window.element.scrollTop = 0;
  draw(window);
}

export function bringIntoSight(window: ListWindow, index: number): void {
  const { element } = window;
  const height = rowHeight(window);
  const overshoot = (index + 1) * height - (element.scrollTop + element.clientHeight);
  if (index * height < element.scrollTop) element.scrollTop = index * height;
  else if (overshoot > 0) element.scrollTop += overshoot;
  draw(window);
}

/** How many lines are seen at once. */
export function linesInSight(window: ListWindow): number {
  return Math.ceil(window.element.clientHeight / rowHeight(window));
}

function range(window: ListWindow): [first: number, end: number] {
  const top = Math.floor(window.element.scrollTop / rowHeight(window));
  return [Math.max(0, top - MARGIN), Math.min(window.count, top + linesInSight(window) + MARGIN)];
}

function drawOne(window: ListWindow, index: number): HTMLElement {
  const line = window.drawLine(index);
  line.setAttribute('aria-setsize', String(window.count));
  line.setAttribute('aria-posinset', String(index + 1));
  window.drawn.set(index, line);
  return line;
}

/** The focus must not fall back to the page: the list itself keeps it, and the keys go on working. */
function erase({ element, drawn }: ListWindow, index: number, line: HTMLElement): void {
  if (line.contains(document.activeElement)) element.focus({ preventScroll: true });
  line.remove();
  drawn.delete(index);
}

function rowHeight({ list }: ListWindow): number {
  return Number.parseFloat(getComputedStyle(list).getPropertyValue('--row-height'));
}
