import type { AccountId } from '../../model/target.ts';
import type { Content, Examiner, Item, Items } from './content.ts';
import { inReportOrder, LISTS, MEMBERS } from './content.ts';

/** Takes a report that was parsed as a whole, because something else than our own reporter has laid it out. */
export function contentOf(report: object, examiner: Examiner): Content {
  const given = new Map<string, unknown>(Object.entries(report));
  const members = MEMBERS.filter((name) => given.has(name)).map((name) => [name, given.get(name)] as const);
  for (const [name, value] of members) examiner.member(name, value);
  const lists = LISTS.flatMap((name) => {
    const values = given.get(name);
    if (!Array.isArray(values)) return [];
    const items = values.map((value: unknown, index) => examiner.item(name, value, `${name}[${index}]`));
    return [[name, itemsOf(items)] as const];
  });
  return { members: new Map(members), lists: new Map(lists) };
}

function itemsOf(items: readonly Item[]): Items {
  const runs = items.filter(({ accountId }, index) => items[index - 1]?.accountId !== accountId);
  const ordered = inReportOrder(runs)
    ? items
    : [...items].sort((a, b) => (a.accountId < b.accountId ? -1 : a.accountId > b.accountId ? 1 : 0));
  const byAccount = new Map<AccountId, Item[]>();
  for (const item of ordered) {
    const ofAccount = byAccount.get(item.accountId) ?? [];
    ofAccount.push(item);
    byAccount.set(item.accountId, ofAccount);
  }
  return {
    accountIds: [...byAccount.keys()],
    of: (accountId) => byAccount.get(accountId) ?? [],
    all: () => ordered,
  };
}
