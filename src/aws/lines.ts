import type { Bucket } from './bucket.ts';

/** A request that waits for its turn. */
interface Waiting {
  readonly start: () => void;
  readonly cancel: (reason: unknown) => void;
  readonly discovers: boolean;
}

/** The requests that share one of AWS's buckets. */
export interface Line {
  readonly bucket: Bucket;
  readonly waiting: Waiting[];
  underWay: number;
  /** Set while the bucket is known to be empty. */
  timer: NodeJS.Timeout | null;
}

/** Lines with somebody waiting and, as far as is known, a token, in the order in which they are to be served. */
export interface ReadyLines {
  /** Puts a line at the end of its kind, where it is not there already; takes it out if nobody waits in it. */
  put(line: Line): void;
  remove(line: Line): void;
  next(): Line | undefined;
}

/**
 * A scan lasts as long as its slowest bucket: a line with more requests than tokens goes first, as soon as it has a
 * token; then requests that tell how long other lines are; then all the others, each line in its turn, so that no
 * account holds up the rest.
 */
export function readyLines(): ReadyLines {
  const kinds = [new Set<Line>(), new Set<Line>(), new Set<Line>()] as const;

  function remove(line: Line): void {
    for (const kind of kinds) kind.delete(line);
  }

  return {
    put: (line) => {
      const [first] = line.waiting;
      const kind =
        first === undefined ? undefined : kinds[line.waiting.length > line.bucket.left() ? 0 : first.discovers ? 1 : 2];
      if (kind?.has(line)) return;
      remove(line);
      kind?.add(line);
    },
    remove,
    next: () => {
      for (const kind of kinds) for (const line of kind) return line;
      return undefined;
    },
  };
}
