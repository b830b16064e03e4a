import type { ReporterOptions } from '../../src/model/report.ts';

/** SGR parameters that switch a style on and off (ECMA-48, 8.3.117). */
const STYLES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
} as const;
export type Style = keyof typeof STYLES;

/** What is known of the terminal: its columns, and how to colour text where it may be coloured. */
export interface Terminal {
  readonly width: number;
  paint(style: Style, text: string): string;
}

export function terminalOf({ color, width }: Pick<ReporterOptions, 'color' | 'width'>): Terminal {
  return {
    width,
    paint: (style, text) => {
      const [on, off] = STYLES[style];
      return color ? `\u001b[${on}m${text}\u001b[${off}m` : text;
    },
  };
}

/** Columns that a text takes, where every character takes one. */
export function displayWidth(text: string): number {
  return [...text].length;
}

/** Lines of at most `width` columns. A longer word stays whole, so that ARNs can still be copied. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && displayWidth(line) + 1 + displayWidth(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
