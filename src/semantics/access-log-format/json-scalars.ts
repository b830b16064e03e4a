import type { Reference } from './parse.ts';
import type { TemplateFault } from './template-fault.ts';

/** How far a template has been read. */
export interface TemplateCursor {
  readonly text: string;
  readonly end: number;
  readonly references: readonly Reference[];
  readonly faults: TemplateFault[];
  at: number;
  /** The first reference that was not passed yet. */
  nextReference: number;
  /** Whether reading was given up. */
  lost: boolean;
}

const LITERAL = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})/y;
/** Something that is not quoted, with the braces of `${context.x}` in it. */
const BARE = /(?:\$\{[\w.|-]*\}?|[^\s,:{}[\]"'])+/y;

/** The four characters that RFC 8259 lets stand between tokens. */
export function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}

/**
 * A quoted string as it should stand between double quotes; null where none begins. Single quotes and `\"`, which come
 * of quoting a format twice, are read as what was meant.
 */
export function readString(cursor: TemplateCursor): string | null {
  const { text, at: start } = cursor;
  const quote = text[start] === '\\' && text[start + 1] === '"' ? '\\"' : text[start];
  if (start >= cursor.end || (quote !== '"' && quote !== "'" && quote !== '\\"')) return null;
  const first = cursor.faults.length;
  cursor.at += quote.length;
  let raw = '';
  while (cursor.at < cursor.end && !text.startsWith(quote, cursor.at)) raw += readCharacter(cursor);
  if (cursor.at >= cursor.end) {
    cursor.faults.splice(first, 0, { start, end: cursor.end, message: UNCLOSED, fatal: true });
  } else {
    cursor.at += quote.length;
    const comma = forgottenQuote(cursor, raw);
    if (comma !== null) {
      cursor.at = comma;
      raw = raw.slice(0, raw.lastIndexOf(','));
      cursor.faults.push({ start, end: comma, message: UNCLOSED, fatal: true });
    } else if (quote !== '"') {
      const message = quote === "'" ? 'JSON wants double quotes' : 'the quotes are escaped, as if quoted twice';
      cursor.faults.splice(first, 0, { start, end: cursor.at, message, fatal: false });
    }
  }
  for (const { standing, ...reference } of passReferences(cursor)) {
    if (!standing.variable?.quoted) continue;
    const message = `$context.${reference.name} brings its own quotes, so the quotes around it end the string`;
    cursor.faults.push({ start: reference.start, end: reference.end, message, fatal: false });
  }
  return raw;
}

const UNCLOSED = 'a quote is never closed';

/** In `"a":"$context.path,"b":…` a quote is missing before the comma: where that is, or null. */
function forgottenQuote({ text, at }: TemplateCursor, raw: string): number | null {
  return /,\s*$/.test(raw.slice(-4)) && /\w/.test(text.charAt(at)) ? text.lastIndexOf(',', at) : null;
}

/** One character of a string, mended where it may not stand there. */
function readCharacter(cursor: TemplateCursor): string {
  const { text, at: start } = cursor;
  const char = text.charAt(start);
  cursor.at++;
  if (char === '\\') {
    ESCAPE.lastIndex = start;
    const found = ESCAPE.exec(text)?.[0];
    if (found !== undefined && start + found.length <= cursor.end) {
      cursor.at = start + found.length;
      return found;
    }
    cursor.faults.push({ start, end: start + 1, message: 'a backslash begins no escape that JSON has', fatal: false });
    return '';
  }
  if (char < ' ') {
    const message = 'a control character may not stand in a JSON string';
    cursor.faults.push({ start, end: start + 1, message, fatal: false });
    return ' ';
  }
  return char === '"' ? '\\"' : char;
}

/** A word without quotes; null where none begins. Only numbers, true, false and null may stand so. */
export function readBare(cursor: TemplateCursor): { readonly raw: string; readonly literal: boolean } | null {
  BARE.lastIndex = cursor.at;
  const found = BARE.exec(cursor.text)?.[0].slice(0, cursor.end - cursor.at) ?? '';
  if (found === '') return null;
  const start = cursor.at;
  cursor.at += found.length;
  const references = passReferences(cursor).filter(({ role }) => role !== 'misspelt');
  if (LITERAL.test(found)) return { raw: found, literal: true };
  for (const reference of references) {
    const message = `$${reference.role === 'context' ? 'context.' : ''}${reference.name} is not in quotes, so that a missing value, printed as -, breaks the line`;
    cursor.faults.push({ start: reference.start, end: reference.end, message, fatal: false });
  }
  if (references.length === 0) {
    cursor.faults.push({ start, end: cursor.at, message: 'a text is not in quotes', fatal: false });
  }
  return { raw: found.replaceAll('\\', '\\\\'), literal: false };
}

function passReferences(cursor: TemplateCursor): readonly Reference[] {
  const from = cursor.nextReference;
  while ((cursor.references[cursor.nextReference]?.start ?? Number.POSITIVE_INFINITY) < cursor.at)
    cursor.nextReference++;
  return cursor.references.slice(from, cursor.nextReference);
}
