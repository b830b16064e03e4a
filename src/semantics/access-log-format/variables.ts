/** A `$context` variable as it stands in a format, `start` and `end` being offsets of the whole token. */
export interface FormatVariable {
  /** Without `$context.`, such as `identity.sourceIp`. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/**
 * API Gateway reads a name as far as these characters go, and `$$context.x` and `${context.x}` as `$context.x`
 * (observed on live stages). Names are case-sensitive.
 */
const VARIABLE = /\$(?:context\.([A-Za-z0-9_.-]+)|\{context\.([A-Za-z0-9_.-]+)\})/g;

/** Every `$context` variable of a format, in order. */
export function variablesOf(format: string): readonly FormatVariable[] {
  return [...format.matchAll(VARIABLE)].map((match) => ({
    name: match[1] ?? match[2] ?? '',
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** The variables that identify a request; AWS refuses to store a REST or WebSocket format with neither. */
export const REQUEST_IDS: readonly string[] = ['requestId', 'extendedRequestId'];

/**
 * Whether each logged line can be traced to its request. `unclear` where a name only ends in punctuation that belongs
 * to a name as AWS reads it, as in `$context.requestId-$context.stage`: such formats may be stored, and what is then
 * logged is not documented.
 */
export function requestIdIn(format: string): {
  readonly present: 'yes' | 'no' | 'unclear';
  readonly variable: string | null;
} {
  const names = variablesOf(format).map(({ name }) => name);
  const exact = names.find((name) => REQUEST_IDS.includes(name));
  if (exact !== undefined) return { present: 'yes', variable: exact };
  const near = names.find((name) => REQUEST_IDS.includes(name.replace(/[.-]+$/, '')));
  return near === undefined ? { present: 'no', variable: null } : { present: 'unclear', variable: near };
}
