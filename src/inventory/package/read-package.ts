import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { parseSums, SUMS_FILE, sumOf } from './sums.ts';

/** A package that cannot be read as one, in words for the person who named it. */
export class PackageDamaged extends Error {}

/** A package whose every file is what its sums say. */
export interface OpenPackage {
  readonly names: readonly string[];
  /** Throws PackageDamaged where there is no such file. */
  open(name: string): Promise<Readable>;
  close(): void;
}

/** Opens a package and checks every file in it against its sums. Throws PackageDamaged. */
export async function openPackage(file: string): Promise<OpenPackage> {
  const zip = await openZip(file);
  try {
    const entries = await entriesOf(zip);
    const opened: OpenPackage = {
      names: [...entries.keys()].filter((name) => name !== SUMS_FILE),
      open: async (name) => {
        const entry = entries.get(name);
        if (entry === undefined) throw new PackageDamaged(`the package has no ${name}`);
        return zip.openReadStreamPromise(entry);
      },
      close: () => zip.close(),
    };
    await checkSums(opened);
    return opened;
  } catch (error) {
    zip.close();
    if (error instanceof PackageDamaged) throw error;
    throw new PackageDamaged(`the package ${file} cannot be read: ${(error as Error).message}`);
  }
}

async function openZip(file: string): Promise<ZipFile> {
  try {
    return await openPromise(file, { lazyEntries: true, autoClose: false, strictFileNames: true });
  } catch (error) {
    throw new PackageDamaged(`${file} is not a package: ${(error as Error).message}`);
  }
}

/** yauzl itself refuses names that lead out of the package. */
async function entriesOf(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    // Folders, which some programs that pack list too, hold nothing.
    if (entry.fileName.endsWith('/')) continue;
    if (entries.has(entry.fileName)) throw new PackageDamaged(`the package has two files called ${entry.fileName}`);
    entries.set(entry.fileName, entry);
  }
  return entries;
}

async function checkSums(opened: OpenPackage): Promise<void> {
  const sums = parseSums((await buffer(await opened.open(SUMS_FILE))).toString('utf8'));
  if (sums === null) throw new PackageDamaged(`${SUMS_FILE} is no list of sums`);
  const unlisted = opened.names.find((name) => !sums.has(name));
  if (unlisted !== undefined) throw new PackageDamaged(`${unlisted} is not in ${SUMS_FILE}: it was added later`);
  for (const [name, sum] of sums) {
    if ((await sumOf(await opened.open(name))) !== sum)
      throw new PackageDamaged(`${name} is not what ${SUMS_FILE} says: it was changed`);
  }
}
