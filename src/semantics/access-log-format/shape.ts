import type { Check } from './judgement.ts';
import { judgementOf, wholeOf } from './judgement.ts';

/** The access-log template's quota of 3 KB, which AWS does not say in bytes (API Gateway quotas). */
const CERTAINLY_SHORT = 3000;
const CERTAINLY_LONG = 3072;

export const checkLength: Check = (format) => {
  const judgement = judgementOf('formats/too-long');
  const { text } = format;
  // At most three bytes of UTF-8 for each UTF-16 code unit.
  if (text.length * 3 <= CERTAINLY_SHORT) return judgement;
  const bytes = new TextEncoder().encode(text).length;
  if (text.length > CERTAINLY_LONG) {
    const place = { start: CERTAINLY_LONG, end: text.length };
    judgement.problem(place, `the format has ${text.length} characters; API Gateway takes 3 KB`);
  } else if (bytes > CERTAINLY_SHORT) {
    const message = `the format has ${text.length} characters in ${bytes} bytes; how API Gateway counts its 3 KB is not documented`;
    judgement.doubt(wholeOf(format), message);
  }
  return judgement;
};

/**
 * Line breaks within the format, which API Gateway refuses; it "must be single line, new line character is allowed
 * only at end of the format" (error of UpdateStage). On HTTP and WebSocket APIs a last one was refused as well, though
 * the page for WebSocket APIs allows it.
 */
export const checkLineBreaks: Check = ({ text, api }) => {
  const judgement = judgementOf('formats/line-break');
  if (!/[\r\n]|\\n\s*$/.test(text)) return judgement;
  const end = endWithout(text, '\r\n');
  for (const { index, 0: found } of text.slice(0, end).matchAll(/\r?\n|\r/g)) {
    const place = { start: index, end: index + found.length };
    if (found === '\r') judgement.doubt(place, 'whether API Gateway takes a carriage return is not documented');
    else judgement.problem(place, 'a line break within the format, which must be a single line');
  }
  const last = text.slice(end);
  if (last !== '' && !(api === 'rest' && last === '\n')) {
    judgement.doubt(
      { start: end, end: text.length },
      'whether API Gateway takes these line breaks at the end is not certain',
    );
  }
  if (contentEnd(text) < endWithout(text, WHITE)) {
    const place = { start: contentEnd(text), end: contentEnd(text) + 2 };
    judgement.doubt(
      place,
      'whether API Gateway reads a backslash and an n at the end as a line break is not documented',
    );
  }
  return judgement;
};

/** Where a line's content ends: before white space, and before a line break that is spelled `\n` as on AWS's pages. */
export function contentEnd(text: string): number {
  const end = endWithout(text, WHITE);
  return text.startsWith('\\n', end - 2) ? end - 2 : end;
}

const WHITE = ' \t\r\n';

function endWithout(text: string, characters: string): number {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end--;
  return end;
}

/** Too long to be a format by far, so that it is not worth much time. */
export function isHopeless(text: string): boolean {
  return text.length > 4 * CERTAINLY_LONG;
}

/** The content without line breaks and the indentation that follows them. */
export function oneLine(text: string): string {
  const lines = text.slice(0, contentEnd(text)).split(/[\r\n]/);
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');
}
