/**
 * JSON in well-formed Unicode. JSON.stringify writes a lone surrogate as an escape such as `\ud800`, which many
 * parsers refuse (RFC 8259, 8.2); it becomes U+FFFD here.
 */
export function jsonText(value: unknown, indent = 0): string {
  // An escaped backslash is matched too, so that what follows it is not taken for an escape.
  return JSON.stringify(value, null, indent).replace(/\\(?:\\|ud[89a-f][0-9a-f]{2})/g, (match) =>
    match === '\\\\' ? match : '\\ufffd',
  );
}

/**
 * JSON in pieces: every async iterable in the value, reached through arrays and plain objects, becomes an array with
 * one element on each line, and is never held in memory as a whole. Everything else is indented by two spaces.
 */
export async function* jsonStream(value: unknown, indent = ''): AsyncGenerator<string> {
  const inner = `${indent}  `;
  let separator = '\n';
  if (isStream(value)) {
    yield '[';
    for await (const item of value) {
      yield `${separator}${inner}${jsonText(item)}`;
      separator = ',\n';
    }
    yield separator === '\n' ? ']' : `\n${indent}]`;
  } else if (holdsStream(value)) {
    const isArray = Array.isArray(value);
    yield isArray ? '[' : '{';
    for (const [name, part] of Object.entries(value)) {
      yield `${separator}${inner}${isArray ? '' : `${jsonText(name)}: `}`;
      yield* jsonStream(part, inner);
      separator = ',\n';
    }
    yield `\n${indent}${isArray ? ']' : '}'}`;
  } else {
    // A line break within a string is escaped, so each one here is layout.
    yield jsonText(value, 2).replaceAll('\n', `\n${indent}`);
  }
}

function isStream(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

function holdsStream(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((part) => isStream(part) || holdsStream(part));
}
