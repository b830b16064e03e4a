import type { AdvancedEventSelector, BasicEventSelector, FieldSelector } from '../../model/cloudtrail.ts';
import { DESELECT_OPERATORS, SELECT_OPERATORS } from '../../model/cloudtrail.ts';

/** Events that satisfy every condition. Not `certain`: it may be fewer, or none. */
export interface Clause {
  readonly fields: readonly FieldSelector[];
  readonly certain: boolean;
}

/** The kinds of events that event selectors choose. */
export const SELECTABLE_CATEGORIES = ['Management', 'Data', 'NetworkActivity'] as const;
export type SelectableCategory = (typeof SELECTABLE_CATEGORIES)[number];

/** What a trail without selectors records (CloudTrail User Guide, logging-management-events-with-cloudtrail). */
export const EVERY_MANAGEMENT_EVENT: Clause = { fields: [], certain: true };

/**
 * The fields that a selector of each category can name (API Reference, AdvancedFieldSelector). Of management events
 * CreateTrail allows fewer of them than an event data store; what is found is evaluated all the same.
 */
const FIELDS: Readonly<Record<SelectableCategory, ReadonlySet<string>>> = {
  Management: new Set([
    'readOnly',
    'eventSource',
    'eventName',
    'eventType',
    'sessionCredentialFromConsole',
    'userIdentity.arn',
  ]),
  Data: new Set([
    'readOnly',
    'eventSource',
    'eventName',
    'eventType',
    'sessionCredentialFromConsole',
    'userIdentity.arn',
    'resources.type',
    'resources.ARN',
  ]),
  NetworkActivity: new Set(['eventSource', 'eventName', 'errorCode', 'vpcEndpointId', 'userIdentity.arn']),
};

/** The field that a selector of the category must name (API Reference, AdvancedFieldSelector). */
const REQUIRED_FIELD: Readonly<Record<SelectableCategory, string | null>> = {
  Management: null,
  Data: 'resources.type',
  NetworkActivity: 'eventSource',
};

/** Fields that only data events have. */
const DATA_FIELDS: ReadonlySet<string> = new Set(['resources.type', 'resources.ARN']);

/**
 * Whether a value satisfies a condition: some select operator matches, if there is any, and no deselect operator does
 * (User Guide, filtering-data-events). Assumed, since AWS does not say: letter case counts.
 */
export function admits(condition: FieldSelector, value: string): boolean {
  return selects(condition, value) && !deselects(condition, value);
}

/** Whether a condition has select operators, which an event without the field cannot match. */
export function isSelective({ equals, startsWith, endsWith }: FieldSelector): boolean {
  return equals.length > 0 || startsWith.length > 0 || endsWith.length > 0;
}

/** Whether some select operator matches, if there is any. */
export function selects(condition: FieldSelector, value: string): boolean {
  return (
    !isSelective(condition) ||
    condition.equals.includes(value) ||
    condition.startsWith.some((prefix) => value.startsWith(prefix)) ||
    condition.endsWith.some((suffix) => value.endsWith(suffix))
  );
}

/** Whether some deselect operator matches. */
export function deselects(condition: FieldSelector, value: string): boolean {
  return (
    condition.notEquals.includes(value) ||
    condition.notStartsWith.some((prefix) => value.startsWith(prefix)) ||
    condition.notEndsWith.some((suffix) => value.endsWith(suffix))
  );
}

/** The management events that a basic selector chooses. */
export function managementClausesOfBasic(selector: BasicEventSelector): readonly Clause[] {
  if (!selector.includeManagementEvents) return [];
  const fields = [...accessCondition(selector)];
  if (selector.excludeManagementEventSources.length > 0) {
    fields.push(condition('eventSource', { notEquals: selector.excludeManagementEventSources }));
  }
  return [{ fields, certain: true }];
}

/** What ReadWriteType asks of an event: it counts for management and data events alike (API Reference, EventSelector). */
export function accessCondition({ readWriteType }: BasicEventSelector): readonly FieldSelector[] {
  if (readWriteType === 'All') return [];
  return [condition('readOnly', { equals: [readWriteType === 'ReadOnly' ? 'true' : 'false'] })];
}

/** The events of a category that an advanced selector chooses: none or one alternative. */
export function clausesOfAdvanced({ fields }: AdvancedEventSelector, category: SelectableCategory): readonly Clause[] {
  const categories = fields.filter(({ field }) => field === 'eventCategory');
  const others = fields.filter(({ field }) => field !== 'eventCategory');
  if (!categories.every((each) => admits(each, category))) return [];
  const onlyData = categories.length === 0 && others.some(({ field }) => DATA_FIELDS.has(field));
  if (onlyData && category !== 'Data') return [];
  const known = others.filter(({ field }) => FIELDS[category].has(field));
  const required = REQUIRED_FIELD[category];
  // AWS wants eventCategory, with Equals alone. A condition that we cannot evaluate may let everything through.
  const certain =
    categories.some(({ equals }) => equals.includes(category)) &&
    known.length === others.length &&
    (required === null || known.some(({ field }) => field === required));
  return [{ fields: known, certain }];
}

const NO_VALUES = Object.fromEntries(
  [...SELECT_OPERATORS, ...DESELECT_OPERATORS].map((operator) => [operator, []]),
) as unknown as Omit<FieldSelector, 'field'>;

/** A condition on a field; operators that are left out have no values. */
export function condition(field: string, operators: Partial<Omit<FieldSelector, 'field'>>): FieldSelector {
  return { field, ...NO_VALUES, ...operators };
}
