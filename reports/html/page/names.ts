import type { Control } from '../../../src/model/controls.ts';
import type { RuleDescription } from '../../../src/model/report.ts';
import { NO_REGION } from '../../labels.ts';
import type { PageAbout } from '../data.ts';

/** What ids are called in this report. */
export interface Names {
  readonly rules: readonly string[];
  readonly accounts: readonly string[];
  /** Of all rules, with repetition. */
  readonly controls: readonly Control[];
  rule(id: string): RuleDescription | null;
  /** Name and id, or the id alone. */
  account(id: string): string;
  /** The name, or the id. */
  accountShort(id: string): string;
  region(region: string | null): string;
  /** The heading of a group whose key may be a rule, an account or a resource. */
  group(key: string): string;
}

export function namesOf({ rules, accounts }: PageAbout): Names {
  const titles = new Map(rules.map((rule) => [rule.id as string, rule]));
  const called = new Map(accounts.map(({ id, name }) => [id, name]));
  const account = (id: string) => {
    const name = called.get(id) ?? null;
    return name === null || name === '' ? id : `${name} (${id})`;
  };
  return {
    rules: [...titles.keys()],
    accounts: [...called.keys()],
    controls: rules.flatMap(({ controls }) => controls),
    rule: (id) => titles.get(id) ?? null,
    account,
    accountShort: (id) => called.get(id) || id,
    region: (region) => region ?? NO_REGION,
    group: (key) => titles.get(key)?.title ?? account(key),
  };
}
