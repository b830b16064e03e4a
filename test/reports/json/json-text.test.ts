import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonStream, jsonText } from '../../../reports/json-text.ts';

async function joined(value: unknown): Promise<string> {
  let text = '';
  for await (const piece of jsonStream(value)) text += piece;
  return text;
}

async function* each<T>(items: readonly T[]): AsyncIterable<T> {
  yield* items;
}

function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd');
}

describe('JSON text', () => {
  test('reads back as what was written, with lone surrogates replaced, in values and in names', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(fc.integer({ min: 0, max: 0xffff })), (head, units) => {
        const text = head + String.fromCharCode(...units);
        expect(JSON.parse(jsonText({ [`name ${text}`]: text }))).toEqual({
          [`name ${wellFormed(text)}`]: wellFormed(text),
        });
      }),
    );
  });

  test('leaves a backslash before what looks like a surrogate as it was', () => {
    expect(JSON.parse(jsonText('\\ud800'))).toBe('\\ud800');
    expect(JSON.parse(jsonText('\\\ud800'))).toBe('\\\ufffd');
  });

  test('in pieces is the same value as in one, streams being arrays', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue()), fc.jsonValue(), async (items, other) => {
        const text = await joined({ first: other, nested: [{ items: each(items) }], last: other });
        expect(JSON.parse(text)).toEqual(
          JSON.parse(JSON.stringify({ first: other, nested: [{ items }], last: other })),
        );
      }),
    );
  });

  test('has one element of a stream on each line, and everything else indented', async () => {
    expect(await joined({ name: { first: 1 }, items: each([{ a: [1, 2] }, 'text']), none: each([]) })).toBe(
      ['{', '  "name": {', '    "first": 1', '  },', '  "items": [', '    {"a":[1,2]},', '    "text"', '  ],']
        .concat(['  "none": []', '}'])
        .join('\n'),
    );
  });
});
