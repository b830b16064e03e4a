import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { storing } from './evidence-file.ts';
import { type InventoryFile, JOURNAL_FILE, type JournalEntry } from './manifest.ts';
import { parseJson } from './records.ts';

/** Which files of an inventory are whole, kept on the disk while they become so. */
export interface Journal {
  /** The requests that the last entry of earlier runs tells of. */
  readonly requests: Readonly<Record<string, number>>;
  add(entry: JournalEntry): Promise<void>;
  isSettled(path: string): boolean;
  /** By path. */
  files(): readonly InventoryFile[];
  close(): Promise<void>;
}

/** Opens an inventory's journal, a new one or one that was left behind. Throws FolderUnusable or InventoryDamaged. */
export async function openJournal(folder: string): Promise<Journal> {
  const path = join(folder, JOURNAL_FILE);
  const file = await storing(path, () => open(path, 'a+', 0o600));
  const earlier = await storing(path, () => file.readFile('utf8'));
  const whole = earlier.slice(0, earlier.lastIndexOf('\n') + 1);
  if (whole !== earlier) await storing(path, () => file.truncate(Buffer.byteLength(whole)));
  const entries = new Map<string, JournalEntry>();
  let requests: JournalEntry['requests'] = {};
  for (const line of whole.split('\n').filter((text) => text !== '')) {
    const entry = parseJson(line, path) as JournalEntry;
    entries.set(entry.path, entry);
    requests = entry.requests;
  }
  await forgetChanged(folder, entries);
  let closed = false;
  let last = Promise.resolve();
  return {
    requests,
    add: (entry) => {
      // One after the other, so that lines cannot run into each other.
      last = last.then(() =>
        storing(path, async () => {
          await file.appendFile(`${JSON.stringify(entry)}\n`);
          await file.sync();
          entries.set(entry.path, entry);
        }),
      );
      return last;
    },
    isSettled: (name) => entries.get(name)?.settled === true,
    files: () =>
      [...entries.values()]
        .map(({ path: name, bytes, sha256 }) => ({ path: name, bytes, sha256 }))
        .sort((a, b) => (a.path < b.path ? -1 : 1)),
    close: async () => {
      if (closed) return;
      closed = true;
      await file.close();
    },
  };
}

/** A file that grew after its entry, because a later run was killed while it asked more, is not whole. */
async function forgetChanged(folder: string, entries: Map<string, JournalEntry>): Promise<void> {
  for (const { path, bytes } of [...entries.values()]) {
    const size = await stat(join(folder, path)).then(
      (found) => found.size,
      () => null,
    );
    if (size !== bytes) entries.delete(path);
  }
}
