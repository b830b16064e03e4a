import type { Fact, Facts } from '../../../src/model/verdict.ts';
import { counted } from '../../words.ts';
import type { Child } from './dom.ts';
import { h } from './dom.ts';
import { countOf, recordsOf, textOf, textsOf } from './shape.ts';

/** The facts that this view shows. */
export const STATEMENT_FACTS = ['statements'] as const;

/** The statements of a role's policies that allow too much, with what is too much in them marked. */
export function statementsView({ statements }: Facts): readonly HTMLElement[] | null {
  const items = recordsOf(statements);
  if (items.length === 0) return null;
  return [h('h4', {}, 'Statements that allow too much'), h('ul', { class: 'statements' }, items.map(statement))];
}

function statement(facts: Readonly<Record<string, Fact>>): HTMLElement {
  const { policy, statement: label, effect, conditional, element, patterns, morePatterns } = facts;
  const actions = recordsOf(patterns).map(({ pattern, excess }) => {
    const code = h('code', {}, textOf(pattern) ?? '');
    return excess === true ? h('mark', { class: 'excess' }, code) : code;
  });
  const resources = textsOf(facts.resources).map((resource) => h('code', {}, resource));
  return h(
    'li',
    {},
    h('p', {}, h('code', {}, textOf(policy) ?? ''), ` · ${textOf(label) ?? ''}`),
    h(
      'dl',
      { class: 'statement' },
      entry('Effect', [`${textOf(effect) ?? ''}${conditional === true ? ', on a condition' : ''}`]),
      entry(textOf(element) ?? 'Action', [...actions, ...more(morePatterns)]),
      entry(textOf(facts.resourceElement) ?? 'Resource', [...resources, ...more(facts.moreResources)]),
    ),
  );
}

function entry(term: string, values: readonly Child[]): HTMLElement {
  return h(
    'div',
    {},
    h('dt', {}, term),
    h(
      'dd',
      {},
      values.map((value) => h('span', {}, value)),
    ),
  );
}

function more(count: Fact | undefined): readonly string[] {
  return countOf(count) > 0 ? [`and ${counted(countOf(count), 'other')}`] : [];
}
