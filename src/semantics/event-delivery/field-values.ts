import type { FieldSelector } from '../../model/cloudtrail.ts';

/** One value that stands for all values which the conditions on a field cannot tell apart from it. */
export interface FieldValue {
  /** `literal`: a value that a condition names; `pattern`: others with a named beginning or end; `other`: the rest. */
  readonly kind: 'literal' | 'pattern' | 'other';
  /** A value to test conditions with. Show `label` instead. */
  readonly sample: string;
  /** Such as `iam.amazonaws.com`, `iam.…`, `any other`. */
  readonly label: string;
}

/** More values than this are not enumerated. */
export const MOST_VALUES = 50_000;

/**
 * Values that between them satisfy the conditions in every way that some string could: which beginnings a string has
 * depends on the longest that is named, its ends likewise, and the two are independent. An event without the field is
 * like `other`: assumed, since AWS does not say, that it fails select operators and passes deselect operators.
 * Null where there would be more than MOST_VALUES.
 */
export function fieldValues(
  conditions: readonly FieldSelector[],
  alsoNamed: readonly string[] = [],
): readonly FieldValue[] | null {
  const named = (...operators: (keyof Omit<FieldSelector, 'field'>)[]) =>
    new Set(conditions.flatMap((condition) => operators.flatMap((operator) => condition[operator])));
  const literals = new Set([...alsoNamed, ...named('equals', 'notEquals')]);
  const beginnings = new Set(['', ...named('startsWith', 'notStartsWith')]);
  const ends = new Set(['', ...named('endsWith', 'notEndsWith')]);
  if (literals.size + beginnings.size * ends.size > MOST_VALUES) return null;

  const unnamed = unnamedCharacter([...literals, ...beginnings, ...ends].join(''));
  const values: FieldValue[] = [...literals].sort().map((text) => ({ kind: 'literal', sample: text, label: text }));
  for (const beginning of [...beginnings].sort()) {
    for (const end of [...ends].sort()) {
      const sample = `${beginning}${unnamed}${end}`;
      if (beginning === '' && end === '') values.push({ kind: 'other', sample, label: 'any other' });
      else values.push({ kind: 'pattern', sample, label: `${beginning}…${end}` });
    }
  }
  return values;
}

/** A character that occurs nowhere in a text. */
function unnamedCharacter(text: string): string {
  const used = new Set(text);
  let code = '?'.charCodeAt(0);
  while (used.has(String.fromCharCode(code))) code += 1;
  return String.fromCharCode(code);
}
