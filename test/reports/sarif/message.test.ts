import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { message } from '../../../reports/sarif/message.ts';
import { sentence } from '../../../reports/words.ts';

/** The grammar of an embedded link (SARIF 2.1.0, 3.11.6). */
const EMBEDDED_LINK = /\[(?:[^[\]\\]|\\[[\]\\])*\]\([^)]*\)/;

/** What a consumer shows: pairs of braces are braces; what is escaped stands for itself, where a link could be. */
function shown(text: string): string {
  const withBraces = text.replace(/\{\{|\}\}/g, (pair) => pair.charAt(0));
  return withBraces.includes('\\](') ? withBraces.replace(/\\([[\]\\])/g, '$1') : withBraces;
}

const hostile = fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '(', ')', '\\', '0', 'x', ' ') });

describe('a SARIF message', () => {
  test.each([
    ['the format is {"id":"$context.requestId"}', 'the format is {{"id":"$context.requestId"}}'],
    ['a placeholder {0}', 'a placeholder {{0}}'],
    ['[$context.requestTime] "$context.httpMethod"', '[$context.requestTime] "$context.httpMethod"'],
    ['back\\slash', 'back\\slash'],
    ['a link [x](javascript:alert(1))', 'a link \\[x\\](javascript:alert(1))'],
    ['\\[x](1)', '\\\\\\[x\\](1)'],
  ])('writes %s literally', (text, written) => {
    expect(message(text).text).toBe(written);
  });

  test('never holds a placeholder or an embedded link', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const written = message(text).text;
        expect(written.replace(/\{\{|\}\}/g, '')).not.toMatch(/[{}]/);
        expect(written).not.toMatch(EMBEDDED_LINK);
      }),
    );
  });

  test('shows what was to be shown', () => {
    fc.assert(
      fc.property(
        hostile.filter((text) => !text.includes('\\](')),
        (text) => {
          expect(shown(message(text).text)).toBe(text);
        },
      ),
    );
  });

  test('is a sentence', () => {
    expect(['log file validation is off', 'It is off.', 'Off?', ''].map(sentence)).toEqual([
      'log file validation is off.',
      'It is off.',
      'Off?',
      '.',
    ]);
  });
});
