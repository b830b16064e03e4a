/** A request as it came in, whole. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

/** An answer, ready to be sent. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A request's query in pairs as they were sent, percent-encoded. */
export function queryOf({ target }: HttpRequest): readonly (readonly [name: string, value: string])[] {
  const start = target.indexOf('?');
  return start < 0 ? [] : pairs(target.slice(start + 1));
}

export function pathOf({ target }: HttpRequest): string {
  const end = target.indexOf('?');
  return end < 0 ? target : target.slice(0, end);
}

export function pairs(text: string): readonly (readonly [name: string, value: string])[] {
  return text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      return equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
    });
}

/** Percent-encoded text, as in a form where `+` is a blank. Null where it cannot be decoded. */
export function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return null;
  }
}
