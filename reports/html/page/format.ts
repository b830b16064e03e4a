import type { Facts } from '../../../src/model/verdict.ts';
import { visible } from '../../visible-text.ts';
import { h } from './dom.ts';
import type { Piece, Place } from './pieces.ts';
import { pieces } from './pieces.ts';
import { countOf, recordsOf, textOf } from './shape.ts';

/** The facts that this view shows. */
export const FORMAT_FACTS = ['format', 'problems', 'doubts', 'sample'] as const;

/** An access-log format with what is wrong in it underlined, and the line that an ordinary request would leave. */
export function formatView({ format, problems, doubts, sample }: Facts): readonly HTMLElement[] | null {
  const text = textOf(format);
  if (text === null) return null;
  const places = [...recordsOf(problems), ...recordsOf(doubts)].map(
    ({ message, start, end }): Place => ({ message: textOf(message) ?? '', start: countOf(start), end: countOf(end) }),
  );
  const list = places.map(({ message }) => h('li', {}, message));
  const line = textOf(sample);
  return [
    h('h4', {}, 'Format'),
    h('pre', { class: 'format', tabindex: 0 }, h('code', {}, pieces(text, places).map(piece))),
    ...(list.length === 0 ? [] : [h('ol', { class: 'problems' }, list)]),
    ...(line === null ? [] : [h('h4', {}, 'A line that it leaves'), h('pre', { tabindex: 0 }, h('code', {}, line))]),
  ];
}

function piece({ text, marks }: Piece): HTMLElement | string {
  if (marks.length === 0) return visible(text);
  const label = marks.length === 1 ? `problem ${marks[0]}` : `problems ${marks.join(', ')}`;
  return h('mark', { class: 'problem', title: label }, text, h('sup', {}, marks.join(',')));
}
