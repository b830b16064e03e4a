import type {
  AdvancedEventSelector,
  BasicEventSelector,
  FieldSelector,
  TrailSelectors,
} from '../../model/cloudtrail.ts';
import { DESELECT_OPERATORS, SELECT_OPERATORS } from '../../model/cloudtrail.ts';

/** Management events that satisfy every condition. Not `certain`: it may be fewer, or none. */
export interface Clause {
  readonly fields: readonly FieldSelector[];
  readonly certain: boolean;
}

/** What a trail without selectors records (CloudTrail User Guide, logging-management-events-with-cloudtrail). */
export const EVERY_MANAGEMENT_EVENT: Clause = { fields: [], certain: true };

/**
 * Fields of management events that a selector can name. CreateTrail allows fewer of them than an event data store
 * (API Reference, AdvancedFieldSelector); what is found is evaluated all the same.
 */
const MANAGEMENT_FIELDS: ReadonlySet<string> = new Set([
  'readOnly',
  'eventSource',
  'eventName',
  'eventType',
  'sessionCredentialFromConsole',
  'userIdentity.arn',
]);

/** Fields that only data events have. */
const DATA_FIELDS: ReadonlySet<string> = new Set(['resources.type', 'resources.ARN']);

/** The management events that a trail's selectors choose, as alternatives. */
export function managementClauses({ basic, advanced }: TrailSelectors): readonly Clause[] {
  if (basic.length === 0 && advanced.length === 0) return [EVERY_MANAGEMENT_EVENT];
  const clauses = [...basic.flatMap(fromBasic), ...advanced.flatMap(fromAdvanced)];
  // PutEventSelectors replaces one kind by the other, so that no answer should have both.
  const oneKind = basic.length === 0 || advanced.length === 0;
  return oneKind ? clauses : clauses.map((clause) => ({ ...clause, certain: false }));
}

/**
 * Whether a value satisfies a condition: some select operator matches, if there is any, and no deselect operator does
 * (User Guide, filtering-data-events). Assumed, since AWS does not say: letter case counts.
 */
export function admits(condition: FieldSelector, value: string): boolean {
  const selects = SELECT_OPERATORS.some((operator) => condition[operator].length > 0);
  const selected =
    condition.equals.includes(value) ||
    condition.startsWith.some((prefix) => value.startsWith(prefix)) ||
    condition.endsWith.some((suffix) => value.endsWith(suffix));
  const deselected =
    condition.notEquals.includes(value) ||
    condition.notStartsWith.some((prefix) => value.startsWith(prefix)) ||
    condition.notEndsWith.some((suffix) => value.endsWith(suffix));
  return (!selects || selected) && !deselected;
}

function fromBasic(selector: BasicEventSelector): readonly Clause[] {
  if (!selector.includeManagementEvents) return [];
  const fields: FieldSelector[] = [];
  if (selector.readWriteType !== 'All') {
    fields.push(condition('readOnly', { equals: [selector.readWriteType === 'ReadOnly' ? 'true' : 'false'] }));
  }
  if (selector.excludeManagementEventSources.length > 0) {
    fields.push(condition('eventSource', { notEquals: selector.excludeManagementEventSources }));
  }
  return [{ fields, certain: true }];
}

function fromAdvanced({ fields }: AdvancedEventSelector): readonly Clause[] {
  const categories = fields.filter(({ field }) => field === 'eventCategory');
  const others = fields.filter(({ field }) => field !== 'eventCategory');
  if (!categories.every((category) => admits(category, 'Management'))) return [];
  if (categories.length === 0 && others.some(({ field }) => DATA_FIELDS.has(field))) return [];
  const known = others.filter(({ field }) => MANAGEMENT_FIELDS.has(field));
  // AWS wants eventCategory, with Equals alone. A condition that we cannot evaluate may let everything through.
  const certain = categories.some(({ equals }) => equals.includes('Management')) && known.length === others.length;
  return [{ fields: known, certain }];
}

const NO_VALUES = Object.fromEntries(
  [...SELECT_OPERATORS, ...DESELECT_OPERATORS].map((operator) => [operator, []]),
) as unknown as Omit<FieldSelector, 'field'>;

/** A condition on a field; operators that are left out have no values. */
export function condition(field: string, operators: Partial<Omit<FieldSelector, 'field'>>): FieldSelector {
  return { field, ...NO_VALUES, ...operators };
}
