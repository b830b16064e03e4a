import { isSpace, readBare, readString, type TemplateCursor } from './json-scalars.ts';
import type { Format } from './parse.ts';
import type { TemplateFault } from './template-fault.ts';

/** What a JSON format was meant to be. Strings and keys are raw: escaped as between their quotes. */
export type JsonNode =
  | { readonly type: 'object'; readonly members: readonly JsonMember[] }
  | { readonly type: 'array'; readonly items: readonly JsonNode[] }
  | { readonly type: 'string'; readonly raw: string }
  | { readonly type: 'literal'; readonly text: string };

export interface JsonMember {
  readonly key: string;
  readonly value: JsonNode;
}

export interface JsonTemplate {
  /** Null where it is nested too deeply to follow. */
  readonly root: JsonNode | null;
  /** In order; none means that every line is JSON, whatever the values, as long as these are escaped. */
  readonly faults: readonly TemplateFault[];
}

const DEEPEST = 60;

/** Reads a format up to `end` as JSON whose values are not known yet, and goes on after each mistake. Linear in time. */
export function readJsonTemplate({ text, references }: Format, end: number): JsonTemplate {
  const cursor: TemplateCursor = { text, end, references, at: 0, nextReference: 0, faults: [], lost: false };
  skipSpace(cursor);
  const first = cursor.at;
  const root = readValue(cursor, 0);
  if (root.type === 'string' || root.type === 'literal') {
    report(cursor, { start: first, end: cursor.at, message: 'the line is neither an object nor an array' });
  }
  skipSpace(cursor);
  if (cursor.at < end) report(cursor, { start: cursor.at, end, message: 'text goes on after the end of the JSON' });
  return { root: cursor.lost ? null : root, faults: cursor.faults };
}

function readValue(cursor: TemplateCursor, depth: number): JsonNode {
  const char = cursor.text[cursor.at];
  if (depth > DEEPEST) {
    report(cursor, { start: cursor.at, end: cursor.end, message: `it is nested more than ${DEEPEST} levels deep` });
    cursor.lost = true;
    cursor.at = cursor.end;
  } else if (char === '{') return readObject(cursor, depth);
  else if (char === '[') return readArray(cursor, depth);
  else {
    const raw = readString(cursor);
    if (raw !== null) return { type: 'string', raw };
    const bare = readBare(cursor);
    if (bare !== null) return bare.literal ? { type: 'literal', text: bare.raw } : { type: 'string', raw: bare.raw };
    report(cursor, { start: cursor.at, end: cursor.at, message: 'a value is missing' });
  }
  return { type: 'literal', text: 'null' };
}

function readObject(cursor: TemplateCursor, depth: number): JsonNode {
  const members: JsonMember[] = [];
  readItems(cursor, '}', () => {
    const key = readKey(cursor);
    skipSpace(cursor);
    if (key !== null && cursor.text[cursor.at] !== ':') {
      report(cursor, { start: cursor.at, end: cursor.at, message: 'a colon is missing after a name' });
    } else cursor.at++;
    skipSpace(cursor);
    members.push({ key: key ?? '', value: readValue(cursor, depth + 1) });
  });
  return { type: 'object', members };
}

/** Null where no name stands; what stands instead is then skipped by the caller, a character at a time. */
function readKey(cursor: TemplateCursor): string | null {
  const start = cursor.at;
  const quoted = readString(cursor);
  if (quoted !== null) return quoted;
  const bare = readBare(cursor);
  const message = bare === null ? 'a name is missing' : 'a name is not in double quotes';
  // Only this fault counts, not those of a bare value.
  while ((cursor.faults.at(-1)?.start ?? -1) >= start) cursor.faults.pop();
  cursor.faults.push({ start, end: cursor.at, message, fatal: bare === null });
  return bare === null ? null : bare.raw;
}

function readArray(cursor: TemplateCursor, depth: number): JsonNode {
  const items: JsonNode[] = [];
  readItems(cursor, ']', () => {
    const before = cursor.at;
    items.push(readValue(cursor, depth + 1));
    // Something that begins no value, such as a colon or the wrong bracket.
    if (cursor.at === before) cursor.at++;
  });
  return { type: 'array', items };
}

/** Reads what stands between brackets, with a comma after each item but the last. `readItem` must move on. */
function readItems(cursor: TemplateCursor, close: '}' | ']', readItem: () => void): void {
  const start = cursor.at++;
  let comma: number | null = null;
  for (let count = 0; ; count++) {
    skipSpace(cursor);
    const char = cursor.text[cursor.at];
    if (cursor.at >= cursor.end) {
      report(cursor, { start, end: start + 1, message: `this bracket is never closed by ${close}` });
      return;
    }
    if (char === close) {
      if (comma !== null) cursor.faults.push({ start: comma, end: comma + 1, message: TRAILING, fatal: false });
      cursor.at++;
      return;
    }
    if (count > 0 && comma === null) {
      report(cursor, { start: cursor.at, end: cursor.at, message: 'a comma is missing' });
    }
    readItem();
    skipSpace(cursor);
    comma = cursor.at < cursor.end && cursor.text[cursor.at] === ',' ? cursor.at++ : null;
  }
}

const TRAILING = 'a comma stands before a closing bracket';

function report(cursor: TemplateCursor, fault: Omit<TemplateFault, 'fatal'>): void {
  cursor.faults.push({ ...fault, fatal: true });
}

function skipSpace(cursor: TemplateCursor): void {
  while (cursor.at < cursor.end && isSpace(cursor.text.charCodeAt(cursor.at))) cursor.at++;
}
