import { CHANGES } from '../../../src/model/comparison.ts';
import { CHANGE_LABELS, clauseKey, compareClauses, frameworkOf } from '../../labels.ts';
import { shorten } from '../../visible-text.ts';
import { h } from './dom.ts';
import type { ListedFinding } from './load.ts';
import type { Names } from './names.ts';
import type { View } from './view.ts';
import { GROUPINGS, ORDERS } from './view.ts';

export interface PickerContent {
  readonly findings: readonly ListedFinding[];
  readonly names: Names;
  /** Whether findings have a change to pick. */
  readonly compared: boolean;
}

interface Picker {
  readonly element: HTMLElement;
  sync(view: View): void;
}

type Option<V extends string = string> = readonly [value: V, label: string];

/** A menu for each part of the view that has one value. */
export function pickers(content: PickerContent, change: (part: Partial<View>) => void): readonly Picker[] {
  const { names, findings, compared } = content;
  const ruleIds = [...names.rules, ...findings.map(({ ruleId }) => ruleId)];
  const accountIds = [...names.accounts, ...findings.map(({ accountId }) => accountId)];
  const rules = options('All rules', ruleIds, (id) => names.rule(id)?.title ?? id);
  const accounts = options('All accounts', accountIds, names.account);
  const regionNames = findings.map(({ region }) => names.region(region));
  const regions = options('All regions', regionNames);
  const changes: readonly Option<View['change']>[] = [
    ['', 'All'],
    ...CHANGES.map((name): Option<typeof name> => [name, CHANGE_LABELS[name]]),
  ];
  const groupings = GROUPINGS.map((name): Option<typeof name> => [name, name === 'none' ? 'No groups' : `By ${name}`]);
  const orders = ORDERS.map((name): Option<typeof name> => [name, name === 'severity' ? 'Worst first' : `By ${name}`]);
  return [
    picker('Rule', rules, { read: ({ rule }) => rule, write: (rule) => change({ rule }) }),
    picker('Framework', frameworks(names), {
      read: ({ framework }) => framework,
      write: (framework) => change({ framework }),
    }),
    picker('Account', accounts, { read: ({ account }) => account, write: (account) => change({ account }) }),
    picker('Region', regions, { read: ({ region }) => region, write: (region) => change({ region }) }),
    ...(compared
      ? [picker('Change', changes, { read: (view) => view.change, write: (to) => change({ change: to }) })]
      : []),
    picker('Group', groupings, { read: ({ group }) => group, write: (group) => change({ group }) }),
    picker('Sort', orders, { read: ({ order }) => order, write: (order) => change({ order }) }),
  ];
}

function options(
  all: string,
  values: readonly string[],
  nameOf: (value: string) => string = String,
): readonly Option[] {
  return [['', all], ...[...new Set(values)].sort().map((value): Option => [value, nameOf(value)])];
}

/** Each framework as a whole, and its clauses after it. */
function frameworks({ controls }: Names): readonly Option[] {
  const labels = new Map(
    controls.flatMap((control): readonly Option[] => {
      const { key, label } = frameworkOf(control);
      return [
        [key, label],
        [clauseKey(control), `${label}, ${control.id}`],
      ];
    }),
  );
  return [['', 'All frameworks'], ...[...labels].sort(([, a], [, b]) => compareClauses(a, b))];
}

interface Binding<V extends string> {
  read(view: View): V;
  write(value: V): void;
}

function picker<V extends string>(
  label: string,
  choices: readonly (readonly [value: V, label: string])[],
  { read, write }: Binding<V>,
): Picker {
  const select = h(
    'select',
    {},
    choices.map(([value, text]) => h('option', { value }, shorten(text, 80))),
  );
  select.addEventListener('change', () => write(select.value as V));
  return {
    element: h('label', { class: 'picker' }, h('span', {}, label), select),
    sync(view) {
      select.value = read(view);
    },
  };
}
