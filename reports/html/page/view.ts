import type { Change } from '../../../src/model/comparison.ts';
import { CHANGES } from '../../../src/model/comparison.ts';
import type { Outcome, Severity } from '../../../src/model/verdict.ts';
import { OUTCOMES, SEVERITIES } from '../../../src/model/verdict.ts';

export const GROUPINGS = ['none', 'rule', 'account', 'resource'] as const;
export type Grouping = (typeof GROUPINGS)[number];
export const ORDERS = ['severity', 'rule', 'account', 'region', 'resource'] as const;
export type Order = (typeof ORDERS)[number];

/** What is shown and how: all of it is kept in the address. */
export interface View {
  readonly query: string;
  readonly severities: readonly Severity[];
  readonly outcomes: readonly Outcome[];
  /** Empty: every rule, account or region. */
  readonly rule: string;
  readonly account: string;
  /** `global` stands for what no region holds. */
  readonly region: string;
  /** A framework such as `cis 7.0.0`, or one clause such as `cis 7.0.0 4.10`. */
  readonly framework: string;
  readonly change: Change | '';
  readonly group: Grouping;
  readonly order: Order;
  /** The fingerprint of the opened finding, or empty. */
  readonly finding: string;
}

export const DEFAULT_VIEW: View = {
  query: '',
  severities: SEVERITIES,
  outcomes: ['fail', 'unknown'],
  rule: '',
  account: '',
  region: '',
  framework: '',
  change: '',
  group: 'none',
  order: 'severity',
  finding: '',
};

/** Reads an address such as `#severity=high&q=orders`. What it does not say, or says wrongly, is as by default. */
export function parseView(hash: string): View {
  const said = new URLSearchParams(hash.replace(/^#/, ''));
  const text = (name: string) => said.get(name) ?? '';
  return {
    query: text('q'),
    severities: subset(said.get('severity'), SEVERITIES, DEFAULT_VIEW.severities),
    outcomes: subset(said.get('outcome'), OUTCOMES, DEFAULT_VIEW.outcomes),
    rule: text('rule'),
    account: text('account'),
    region: text('region'),
    framework: text('framework'),
    change: CHANGES.find((name) => name === text('change')) ?? DEFAULT_VIEW.change,
    group: GROUPINGS.find((name) => name === text('group')) ?? DEFAULT_VIEW.group,
    order: ORDERS.find((name) => name === text('sort')) ?? DEFAULT_VIEW.order,
    finding: text('finding'),
  };
}

/** The inverse of `parseView`; says only what differs from the default. */
export function formatView(view: View): string {
  const said = new URLSearchParams();
  const say = (name: string, value: string, byDefault: string) => {
    if (value !== byDefault) said.set(name, value);
  };
  say('q', view.query, DEFAULT_VIEW.query);
  say('severity', view.severities.join(), DEFAULT_VIEW.severities.join());
  say('outcome', view.outcomes.join(), DEFAULT_VIEW.outcomes.join());
  say('rule', view.rule, DEFAULT_VIEW.rule);
  say('account', view.account, DEFAULT_VIEW.account);
  say('region', view.region, DEFAULT_VIEW.region);
  say('framework', view.framework, DEFAULT_VIEW.framework);
  say('change', view.change, DEFAULT_VIEW.change);
  say('group', view.group, DEFAULT_VIEW.group);
  say('sort', view.order, DEFAULT_VIEW.order);
  say('finding', view.finding, DEFAULT_VIEW.finding);
  return `#${said}`;
}

/** In the order of `names`; an empty text is the empty set. */
function subset<T extends string>(text: string | null, names: readonly T[], byDefault: readonly T[]): readonly T[] {
  if (text === null) return byDefault;
  const wanted = text.split(',');
  const known = names.filter((name) => wanted.includes(name));
  return known.length === 0 && text !== '' ? byDefault : known;
}
