import type { Fact, Facts } from '../../../src/model/verdict.ts';
import { counted } from '../../words.ts';
import { h } from './dom.ts';
import { countOf, recordOf, recordsOf, textOf } from './shape.ts';

/** The facts that this view shows. */
export const PROOF_FACTS = ['proof'] as const;

const SIGNS: Readonly<Record<string, readonly [sign: string, words: string]>> = {
  yes: ['✓', 'yes'],
  no: ['×', 'no'],
  unknown: ['?', 'not known'],
};

/** Why an event is not delivered: what each trail makes of it, step by step. */
export function proofView({ proof }: Facts): readonly HTMLElement[] | null {
  const told = recordOf(proof);
  if (told === null) return null;
  const verdict = told.delivered === 'no' ? 'are not delivered' : 'are perhaps not delivered';
  const trails = recordsOf(told.trails).map(({ name, arn, outcome, steps }) =>
    h(
      'li',
      {},
      h('p', {}, answer(outcome), h('strong', {}, textOf(name) ?? ''), ' ', h('code', {}, textOf(arn) ?? '')),
      stepList(steps),
    ),
  );
  const more = countOf(told.moreTrails);
  return [
    h('h4', {}, 'Proof by example'),
    h('p', {}, `${textOf(told.event) ?? 'Some events'} ${verdict}:`),
    stepList(told.steps),
    trails.length === 0
      ? h('p', {}, 'No trail reaches the account.')
      : h('ol', { class: 'proof' }, trails, more > 0 ? h('li', {}, `and ${counted(more, 'more trail')}`) : null),
  ];
}

function stepList(steps: Fact | undefined): HTMLElement {
  const items = recordsOf(steps).map(({ outcome, words }) =>
    h('li', {}, answer(outcome), h('span', {}, textOf(words) ?? '')),
  );
  return h('ul', { class: 'steps' }, items);
}

function answer(outcome: Fact | undefined): HTMLElement {
  const [sign, words] = SIGNS[textOf(outcome) ?? ''] ?? ['?', 'not known'];
  return h(
    'span',
    { class: `answer ${textOf(outcome) === 'yes' ? 'yes' : textOf(outcome) === 'no' ? 'no' : 'unsure'}` },
    h('span', { 'aria-hidden': 'true' }, sign),
    h('span', { class: 'quiet' }, `${words}: `),
  );
}
