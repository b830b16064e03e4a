import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';

/** Written last in a package, in the form that `sha256sum -c` reads: it covers every other file. */
export const SUMS_FILE = 'SHA256SUMS';

export type Sums = Map<string, string>;

/** The SHA-256 sum of a stream, in hexadecimal digits. */
export async function sumOf(stream: AsyncIterable<string | Buffer>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of stream) hash.update(chunk);
  return hash.digest('hex');
}

/** Passes bytes on and, once they end, enters their sum. */
export function summing(name: string, sums: Sums): Transform {
  const hash = createHash('sha256');
  return new Transform({
    transform: (chunk: Buffer, _, done) => {
      hash.update(chunk);
      done(null, chunk);
    },
    flush: (done) => {
      sums.set(name, hash.digest('hex'));
      done();
    },
  });
}

export function sumsText(sums: Sums): string {
  return [...sums].map(([name, sum]) => `${sum}  ${name}\n`).join('');
}

/** Null where the text is not of that form. */
export function parseSums(text: string): ReadonlyMap<string, string> | null {
  const lines = text.split('\n').filter((line) => line !== '');
  const parsed = lines.map((line) => /^([0-9a-f]{64}) {2}(.+)$/.exec(line));
  return parsed.includes(null) ? null : new Map(parsed.map((match) => [match?.[2] ?? '', match?.[1] ?? '']));
}
