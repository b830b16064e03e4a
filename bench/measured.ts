import { createReadStream, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Manifest } from '../src/inventory/manifest.ts';

/**
 * A process to be measured. `lines FOLDER` and `files FOLDER` read an inventory line by line, or file by file, and parse
 * every line, which whoever judges it cannot do without; anything else is a command line of Trailgate's. At its end it
 * writes the most memory that it had, in bytes, to file descriptor 3.
 */
const [command = '', folder = ''] = process.argv.slice(2);
process.once('exit', () => writeSync(3, String(process.resourceUsage().maxRSS * 1024)));

if (command === 'lines') await parseFiles(linesOf);
else if (command === 'files') await parseFiles(splitWhole);
else await import('../src/cli/main.ts');

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
