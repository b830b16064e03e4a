import { Failure } from '../engine/failure.ts';
import type { Rule } from '../model/rule.ts';

/** The rules that some glob of `only` names (all where it is empty) and none of `skip`. Throws a usage Failure. */
export function chooseRules(rules: readonly Rule[], only: readonly string[], skip: readonly string[]): readonly Rule[] {
  const chosen = only.length === 0 ? rules : rules.filter(({ id }) => only.some((glob) => matches(glob, id)));
  for (const glob of [...only, ...skip]) {
    if (rules.some(({ id }) => matches(glob, id))) continue;
    throw new Failure('usage', `no rule is called ${glob}; see them with: trailgate rules`);
  }
  const left = chosen.filter(({ id }) => !skip.some((glob) => matches(glob, id)));
  if (left.length === 0) throw new Failure('usage', 'no rule is left by --rules and --skip-rules');
  return left;
}

/** `*` stands for anything, `?` for one character. */
function matches(glob: string, id: string): boolean {
  const pattern = glob
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${pattern}$`).test(id);
}
