import type { AccountId } from '../../model/target.ts';
import { callerOf } from './caller.ts';
import { possibleCategories } from './event-categories.ts';
import type { Reading } from './reading.ts';
import { ABSENT, known, knownValue, notKnown } from './reading.ts';
import { member, readingOf, requiredReading, textIn } from './record-members.ts';
import type { EventField, EventResource, TracedEvent } from './traced-event.ts';
import { EVENT_FIELDS } from './traced-event.ts';

/** More resources than this are not looked at: no record of 256 KB has them. */
const MOST_RESOURCES = 5_000;

/**
 * A CloudTrail record (CloudTrail User Guide, record contents) as far as delivery depends on it. Takes any value and
 * never throws: what is missing or misshapen is not known. `account` is whose a record is that does not say so, as
 * those before version 1.02.
 */
export function eventFromRecord(record: unknown, account: AccountId | null = null): TracedEvent {
  const shape = typeof record === 'object' && record !== null && !Array.isArray(record) ? record : {};
  const fields = fieldsOf(shape);
  return {
    eventId: textIn(shape, 'eventID'),
    time: textIn(shape, 'eventTime'),
    account:
      account === null || isThere(shape, 'recipientAccountId')
        ? shapedLike(requiredReading(shape, 'recipientAccountId'), /^\d{12}$/, 'recipientAccountId')
        : known(account),
    region: shapedLike(requiredReading(shape, 'awsRegion'), /^[a-z]{2,}(-[a-z]+)+-\d+$/, 'awsRegion'),
    categories: categoriesOf(shape, knownValue(fields.eventSource), knownValue(fields.eventName)),
    fields,
    resources: resourcesOf(shape),
    invokedBy: readingOf(member(shape, 'userIdentity'), 'invokedBy'),
    endpoint: endpointOf(shape),
    caller: callerOf(shape),
    flaws: flawsOf(shape, fields),
    hypothetical: false,
  };
}

function fieldsOf(record: object): TracedEvent['fields'] {
  const identity = member(record, 'userIdentity');
  return {
    eventSource: requiredReading(record, 'eventSource'),
    eventName: requiredReading(record, 'eventName'),
    readOnly: readOnlyOf(record),
    eventType: requiredReading(record, 'eventType'),
    errorCode: readingOf(record, 'errorCode'),
    vpcEndpointId: readingOf(record, 'vpcEndpointId'),
    'userIdentity.arn':
      typeof identity === 'object' && identity !== null
        ? readingOf(identity, 'arn')
        : notKnown('the record has no userIdentity'),
    sessionCredentialFromConsole: consoleSession(record),
  };
}

/**
 * What no record of AWS's lacks or has. Old ones do lack some fields, and those of Insights and aggregated events most
 * (record contents).
 */
function flawsOf(record: object, fields: TracedEvent['fields']): readonly string[] {
  const category = readingOf(record, 'eventCategory');
  if (['Insight', 'Aggregated'].includes(knownValue(category) ?? '')) return [];
  const flawed = EVENT_FIELDS.filter((field) => {
    const lackable = LACKABLE.get(field);
    return lackable === undefined || isThere(record, lackable);
  });
  return [
    ...[...flawed.map((field) => fields[field]), category].flatMap((reading) =>
      reading.status === 'unknown' ? [reading.why] : [],
    ),
    ...(isThere(record, 'resources') && !isResourceList(member(record, 'resources'))
      ? ['resources is no list of resources']
      : []),
  ];
}

/** Fields that a record may lack although they are not known then, with the member that they are in. */
const LACKABLE: ReadonlyMap<EventField, string> = new Map([
  ['readOnly', 'readOnly'],
  ['eventType', 'eventType'],
  ['userIdentity.arn', 'userIdentity'],
]);

function isThere(record: object, name: string): boolean {
  const value = member(record, name);
  return value !== undefined && value !== null;
}

function shapedLike(reading: Reading, shape: RegExp, name: string): Reading {
  return reading.status === 'known' && !shape.test(reading.value)
    ? notKnown(`${name} is not shaped like one`)
    : reading;
}

/** Records before version 1.07 have no eventCategory, those before 1.06 no managementEvent either (record contents). */
function categoriesOf(record: object, eventSource: string | null, eventName: string | null): readonly string[] {
  const category = textIn(record, 'eventCategory');
  if (category !== null) return [category];
  const management = member(record, 'managementEvent');
  if (management === true || management === 'true') return ['Management'];
  if (textIn(record, 'eventType') === 'AwsVpceEvents') return ['NetworkActivity'];
  return management === false || management === 'false' ? ['Data'] : possibleCategories(eventSource, eventName);
}

/** Some published records have the text `true`. What a record without it counts as, AWS does not say. */
function readOnlyOf(record: object): Reading {
  if (!isThere(record, 'readOnly')) return notKnown('the record does not say whether the call reads or writes');
  const readOnly = member(record, 'readOnly');
  const text = String(typeof readOnly === 'boolean' || typeof readOnly === 'string' ? readOnly : '');
  return text === 'true' || text === 'false' ? known(text) : notKnown('readOnly is neither true nor false');
}

/** Only there where it is true (record contents). */
function consoleSession(record: object): Reading {
  const value = member(record, 'sessionCredentialFromConsole');
  if (value === undefined || value === null || value === false || value === 'false') return ABSENT;
  return value === true || value === 'true'
    ? known('true')
    : notKnown('sessionCredentialFromConsole is neither true nor false');
}

/** Not known where the record names none: what CloudTrail matched then does not show in the record. */
function resourcesOf(record: object): readonly EventResource[] | null {
  const list = member(record, 'resources');
  if (!isResourceList(list) || list.length === 0) return null;
  return list.map((each): EventResource => {
    const arn = textIn(each, 'ARN') ?? textIn(each, 'arn');
    const prefix = arn === null ? textIn(each, 'ARNPrefix') : null;
    return { type: textIn(each, 'type'), arn: arn ?? prefix, prefix: prefix !== null };
  });
}

function isResourceList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length <= MOST_RESOURCES;
}

/** STS says which endpoint was called, since requests to the global one are served elsewhere (IAM User Guide, STS endpoints). */
function endpointOf(record: object): TracedEvent['endpoint'] {
  const said = textIn(member(member(record, 'additionalEventData'), 'RequestDetails'), 'endpointType');
  if (said === 'global' || said === 'regional') return said;
  return textIn(member(record, 'tlsDetails'), 'clientProvidedHostHeader') === 'sts.amazonaws.com'
    ? 'global'
    : 'unknown';
}
