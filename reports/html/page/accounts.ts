import { counted } from '../../words.ts';
import { h } from './dom.ts';
import type { Names } from './names.ts';

/** What a line of a map is called: its account, or how many share it. */
export function calledTogether(accounts: readonly string[], names: Names): string {
  return accounts.length === 1 ? names.account(accounts[0] ?? '') : counted(accounts.length, 'account');
}

/** The same as the head of the line; several accounts can be listed. */
export function accountsHead(accounts: readonly string[], names: Names): HTMLElement {
  if (accounts.length === 1) return accountHead(accounts[0] ?? '', names);
  const list = accounts.map((id) => h('li', {}, names.account(id)));
  return h('details', {}, h('summary', {}, calledTogether(accounts, names)), h('ul', {}, list));
}

function accountHead(id: string, names: Names): HTMLElement {
  const name = names.accountShort(id);
  return h(
    'span',
    { class: 'account' },
    name === id ? null : h('strong', {}, name),
    h('code', { class: name === id ? null : 'id' }, id),
  );
}
