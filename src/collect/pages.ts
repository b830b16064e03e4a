import { given } from './given.ts';

/** Far more than any account has: 500 APIs come on a page, 1,000 policies, 20 accounts. */
const MOST_PAGES = 10_000;
/** AWS may send an empty page with a token now and then, but not for ever. */
const MOST_EMPTY_PAGES = 100;

/** All items of a paginated answer. An answer that would never end is an error, and so is a page without its list. */
export async function allPages<Item>(
  page: (
    token: string | undefined,
  ) => Promise<{ readonly items: readonly Item[] | undefined; readonly next: string | undefined }>,
): Promise<readonly Item[]> {
  const all: Item[] = [];
  const used = new Set<string>();
  let empty = 0;
  for (let token: string | undefined; ; ) {
    const { items: listed, next } = await page(token);
    const items = given(listed, 'list of items');
    all.push(...items);
    if (next === undefined || next === '') return all;
    empty = items.length === 0 ? empty + 1 : 0;
    if (used.has(next) || used.size >= MOST_PAGES || empty >= MOST_EMPTY_PAGES) {
      throw new Error('the pages of this answer never end');
    }
    used.add(next);
    token = next;
  }
}
