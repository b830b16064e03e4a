import { expect, test } from 'vitest';
import { remembering } from '../../src/semantics/remember.ts';

test('a text is computed once', () => {
  const asked: string[] = [];
  const lengthOf = remembering((text) => {
    asked.push(text);
    return { length: text.length };
  });
  expect([lengthOf('orders'), lengthOf('orders'), lengthOf('pets')].map(({ length }) => length)).toEqual([6, 6, 4]);
  expect(asked).toEqual(['orders', 'pets']);
});

test('a negative answer is remembered too', () => {
  let asked = 0;
  const isShort = remembering((text) => {
    asked += 1;
    return text.length < 5;
  });
  expect([isShort('payments'), isShort('payments')]).toEqual([false, false]);
  expect(asked).toBe(1);
});

test('too many texts do not fill the memory: the first is then computed anew', () => {
  const asked: string[] = [];
  const remembered = remembering((text) => {
    asked.push(text);
    return { text };
  });
  for (let index = 0; index < 10_000; index += 1) remembered(`stage-${index}`);
  expect(remembered('stage-0')).toEqual({ text: 'stage-0' });
  expect(asked.filter((text) => text === 'stage-0')).toHaveLength(2);
});
