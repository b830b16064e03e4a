import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packer, unpack, unpackOne } from '../../../reports/html/columns.ts';

const ITEMS = fc.array(
  fc.record({ name: fc.constantFrom('audit', 'payments'), at: fc.jsonValue(), list: fc.array(fc.nat(3)) }),
);

test('what is packed and written as JSON comes back whole and in order', () => {
  fc.assert(
    fc.property(ITEMS, (items) => {
      const list = packer<(typeof items)[number]>();
      for (const item of items) list.add(item);
      const read = JSON.parse(JSON.stringify(list.packed()));
      const expected = JSON.parse(JSON.stringify(items));
      expect(unpack(read)).toEqual(expected);
      expect(expected.map((_: unknown, index: number) => unpackOne(read, index))).toEqual(expected);
      expect(unpackOne(read, items.length)).toBeUndefined();
    }),
  );
});

test('each distinct value is held and counted once', () => {
  const list = packer<{ readonly trail: string; readonly number: number }>();
  for (let number = 0; number < 100; number += 1) list.add({ trail: 'audit', number });
  expect(list.packed()).toEqual({
    trail: { values: ['audit'], at: Array(100).fill(0) },
    number: Array.from({ length: 100 }, (_, number) => number),
  });
  expect(list.characters).toBe('"audit"'.length + 10 + 90 * 2);
});
