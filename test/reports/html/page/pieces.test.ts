import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pieces } from '../../../../reports/html/page/pieces.ts';

const TEXT = '{"ip":"$context.ip","who":"$context.user"}';

function place(part: string) {
  const start = TEXT.indexOf(part);
  return { message: `${part} is no variable`, start, end: start + part.length };
}

test('a format is cut where problems begin and end', () => {
  expect(pieces(TEXT, [place('$context.ip'), place('$context.user')])).toEqual([
    { text: '{"ip":"', marks: [] },
    { text: '$context.ip', marks: [1] },
    { text: '","who":"', marks: [] },
    { text: '$context.user', marks: [2] },
    { text: '"}', marks: [] },
  ]);
});

test('problems that overlap share a piece', () => {
  const inner = { message: 'inner', start: 8, end: 12 };
  expect(pieces(TEXT, [place('$context.ip'), inner]).map(({ marks }) => marks)).toContainEqual([1, 2]);
});

test('what is wrong with the whole format marks nothing in it', () => {
  expect(pieces(TEXT, [{ message: 'no request id', start: 0, end: TEXT.length }])).toEqual([{ text: TEXT, marks: [] }]);
});

test('whatever the places are, the pieces are the text', () => {
  const number = fc.integer({ min: -5, max: 60 });
  const places = fc.array(fc.record({ message: fc.string(), start: number, end: number }), { maxLength: 5 });
  fc.assert(
    fc.property(places, (some) => {
      expect(
        pieces(TEXT, some)
          .map(({ text }) => text)
          .join(''),
      ).toBe(TEXT);
    }),
  );
});
