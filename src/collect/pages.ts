/**
 * All items of a paginated answer. AWS may send empty pages with a token; a token that comes back unchanged would
 * never end, and is an error.
 */
export async function allPages<Item>(
  page: (
    token: string | undefined,
  ) => Promise<{ readonly items: readonly Item[] | undefined; readonly next: string | undefined }>,
): Promise<readonly Item[]> {
  const all: Item[] = [];
  const used = new Set<string>();
  for (let token: string | undefined; ; ) {
    const { items, next } = await page(token);
    all.push(...(items ?? []));
    if (next === undefined || next === '') return all;
    if (used.has(next)) throw new Error('the pages of this answer never end: a page token came back twice');
    used.add(next);
    token = next;
  }
}
