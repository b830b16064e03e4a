import { jsonText } from './json-text.ts';

/**
 * JSON on one line and in ASCII alone: its length is its size in bytes, and no reader can take a character of a text,
 * such as U+2028, for the end of a line.
 */
export function asciiJson(value: unknown): string {
  // Outside of strings JSON is ASCII, so that each such character may be written as an escape (RFC 8259, 7).
  return jsonText(value).replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
