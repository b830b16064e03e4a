import type { Fact } from '../../model/verdict.ts';
import type { Shortfall } from './sufficiency.ts';

/** The first log group and all that is missing there, and how many more there are. */
export function described(shortfalls: readonly Shortfall[]): string {
  const [first] = shortfalls;
  if (first === undefined) return '';
  const here = shortfalls.filter(({ group }) => group.arn === first.group.arn);
  const actions = here.map(({ action }) => action).join(', ');
  const more = new Set(shortfalls.map(({ group }) => group.arn)).size - 1;
  const others = more > 0 ? `, nor to ${more} more log group${more > 1 ? 's' : ''}` : '';
  return `do ${actions} on ${first.group.arn}, for ${first.group.what}${others}: ${first.why}`;
}

const IN_FACTS = 100;

/** The first of them as data. */
export function factsOf(shortfalls: readonly Shortfall[]): readonly Fact[] {
  return shortfalls
    .slice(0, IN_FACTS)
    .map(({ action, group, answer, why }) => ({ action, logGroup: group.arn, what: group.what, allowed: answer, why }));
}
