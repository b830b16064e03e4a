import type { FieldSelector } from '../../model/cloudtrail.ts';
import type { Clause, SelectableCategory } from './management-clauses.ts';
import { admits, deselects, isSelective, selects } from './management-clauses.ts';
import type { Reading } from './reading.ts';
import type { SelectorClauses, SelectorName } from './selector-clauses.ts';
import type { Ternary } from './ternary.ts';
import type { EventField, EventResource, TracedEvent } from './traced-event.ts';

/** Why a selector does not, or perhaps not, choose an event: the condition, or that AWS documents no such selector. */
export type Obstacle =
  | { readonly kind: 'condition'; readonly conditions: readonly FieldSelector[] }
  | { readonly kind: 'other-category' }
  | { readonly kind: 'undocumented' };

export interface SelectorDecision {
  readonly selector: SelectorName;
  readonly outcome: Ternary;
  /** Null where it chooses the event. */
  readonly obstacle: Obstacle | null;
}

const OTHER_CATEGORY: Obstacle = { kind: 'other-category' };
const UNDOCUMENTED: Obstacle = { kind: 'undocumented' };

/** Whether a selector chooses an event of a category: whether one of its alternatives does. */
export function decideSelector(
  { selector, clauses }: SelectorClauses,
  event: TracedEvent,
  category: SelectableCategory,
): SelectorDecision {
  let best: SelectorDecision = { selector, outcome: 'no', obstacle: OTHER_CATEGORY };
  for (const clause of clauses[category]) {
    const { outcome, obstacle } = decideClause(clause, event);
    if (outcome === 'yes') return { selector, outcome, obstacle };
    if (outcome === 'unknown' || best.obstacle === OTHER_CATEGORY) best = { selector, outcome, obstacle };
  }
  return best;
}

function decideClause({ fields, certain }: Clause, event: TracedEvent): Omit<SelectorDecision, 'selector'> {
  let doubt: Obstacle | null = certain ? null : UNDOCUMENTED;
  let concernsResources = false;
  for (const condition of fields) {
    if (isOnResources(condition)) {
      concernsResources = true;
      continue;
    }
    const outcome = decideCondition(condition, event.fields[condition.field as EventField]);
    if (outcome === 'no') return { outcome, obstacle: { kind: 'condition', conditions: [condition] } };
    if (outcome === 'unknown') doubt ??= { kind: 'condition', conditions: [condition] };
  }
  if (concernsResources) {
    const conditions = fields.filter(isOnResources);
    const outcome = decideResources(conditions, event.resources);
    if (outcome === 'no') return { outcome, obstacle: { kind: 'condition', conditions } };
    if (outcome === 'unknown') doubt ??= { kind: 'condition', conditions };
  }
  return { outcome: doubt === null ? 'yes' : 'unknown', obstacle: doubt };
}

function isOnResources({ field }: FieldSelector): boolean {
  return field === 'resources.type' || field === 'resources.ARN';
}

/**
 * Assumed, since AWS shows it only for sessionCredentialFromConsole: an event without the field fails select operators
 * and passes deselect operators.
 */
function decideCondition(condition: FieldSelector, reading: Reading): Ternary {
  switch (reading.status) {
    case 'known':
      return admits(condition, reading.value) ? 'yes' : 'no';
    case 'absent':
      return isSelective(condition) ? 'no' : 'yes';
    case 'unknown':
      return 'unknown';
  }
}

/**
 * Whether some element of `resources` has both the type and the ARN that are asked for. Where one element is chosen and
 * another of the type is left out by name, AWS does not say what becomes of the event.
 */
function decideResources(conditions: readonly FieldSelector[], resources: readonly EventResource[] | null): Ternary {
  if (resources === null) return 'unknown';
  const onType = conditions.filter(({ field }) => field === 'resources.type');
  const onArn = conditions.filter(({ field }) => field === 'resources.ARN');
  const fates = new Set(resources.map((resource) => fateOf(resource, onType, onArn)));
  if (fates.has('chosen')) return fates.has('left-out') ? 'unknown' : 'yes';
  return fates.has('doubted') ? 'unknown' : 'no';
}

function fateOf(
  { type, arn, prefix }: EventResource,
  onType: readonly FieldSelector[],
  onArn: readonly FieldSelector[],
): 'chosen' | 'left-out' | 'doubted' | 'other' {
  if (type === null) return 'doubted';
  if (!onType.every((condition) => admits(condition, type))) return 'other';
  if (onArn.length === 0) return 'chosen';
  if (arn === null || (prefix && !onArn.every((condition) => sparesPrefix(condition, arn)))) return 'doubted';
  if (onArn.some((condition) => deselects(condition, arn))) return 'left-out';
  return onArn.every((condition) => selects(condition, arn)) ? 'chosen' : 'other';
}

/** Whether a condition treats all ARNs that begin alike in the same way. */
function sparesPrefix({ equals, endsWith, notEquals, notEndsWith, ...rest }: FieldSelector, prefix: string): boolean {
  const goesOn = (value: string) => value.startsWith(prefix) && value !== prefix;
  return (
    [...equals, ...notEquals].every((value) => !value.startsWith(prefix)) &&
    endsWith.length + notEndsWith.length === 0 &&
    ![...rest.startsWith, ...rest.notStartsWith].some(goesOn)
  );
}
