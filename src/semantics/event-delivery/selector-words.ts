import type { FieldOperator, FieldSelector } from '../../model/cloudtrail.ts';
import { DESELECT_OPERATORS, SELECT_OPERATORS } from '../../model/cloudtrail.ts';
import type { SelectorName } from './selector-clauses.ts';
import type { Obstacle, SelectorDecision } from './selector-decision.ts';
import type { EventField, TracedEvent } from './traced-event.ts';

/** Selectors and values beyond these are counted, not told. */
const MOST_SELECTORS = 5;
const MOST_VALUES = 3;

const OPERATORS: Readonly<Record<FieldOperator, string>> = {
  equals: 'is',
  startsWith: 'starts with',
  endsWith: 'ends with',
  notEquals: 'is not',
  notStartsWith: 'does not start with',
  notEndsWith: 'does not end with',
};

/** What selectors made of an event, in words: the one that chooses it alone, or why each does not. */
export function selectorsInWords(decisions: readonly SelectorDecision[], event: TracedEvent, kind: string): string {
  const chosen = decisions.find(({ outcome }) => outcome === 'yes');
  if (chosen !== undefined) return `${selectorInWords(chosen.selector)} chooses it`;
  const told = decisions
    .slice(0, MOST_SELECTORS)
    .map(({ selector, outcome, obstacle }) => {
      const verb = outcome === 'no' ? 'does not choose it' : 'perhaps chooses it';
      return `${selectorInWords(selector)} ${verb}: ${obstacleInWords(obstacle, event, kind)}`;
    })
    .join('; ');
  const more = decisions.length - MOST_SELECTORS;
  return more > 0 ? `${told}; and ${more} more` : told;
}

function selectorInWords({ kind, number, name }: SelectorName): string {
  if (kind === 'default') return 'the default of a trail without selectors';
  const called = name === null || name === '' ? '' : ` (${name})`;
  return `${kind} selector ${number}${called}`;
}

function obstacleInWords(obstacle: Obstacle | null, event: TracedEvent, kind: string): string {
  switch (obstacle?.kind) {
    case 'condition':
      return obstacle.conditions
        .map((condition) => `it asks that ${conditionInWords(condition)}, and ${fieldInWords(condition, event)}`)
        .join('; ');
    case 'undocumented':
      return 'AWS does not document a selector like it';
    default:
      return `it is not for ${kind} events`;
  }
}

function conditionInWords(condition: FieldSelector): string {
  const asked = [...SELECT_OPERATORS, ...DESELECT_OPERATORS]
    .filter((operator) => condition[operator].length > 0)
    .map((operator) => `${OPERATORS[operator]} ${valuesInWords(condition[operator])}`);
  return `${condition.field} ${asked.join(' and ')}`;
}

function valuesInWords(values: readonly string[]): string {
  const more = values.length - MOST_VALUES;
  const told = values.slice(0, MOST_VALUES).join(' or ');
  return more > 0 ? `${told} or ${more} more` : told;
}

function fieldInWords({ field }: FieldSelector, event: TracedEvent): string {
  if (field === 'resources.type' || field === 'resources.ARN') {
    const { resources } = event;
    if (resources === null) return 'the resources of the event are not known';
    const part = field === 'resources.type' ? 'type' : 'arn';
    const found = resources.flatMap((resource) => resource[part] ?? []);
    return found.length === 0 ? 'the event has none' : `it is ${valuesInWords([...new Set(found)])}`;
  }
  const reading = event.fields[field as EventField];
  switch (reading.status) {
    case 'known':
      return `it is ${reading.value}`;
    case 'absent':
      return 'the event has none';
    case 'unknown':
      return reading.why;
  }
}
