import type { AccountId } from '../../model/target.ts';

/** Members of a report that hold as many items as there are accounts, and more. */
export const LISTS = ['coverage', 'findings', 'matrix'] as const;
export type ListName = (typeof LISTS)[number];

/** What is read of a report besides its lists. */
export const MEMBERS = ['schemaVersion', 'tool', 'scan', 'rules', 'summary'] as const;
export type MemberName = (typeof MEMBERS)[number];

export interface Item {
  readonly accountId: AccountId;
}

/** The items of a list. In the order of a report: one account after the other. */
export interface Items {
  /** Each once, in the order in which they come first. */
  readonly accountIds: readonly AccountId[];
  of(accountId: AccountId): readonly Item[];
  all(): Iterable<Item>;
}

/** A report file as data, however it is laid out. */
export interface Content {
  readonly members: ReadonlyMap<MemberName, unknown>;
  readonly lists: ReadonlyMap<ListName, Items>;
}

/** Looks at each part of a file once, as it is read. Both throw a Failure for what no report holds. */
export interface Examiner {
  member(name: MemberName, value: unknown): void;
  /** `where` tells a person which one it is. */
  item(list: ListName, value: unknown, where: string): Item;
}

/** Whether items come as in a report: by account, after those of the organization, which carry one of the accounts. */
export function inReportOrder(runs: readonly Item[]): boolean {
  return runs.every(({ accountId }, index) => index < 2 || (runs[index - 1]?.accountId ?? '') < accountId);
}
