import { readSync } from 'node:fs';

/** A line without its break, and the bytes of the file that it takes. */
export interface Line {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const CHUNK = 1024 ** 2;
/** More than any finding has; a longer line is a file without line breaks. */
const LONGEST_LINE = 64 * CHUNK;
const LINE_BREAK = 0x0a;

/** The lines of an open file, some of it in memory at a time. Throws a SyntaxError for one that no report has. */
export function* linesIn(file: number): Generator<Line, undefined> {
  let start = 0;
  let rest = readBytes(file, 0, CHUNK);
  for (let more = rest; more.length > 0; ) {
    let from = 0;
    for (let to = rest.indexOf(LINE_BREAK); to >= 0; to = rest.indexOf(LINE_BREAK, from)) {
      yield { start: start + from, end: start + to, text: rest.toString('utf8', from, to) };
      from = to + 1;
    }
    start += from;
    rest = rest.subarray(from);
    if (rest.length > LONGEST_LINE) throw new SyntaxError('a line is too long');
    more = readBytes(file, start + rest.length, CHUNK);
    rest = Buffer.concat([rest, more]);
  }
  if (rest.length > 0) yield { start, end: start + rest.length, text: rest.toString('utf8') };
}

/** So many bytes from a place on, or as many as there are. */
export function readBytes(file: number, from: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const read = readSync(file, bytes, filled, length - filled, from + filled);
    if (read === 0) break;
    filled += read;
  }
  return bytes.subarray(0, filled);
}
