import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shorten, visible } from '../../reports/visible-text.ts';

describe('visible text', () => {
  test.each([
    ['\u001b[31mred', '<U+001B>[31mred'],
    ['a\r\nb\tc', 'a<U+000D><U+000A>b<U+0009>c'],
    ['\u009b2J', '<U+009B>2J'],
    ['trail\u202egol.exe', 'trail<U+202E>gol.exe'],
    ['zero\u200bwidth\ufeff', 'zero<U+200B>width<U+FEFF>'],
    ['lone \ud83d half', 'lone <U+D83D> half'],
    ['tag \u{e0041}', 'tag <U+E0041>'],
    ['plain, Größe, 日本, 😀 <b>', 'plain, Größe, 日本, 😀 <b>'],
  ])('spells out what would be obeyed in %j', (text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  test('holds no control, format or separator character and no lone surrogate, whatever it is made from', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xffff })), (units) => {
        expect(visible(String.fromCharCode(...units))).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});

describe('shortened text', () => {
  test.each([
    ['payments', 8, 'payments'],
    ['payments', 7, 'paymen…'],
    ['😀😀', 4, '😀😀'],
    ['😀😀', 3, '😀…'],
    ['😀😀', 2, '…'],
  ])('of %s at %i is %s', (text, limit, short) => {
    expect(shorten(text, limit)).toBe(short);
  });
});
