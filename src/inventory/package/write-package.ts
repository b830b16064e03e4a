import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { SUMS_FILE, type Sums, summing, sumsText } from './sums.ts';

/** A file of a package. Its contents are asked for when its turn comes, so that one is in memory at a time. */
export interface PackageEntry {
  /** With `/`, below the package's root. */
  readonly name: string;
  contents(): AsyncIterable<string | Buffer>;
}

/** Writes a zip file of the entries, and of the sums of all of them. It appears whole or not at all. */
export async function writePackage(file: string, entries: readonly PackageEntry[], madeAt: Date): Promise<void> {
  const zip = new ZipFile();
  const sums: Sums = new Map();
  const options = { mtime: madeAt, mode: 0o100644 };
  const failed = new Promise<never>((_, reject) => {
    for (const { name, contents } of entries) {
      zip.addReadStreamLazy(name, options, (start) => {
        const summed = summing(name, sums);
        pipeline(Readable.from(contents()), summed).catch(reject);
        start(null, summed);
      });
    }
    zip.on('error', reject);
  });
  zip.addReadStreamLazy(SUMS_FILE, options, (start) => start(null, Readable.from([Buffer.from(sumsText(sums))])));
  zip.end();
  const partial = `${file}.partial`;
  try {
    await Promise.race([pipeline(zip.outputStream, createWriteStream(partial)), failed]);
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
