import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asciiJson } from '../../reports/ascii-json.ts';

test('whatever it is, it is one line of ASCII that is read as the same', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
      const text = asciiJson(value);
      expect(text).toMatch(/^[\x20-\x7e]*$/);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('a character outside the basic plane is written as its two halves, and a half alone is replaced', () => {
  expect(asciiJson('😀 \u2028')).toBe('"\\ud83d\\ude00 \\u2028"');
  expect(asciiJson('\ud83d')).toBe('"\\ufffd"');
});
