import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { EvidenceRecord } from '../model/catalog.ts';
import { FolderUnusable } from './manifest.ts';
import { parseRecords } from './records.ts';

/** A file of evidence that only ever grows, one line for each answer. */
export interface EvidenceFile {
  /** What is in it from earlier runs of the scan. */
  readonly known: readonly EvidenceRecord[];
  /** Resolves once the line is with the operating system: a killed process loses it no more. Throws FolderUnusable. */
  append(record: EvidenceRecord): Promise<void>;
  /** Resolves once all is on the disk: a power cut loses it no more. Throws FolderUnusable. */
  close(): Promise<{ readonly bytes: number; readonly sha256: string }>;
}

/** Opens a file of evidence, a new one or one that a scan left behind, and cuts off a last line that was half written. */
export async function openEvidenceFile(path: string): Promise<EvidenceFile> {
  const file = await storing(path, async () => {
    await mkdir(dirname(path), { recursive: true });
    return open(path, 'a+', 0o600);
  });
  const kept = await storing(path, () => wholeLines(file));
  const hash = createHash('sha256').update(kept);
  let bytes = kept.length;
  let pending = '';
  let writing: Promise<void> | null = null;

  /** Lines that come while others are being written go together. */
  async function writeAll(): Promise<void> {
    await null;
    while (pending !== '') {
      const text = Buffer.from(pending);
      pending = '';
      await storing(path, () => file.appendFile(text));
      hash.update(text);
      bytes += text.length;
    }
    writing = null;
  }

  return {
    known: parseRecords(kept.toString('utf8'), path),
    append: (record) => {
      pending += `${JSON.stringify(record)}\n`;
      writing ??= writeAll();
      return writing;
    },
    close: async () => {
      try {
        await writing;
        await storing(path, () => file.sync());
      } finally {
        await file.close();
      }
      return { bytes, sha256: hash.digest('hex') };
    },
  };
}

/** The text up to its last line break; what a killed process wrote of another line is cut off. */
async function wholeLines(file: FileHandle): Promise<Buffer> {
  const { size } = await file.stat();
  // Devices have no size, and some never end.
  if (size === 0) return Buffer.alloc(0);
  const text = await file.readFile();
  const end = text.lastIndexOf('\n') + 1;
  if (end < text.length) await file.truncate(end);
  return text.subarray(0, end);
}

/** Turns what the disk refuses into a sentence that names the file. */
export async function storing<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FolderUnusable) throw error;
    throw new FolderUnusable(`${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}
