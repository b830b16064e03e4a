import { shorten, visible } from '../visible-text.ts';

/**
 * Text in Markdown. What comes from AWS stands in code spans: there GitHub obeys nothing, neither markup nor mentions,
 * references, links or emoji. Escapes do not suffice: GitHub looks for mentions, and its autolink extension for
 * addresses, after it has resolved escapes and entities (cmark-gfm, extensions/autolink.c).
 */

/** Words of which GitHub makes nothing: letters with the marks of a sentence, and small numbers. */
const PLAIN_WORD = /^["(]?(?:[A-Za-z]+(?:['-][A-Za-z]+)*[")]?[.,:;!?]?|\d{1,6}[,:;]?)$/;

/** Any text, as a code span. */
export function code(text: string): string {
  const shown = withoutLongRuns(visible(text));
  if (shown === '') return '(empty)';
  // A span ends at a run of as many backticks as it began with (CommonMark 0.31.2, 6.1).
  const fence = '`'.repeat(longestRun(shown) + 1);
  // One blank is taken from each side, if both have one and there is something else.
  const pad = /^[ `]|[ `]$/.test(shown) && /[^ ]/.test(shown) ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** Any text as a code span in a cell of a table. Cells are split before spans are read (GFM 0.29, 4.10). */
export function codeCell(text: string): string {
  // Parsers do not agree whether a pipe after two backslashes is escaped.
  return code(text.replaceAll('\\|', '\\<U+007C>')).replaceAll('|', '\\|');
}

/** A sentence, with its plain words as text and all others in code spans. It may also begin a line. */
export function prose(text: string): string {
  const words = visible(text)
    .split(' ')
    .filter((word) => word !== '');
  return words.map((word) => (PLAIN_WORD.test(word) ? word : codeWord(word))).join(' ');
}

/** The marks of the sentence stay outside of the span. */
function codeWord(word: string): string {
  const [, before = '', inner = '', after = ''] = /^(["(]*)(.*?)([")]*[.,:;!?]*)$/.exec(word) ?? [];
  return inner === '' ? code(word) : `${before}${code(inner)}${after}`;
}

/** Visible lines of a shell, in a block of their own. */
export function shellBlock(lines: string): string {
  const shown = withoutLongRuns(lines);
  const fence = '`'.repeat(Math.max(3, longestRun(shown) + 1));
  return `${fence}sh\n${shown}\n${fence}\n`;
}

/** A table. Numbers stand right. Cells are Markdown, without line breaks and with pipes escaped. */
export function table(heads: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const first = rows[0] ?? [];
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |\n`;
  const rules = heads.map((_, index) => (typeof first[index] === 'number' ? '--:' : '---'));
  return [heads, rules, ...rows].map(line).join('');
}

/** Text that is cut where it would fill the page. No ARN is longer (2,048). */
export function brief(text: string, limit = 2048): string {
  return shorten(visible(text), limit);
}

/** GitHub's parser takes no more than 80 backticks for the start of a span, and counts 255 at most around a block. */
function withoutLongRuns(text: string): string {
  return text.replace(/`{17,}/g, (run) => `<U+0060 x ${run.length}>`);
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, { length }) => Math.max(longest, length), 0);
}
