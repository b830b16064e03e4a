import { describe, expect, test } from 'vitest';
import { allPages } from '../../src/collect/pages.ts';

/** Pages as a server gives them, by the token that asks for each. */
function pages(answer: (token: string | undefined) => { items?: readonly number[]; next?: string }) {
  return allPages(async (token) => ({ items: answer(token).items, next: answer(token).next }));
}

describe('all pages of an answer', () => {
  test('are put together in order, over an empty page', async () => {
    const answers: Record<string, { items?: readonly number[]; next?: string }> = {
      '': { items: [1, 2], next: 'a' },
      a: { items: [], next: 'b' },
      b: { items: [3], next: '' },
    };
    expect(await pages((token) => answers[token ?? ''] ?? {})).toEqual([1, 2, 3]);
  });

  test.each([
    ['the first', () => ({})],
    ['a later one', (token: string | undefined) => (token === undefined ? { items: [1], next: 'a' } : {})],
  ])('are an error where %s has no list', async (_, answer) => {
    await expect(pages(answer)).rejects.toThrow('the answer has no list of items');
  });

  test.each([
    ['a token that comes back', () => ({ items: [1], next: 'same' })],
    ['tokens that are new each time, without an item', countingTokens([])],
    ['tokens that are new each time, with items', countingTokens([1])],
  ])('that never end because of %s are an error', async (_, answer) => {
    await expect(pages(answer)).rejects.toThrow('the pages of this answer never end');
  });
});

function countingTokens(items: readonly number[]) {
  return (token: string | undefined) => ({ items, next: String(Number(token ?? 0) + 1) });
}
