import type { Bucket } from './bucket.ts';
import { LEAST_PRECEDENCE } from './rates.ts';

/** A request that waits for its turn. */
interface Waiting {
  readonly start: () => void;
  readonly cancel: (reason: unknown) => void;
  /** From 0, which goes first. */
  readonly precedence: number;
}

/** The requests that share one of AWS's buckets. */
export interface Line {
  readonly bucket: Bucket;
  readonly waiting: Waiting[];
  underWay: number;
  /** Set while the bucket is known to be empty. */
  timer: NodeJS.Timeout | null;
}

/** Of equal precedence, whoever comes first is served first. */
export function enqueue({ waiting }: Line, request: Waiting): void {
  const later = waiting.findIndex(({ precedence }) => precedence > request.precedence);
  waiting.splice(later === -1 ? waiting.length : later, 0, request);
}

/** Lines with somebody waiting and, as far as is known, a token, in the order in which they are to be served. */
export interface ReadyLines {
  /** Puts a line at the end of its kind, where it is not there already; takes it out if nobody waits in it. */
  put(line: Line): void;
  remove(line: Line): void;
  /** The first of those that are short of tokens or wait with up to the given precedence. */
  next(last: number): Line | undefined;
}

/**
 * A scan lasts as long as its slowest bucket: a line with more requests than tokens goes first, as soon as it has a
 * token; then requests that tell how long other lines are, by precedence; then all the others, each line in its turn, so that no
 * account holds up the rest.
 */
export function readyLines(): ReadyLines {
  /** Lines that are short of tokens, and then one set for each precedence. */
  const kinds = Array.from({ length: LEAST_PRECEDENCE + 2 }, () => new Set<Line>());

  function remove(line: Line): void {
    for (const kind of kinds) kind.delete(line);
  }

  return {
    put: (line) => {
      const [first] = line.waiting;
      const kind = first && kinds[line.waiting.length > line.bucket.left() ? 0 : first.precedence + 1];
      if (kind?.has(line)) return;
      remove(line);
      kind?.add(line);
    },
    remove,
    next: (last) => {
      for (let kind = 0; kind <= last + 1; kind += 1) for (const line of kinds[kind] ?? []) return line;
      return undefined;
    },
  };
}
