import { shorten, visible } from '../visible-text.ts';
import type { Style, Terminal } from './terminal.ts';
import { displayWidth } from './terminal.ts';

export interface Column {
  readonly title: string;
  /** Numbers stand right and are never cut. */
  readonly align: 'left' | 'right';
}

export interface Cell {
  readonly text: string;
  readonly style?: Style;
}

const GAP = '  ';
/** Below this a text says too little to be cut further; the terminal wraps the line. */
const NARROWEST = 12;

/** A header and a line for each row, in columns that fit the terminal. Cells may hold any text. */
export function grid(columns: readonly Column[], rows: readonly (readonly Cell[])[], terminal: Terminal): string[] {
  const header = columns.map(({ title }): Cell => ({ text: title, style: 'dim' }));
  const lines = [header, ...rows].map((row) => row.map((cell) => ({ ...cell, text: visible(cell.text) })));
  const widths = columnWidths(columns, lines, terminal.width);
  return lines.map((cells) =>
    cells
      .map(({ text, style }, index) => {
        const padded = pad(text, widths[index] ?? 0, columns[index]?.align ?? 'left');
        const cell = index === columns.length - 1 ? padded.trimEnd() : padded;
        return style === undefined ? cell : terminal.paint(style, cell);
      })
      .join(GAP),
  );
}

/** What each column needs; where that is more than there is, the widest texts give way. */
function columnWidths(
  columns: readonly Column[],
  lines: readonly (readonly Cell[])[],
  width: number,
): readonly number[] {
  const widths = columns.map((_, index) =>
    lines.reduce((widest, line) => Math.max(widest, Math.min(displayWidth(line[index]?.text ?? ''), width)), 0),
  );
  let excess = widths.reduce((sum, columnWidth) => sum + columnWidth, GAP.length * (columns.length - 1)) - width;
  for (; excess > 0; excess -= 1) {
    const cuttable = widths.map((columnWidth, index) => (columns[index]?.align === 'left' ? columnWidth : 0));
    const widest = Math.max(...cuttable);
    if (widest <= NARROWEST) break;
    widths[cuttable.indexOf(widest)] = widest - 1;
  }
  return widths;
}

function pad(text: string, width: number, align: Column['align']): string {
  const cell = displayWidth(text) > width ? shorten(text, width) : text;
  const blank = ' '.repeat(Math.max(0, width - displayWidth(cell)));
  return align === 'left' ? cell + blank : blank + cell;
}
