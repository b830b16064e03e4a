import type { Reading } from './reading.ts';
import { ABSENT, known, notKnown } from './reading.ts';

/** A selector's value has at most this many characters (API Reference, AdvancedFieldSelector); AWS's fields have fewer. */
const LONGEST_TEXT = 2048;

/** An object's own member; undefined where it has none, or is no object. */
export function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}

/** An own member that is a text of a plausible length; null otherwise. */
export function textIn(value: unknown, name: string): string | null {
  const text = member(value, name);
  return typeof text === 'string' && text !== '' && text.length <= LONGEST_TEXT ? text : null;
}

/** A member of a record as a reading: null and nothing are absent, and what cannot be from AWS is not known. */
export function readingOf(value: unknown, name: string): Reading {
  const found = member(value, name);
  if (found === undefined || found === null) return ABSENT;
  if (typeof found !== 'string') return notKnown(`${name} is no text`);
  if (found.length > LONGEST_TEXT) return notKnown(`${name} has ${found.length} characters`);
  return known(found);
}

/** A member that every record has. */
export function requiredReading(value: unknown, name: string): Reading {
  const reading = readingOf(value, name);
  return reading.status === 'absent' || (reading.status === 'known' && reading.value === '')
    ? notKnown(`the record has no ${name}`)
    : reading;
}
