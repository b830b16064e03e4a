import type { Format } from './parse.ts';
import type { TemplateFault } from './template-fault.ts';

const NAME = '[A-Za-z_][\\w.:-]*';
const SKIPPED = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[[\s\S]*?\]\]>|<!DOCTYPE[^>[]*>/y;
const CLOSING = new RegExp(`</(${NAME})\\s*>`, 'y');
const OPENING = new RegExp(`<(${NAME})((?:\\s+${NAME}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(/?)>`, 'y');
const ENTITY = /&(?:#\d+|#x[0-9A-Fa-f]+|\w+);/y;

/** The root element of an XML format, from its opening tag's end to its closing tag's start. */
export interface XmlTemplate {
  /** Where another element could be put; null where there is no root element that is opened and closed. */
  readonly insertAt: number | null;
  /** In order; none means that every line is well-formed XML, whatever the values, as long as these are escaped. */
  readonly faults: readonly TemplateFault[];
}

interface Reading {
  readonly text: string;
  readonly open: { readonly name: string; readonly start: number; readonly end: number }[];
  readonly faults: TemplateFault[];
  roots: number;
  insertAt: number | null;
}

/** Reads a format up to `end` as one XML element whose values are not known yet. Linear in time. */
export function readXmlTemplate(format: Pick<Format, 'text' | 'references'>, end: number): XmlTemplate {
  const reading: Reading = { text: format.text.slice(0, end), open: [], faults: [], roots: 0, insertAt: null };
  for (let at = 0; at < end; ) {
    // What cannot be read as markup makes everything behind it uncertain.
    if (reading.faults.some(({ fatal }) => fatal)) break;
    at = readPiece(reading, at);
  }
  const unclosed = reading.open.at(-1);
  if (unclosed !== undefined) {
    fault(reading, unclosed.start, unclosed.end, `<${unclosed.name}> is never closed`);
  } else if (reading.roots === 0) fault(reading, 0, end, 'the line holds no element');
  for (const { start, end: after, name, standing } of format.references) {
    if (!standing.variable?.quoted || !inAttribute(reading.text, start)) continue;
    fault(reading, start, after, `$context.${name} brings its own quotes, so the quotes around it end the attribute`);
  }
  return { insertAt: reading.insertAt, faults: reading.faults };
}

/** Reads one tag, comment, entity or piece of text, and says where the next begins. */
function readPiece(reading: Reading, at: number): number {
  const { text, open } = reading;
  const char = text[at];
  if (char === '<') return readMarkup(reading, at);
  if (char === '&') {
    const entity = match(ENTITY, text, at);
    if (entity === null) fault(reading, at, at + 1, 'a bare & must be written as &amp;');
    return at + (entity?.[0].length ?? 1);
  }
  let end = at;
  while (end < text.length && text[end] !== '<' && text[end] !== '&') end++;
  if (open.length === 0 && text.slice(at, end).trim() !== '')
    fault(reading, at, end, 'text stands outside the element');
  return end;
}

function readMarkup(reading: Reading, at: number): number {
  const { text, open } = reading;
  const skipped = match(SKIPPED, text, at);
  if (skipped !== null) return at + skipped[0].length;
  const closing = match(CLOSING, text, at);
  if (closing !== null) {
    const end = at + closing[0].length;
    const opened = open.pop();
    if (opened?.name !== closing[1]) {
      fault(reading, at, end, opened === undefined ? 'nothing is open here' : `<${opened.name}> is to be closed first`);
    }
    if (open.length === 0) reading.insertAt ??= at;
    return end;
  }
  const opening = match(OPENING, text, at);
  if (opening === null) {
    fault(reading, at, Math.min(text.length, at + 1), 'this begins no tag that can be read');
    return at + 1;
  }
  const end = at + opening[0].length;
  if (open.length === 0 && ++reading.roots > 1) fault(reading, at, end, 'the line holds more than one root element');
  if (opening[3] === '') open.push({ name: opening[1] ?? '', start: at, end });
  return end;
}

/** Whether a place in well-formed text is within a tag. */
function inAttribute(text: string, at: number): boolean {
  return text.lastIndexOf('<', at) > text.lastIndexOf('>', at);
}

function fault(reading: Reading, start: number, end: number, message: string): void {
  reading.faults.push({ start, end, message, fatal: true });
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
