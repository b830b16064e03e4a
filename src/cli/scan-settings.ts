import { Failure } from '../engine/failure.ts';
import type { Shard } from '../model/report.ts';

/** `2/5` as the second of five. Throws a usage Failure. */
export function shardNamed(text: string | undefined): Shard | null {
  if (text === undefined) return null;
  const [, index, of] = /^(\d{1,4})\/(\d{1,4})$/.exec(text)?.map(Number) ?? [];
  if (index === undefined || of === undefined || index < 1 || index > of) {
    throw new Failure('usage', `--shard is ${text}; it is i/n, such as 2/5 for the second of five`);
  }
  return { index, of };
}

const MILLISECONDS = { s: 1_000, m: 60_000, h: 3_600_000 } as const;
/** What a timer takes; a longer one would fire at once. */
const LONGEST = 2 ** 31 - 1;

/** `90s`, `45m` or `2h` in milliseconds. Throws a usage Failure. */
export function durationNamed(text: string | undefined): number | null {
  if (text === undefined) return null;
  const [, amount, unit] = /^(\d+(?:\.\d+)?)([smh])$/.exec(text) ?? [];
  const duration = Number(amount) * MILLISECONDS[unit as keyof typeof MILLISECONDS];
  if (duration > 0 && duration <= LONGEST) return duration;
  throw new Failure('usage', `--deadline is ${text}; it is a time such as 90s, 45m or 2h, and at most 24 days`);
}
