import { callerOf } from './caller.ts';
import { possibleCategories } from './event-categories.ts';
import { member, readingOf, requiredReading, textIn } from './record-members.ts';
import type { EventResource, Reading, TracedEvent } from './traced-event.ts';
import { ABSENT, known, notKnown, valueOf } from './traced-event.ts';

/** More resources than this are not looked at: no record of 256 KB has them. */
const MOST_RESOURCES = 5_000;

/**
 * A CloudTrail record (CloudTrail User Guide, record contents) as far as delivery depends on it. Takes any value and
 * never throws: what is missing or misshapen is not known.
 */
export function eventFromRecord(record: unknown): TracedEvent {
  const shape = typeof record === 'object' && record !== null && !Array.isArray(record) ? record : {};
  const identity = member(shape, 'userIdentity');
  const eventSource = requiredReading(shape, 'eventSource');
  const eventName = requiredReading(shape, 'eventName');
  return {
    eventId: textIn(shape, 'eventID'),
    time: textIn(shape, 'eventTime'),
    account: shapedLike(requiredReading(shape, 'recipientAccountId'), /^\d{12}$/, 'recipientAccountId'),
    region: shapedLike(requiredReading(shape, 'awsRegion'), /^[a-z]{2,}(-[a-z]+)+-\d+$/, 'awsRegion'),
    categories: categoriesOf(shape, valueOf(eventSource), valueOf(eventName)),
    fields: {
      eventSource,
      eventName,
      readOnly: readOnlyOf(shape),
      eventType: requiredReading(shape, 'eventType'),
      errorCode: readingOf(shape, 'errorCode'),
      vpcEndpointId: readingOf(shape, 'vpcEndpointId'),
      'userIdentity.arn': identity === undefined ? notKnown('the record has no userIdentity') : readingOf(identity, 'arn'),
      sessionCredentialFromConsole: consoleSession(shape),
    },
    resources: resourcesOf(member(shape, 'resources')),
    invokedBy: readingOf(identity, 'invokedBy'),
    endpoint: endpointOf(shape),
    caller: callerOf(shape),
    hypothetical: false,
  };
}

function shapedLike(reading: Reading, shape: RegExp, name: string): Reading {
  return reading.status === 'known' && !shape.test(reading.value) ? notKnown(`${name} is not shaped like one`) : reading;
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
  const readOnly = member(record, 'readOnly');
  if (readOnly === undefined || readOnly === null) {
    return notKnown('the record does not say whether the call reads or writes');
  }
  const text = String(typeof readOnly === 'boolean' || typeof readOnly === 'string' ? readOnly : '');
  return text === 'true' || text === 'false' ? known(text) : notKnown('readOnly is neither true nor false');
}

/** Only there where it is true (record contents). */
function consoleSession(record: object): Reading {
  const value = member(record, 'sessionCredentialFromConsole');
  if (value === undefined || value === null || value === false || value === 'false') return ABSENT;
  return value === true || value === 'true' ? known('true') : notKnown('sessionCredentialFromConsole is neither true nor false');
}

function resourcesOf(value: unknown): readonly EventResource[] | null {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || value.length > MOST_RESOURCES) return null;
  return value.map((each: unknown): EventResource => {
    const arn = textIn(each, 'ARN') ?? textIn(each, 'arn');
    const prefix = arn === null ? textIn(each, 'ARNPrefix') : null;
    return { type: textIn(each, 'type'), arn: arn ?? prefix, prefix: prefix !== null };
  });
}

/** STS says which endpoint was called, since requests to the global one are served elsewhere (IAM User Guide, STS endpoints). */
function endpointOf(record: object): TracedEvent['endpoint'] {
  const said = textIn(member(member(record, 'additionalEventData'), 'RequestDetails'), 'endpointType');
  if (said === 'global' || said === 'regional') return said;
  return textIn(member(record, 'tlsDetails'), 'clientProvidedHostHeader') === 'sts.amazonaws.com' ? 'global' : 'unknown';
}
