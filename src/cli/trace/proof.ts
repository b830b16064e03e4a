import { shorten, visible } from '../../../reports/visible-text.ts';
import { explain } from '../../engine/judge.ts';
import type { TrailDelivery } from '../../semantics/event-delivery/delivery.ts';
import type { Destination } from '../../semantics/event-delivery/destination.ts';
import { knownValue } from '../../semantics/event-delivery/reading.ts';
import type { Step } from '../../semantics/event-delivery/step.ts';
import type { Ternary } from '../../semantics/event-delivery/ternary.ts';
import type { TracedEvent } from '../../semantics/event-delivery/traced-event.ts';
import type { TracedDelivery } from './simulators.ts';

/** More than a selector's longest value (2,048 characters) with the words around it. */
const LONGEST_LINE = 2_400;

/** One event with the whole proof, for people; every text of the record and of AWS is made visible. */
export function proof({ event, delivery }: TracedDelivery): string {
  const lines = [
    `Delivered: ${delivery.outcome}`,
    ...eventLines(event),
    '',
    ...delivery.steps.flatMap((step) => stepLines(step, '')),
    ...(delivery.trails.length === 0 && delivery.steps.length === 0 ? ['No trail reaches the account.'] : []),
    ...delivery.trails.flatMap(trailLines),
    ...delivery.trails
      .filter(({ outcome }) => outcome !== 'no')
      .flatMap((trail) => destinationLines(trail, delivery.outcome)),
  ];
  return `${lines.map((line) => shorten(visible(line), LONGEST_LINE)).join('\n')}\n`;
}

function eventLines(event: TracedEvent): readonly string[] {
  const { fields, caller } = event;
  const access = knownValue(fields.readOnly);
  const kind = access === null ? 'read or write not known' : access === 'true' ? 'read' : 'write';
  const errorCode = knownValue(fields.errorCode);
  return [
    `Event:     ${knownValue(fields.eventName) ?? '?'} of ${knownValue(fields.eventSource) ?? '?'} (${kind}; ${event.categories.join(' or ')})`,
    `Where:     account ${knownValue(event.account) ?? '?'}, ${knownValue(event.region) ?? 'region not known'}${event.time === null ? '' : `, at ${event.time}`}`,
    ...(caller === null ? [] : [`Caller:    ${caller.words}`]),
    ...(errorCode === null ? [] : [`Failed:    with ${errorCode}; what was asked for did not happen`]),
  ];
}

function trailLines({ name, arn, outcome, steps }: TrailDelivery): readonly string[] {
  return [`Trail ${name}: ${outcome} (${arn})`, ...steps.flatMap((step) => stepLines(step, '  '))];
}

function stepLines({ outcome, words, because }: Step, indent: string): readonly string[] {
  return [
    `${indent}${outcome.padEnd(7)}  ${words}`,
    ...because.map((missing) => `${indent}         ${explain(missing)}`),
  ];
}

function destinationLines({ name, outcome, destination }: TrailDelivery, ofAll: Ternary): readonly string[] {
  const { logGroupArn, logGroupError, snsTopicArn, topicError } = destination;
  return [
    '',
    `${outcome === 'yes' && ofAll === 'yes' ? 'Lands' : 'Would land'} through ${name}:`,
    `  ${placeOf(destination)}`,
    ...(logGroupArn === null ? [] : [`  log group ${logGroupArn}${errorInWords(logGroupError)}`]),
    ...(snsTopicArn === null ? [] : [`  a notice to ${snsTopicArn}${errorInWords(topicError)}`]),
    `  ${custodyInWords(destination)}`,
  ];
}

/** Such as `s3://audit-logs/AWSLogs/111122223333/CloudTrail/eu-west-1/`. */
export function placeOf({ bucket, folder }: Destination): string {
  return bucket === null ? 'a bucket that AWS did not name' : `s3://${bucket}/${folder}`;
}

function custodyInWords({ custody, trailOwner }: Destination): string {
  return custody === 'central'
    ? `kept centrally: a trail of account ${trailOwner} for the organization`
    : 'kept by a trail of the account itself; the bucket may be in another account';
}

function errorInWords(error: string | null): string {
  return error === null ? '' : `, which last failed with ${error}`;
}
