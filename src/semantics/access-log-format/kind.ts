import type { Format } from './parse.ts';

/** What the lines of a format claim to be. */
export const FORMAT_KINDS = ['json', 'xml', 'csv', 'clf', 'text'] as const;
export type FormatKind = (typeof FORMAT_KINDS)[number];

/** An object or array, also one that is misquoted as a whole, has escaped quotes, or bare keys. */
const JSON_START = /^(?:["']\s*)?(?:\{\s*(?:["'\\}]|[A-Za-z_][\w.-]*\s*:)|\[\s*["[{\]])/;
const XML_START = /^<(?:[A-Za-z_?]|!\[CDATA|!--|!DOCTYPE)/;
/** The bracketed time of the common log format. */
const CLF_TIME = /\[\$\$?\{?context\.requestTime(?:Epoch)?\}?\]/;
/** One value alone, or a quoted string, between commas; an optional backslash is how AWS's pages continue a line. */
const CSV_COLUMN = /^(?:\\\s+)?(?:"(?:[^"]|"")*"|[^\s",:=]*)$/;

/** The kind of a format, from its shape alone: what it would be if it had no mistakes. */
export function kindOf({ text }: Pick<Format, 'text'>): FormatKind {
  const start = text.trimStart();
  if (JSON_START.test(start)) return 'json';
  if (XML_START.test(start)) return 'xml';
  if (CLF_TIME.test(text)) return 'clf';
  const columns = csvColumns(text);
  return columns.length > 1 && columns.every((column) => CSV_COLUMN.test(column.trim())) ? 'csv' : 'text';
}

/** Columns as RFC 4180 splits them: a comma within double quotes does not. */
export function csvColumns(line: string): readonly string[] {
  const columns: string[] = [];
  let from = 0;
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '"') quoted = !quoted;
    else if (line[at] === ',' && !quoted) {
      columns.push(line.slice(from, at));
      from = at + 1;
    }
  }
  return [...columns, line.slice(from)];
}
