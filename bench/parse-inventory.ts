import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Manifest } from '../src/inventory/manifest.ts';

/**
 * A process to be measured: `lines FOLDER` and `files FOLDER` read an inventory line by line, or file by file, and parse
 * every line, which whoever judges it cannot do without.
 */
const [by = '', folder = ''] = process.argv.slice(2);
await parseFiles(by === 'lines' ? linesOf : splitWhole);

type Lines = AsyncIterable<string> | Iterable<string>;

async function parseFiles(open: (path: string) => Promise<Lines>): Promise<void> {
  const { files } = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Manifest;
  for (const { path } of files) {
    for await (const line of await open(join(folder, path))) if (line !== '') JSON.parse(line);
  }
}

async function linesOf(path: string): Promise<Lines> {
  return createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });
}

async function splitWhole(path: string): Promise<Lines> {
  return (await readFile(path, 'utf8')).split('\n');
}
