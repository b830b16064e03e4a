import type { Fact } from '../../../src/model/verdict.ts';
import type { Child } from './dom.ts';
import { h } from './dom.ts';

/** Data as nested lists: names with their values, and lists in order. */
export function factTree(fact: Fact): HTMLElement {
  if (Array.isArray(fact)) {
    if (fact.length === 0) return plain('none');
    return h(
      'ul',
      { class: fact.every((item) => typeof item !== 'object') ? 'facts flat' : 'facts' },
      fact.map((item) => h('li', {}, factTree(item))),
    );
  }
  if (typeof fact === 'object' && fact !== null) {
    const entries = Object.entries(fact as Readonly<Record<string, Fact>>);
    if (entries.length === 0) return plain('none');
    return h(
      'dl',
      { class: 'facts' },
      entries.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', { class: 'fact' }, factTree(value)))),
    );
  }
  if (typeof fact === 'string') return h('code', { class: 'text' }, fact === '' ? '""' : fact);
  return plain(fact === null ? 'none' : String(fact));
}

function plain(text: Child): HTMLElement {
  return h('span', { class: 'value' }, text);
}
