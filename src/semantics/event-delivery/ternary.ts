/** Yes, no, or not decidable from what is known. */
export type Ternary = 'yes' | 'no' | 'unknown';

/** Whether all hold: one `no` decides, whatever is unknown. Yes for none. */
export function every(outcomes: readonly Ternary[]): Ternary {
  if (outcomes.includes('no')) return 'no';
  return outcomes.includes('unknown') ? 'unknown' : 'yes';
}

/** Whether at least one holds: one `yes` decides, whatever is unknown. No for none. */
export function some(outcomes: readonly Ternary[]): Ternary {
  if (outcomes.includes('yes')) return 'yes';
  return outcomes.includes('unknown') ? 'unknown' : 'no';
}

/** What all of several possible cases agree on. Unknown where they differ, and for none. */
export function agreed(outcomes: readonly Ternary[]): Ternary {
  const [first] = outcomes;
  return first !== undefined && outcomes.every((outcome) => outcome === first) ? first : 'unknown';
}
