/** What is known of one field of an event. `unknown` is what neither record nor question tells, or tells wrongly. */
export type Reading =
  | { readonly status: 'known'; readonly value: string }
  | { readonly status: 'absent' }
  | { readonly status: 'unknown'; readonly why: string };

export function known(value: string): Reading {
  return { status: 'known', value };
}

export const ABSENT: Reading = { status: 'absent' };

export function notKnown(why: string): Reading {
  return { status: 'unknown', why };
}

/** The value of a reading, or null. */
export function knownValue(reading: Reading): string | null {
  return reading.status === 'known' ? reading.value : null;
}

/** Why a reading has no value. */
export function whyNotKnown(reading: Reading): string {
  return reading.status === 'unknown' ? reading.why : 'the event has none';
}
