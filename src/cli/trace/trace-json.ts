import { jsonText } from '../../../reports/json-text.ts';
import { knownValue } from '../../semantics/event-delivery/reading.ts';
import type { TracedDelivery } from './simulators.ts';

/**
 * Traced events for programs, in pieces: a list, in the order of the events. Null is what is not known. Characters that
 * a terminal would obey are JSON escapes; the line breaks are layout.
 */
export async function* traceJson(traced: readonly TracedDelivery[]): AsyncIterable<string> {
  for (const [index, each] of traced.entries()) {
    const text = jsonText(entry(each), 2).replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escaped);
    yield `${index === 0 ? '[\n' : ',\n'}${text}`;
  }
  yield traced.length === 0 ? '[]\n' : '\n]\n';
}

function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}

function entry({ event, delivery }: TracedDelivery) {
  const { fields } = event;
  const readOnly = knownValue(fields.readOnly);
  return {
    event: {
      id: event.eventId,
      time: event.time,
      source: knownValue(fields.eventSource),
      name: knownValue(fields.eventName),
      accountId: knownValue(event.account),
      region: knownValue(event.region),
      readOnly: readOnly === null ? null : readOnly === 'true',
      categories: event.categories,
      errorCode: knownValue(fields.errorCode),
      caller: event.caller,
    },
    delivered: delivery.outcome,
    steps: delivery.steps,
    trails: delivery.trails,
  };
}
