import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { Failure } from '../../engine/failure.ts';

/** CloudTrail's files have a few megabytes; more than this is no log file, but something that would fill the memory. */
const MOST_BYTES = 1024 ** 3;

/**
 * The records in a file, or in standard input where it is `-`: one record, `{"Records": […]}` as CloudTrail writes it,
 * a list, or a record on each line; also compressed with gzip. What is no record is handed on as it is. Throws a
 * Failure where nothing can be read.
 */
export async function readEvents(file: string): Promise<readonly unknown[]> {
  const text = decompressed(await bytesOf(file), file)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
  if (text.trim() === '') throw new Failure('usage', `${nameOf(file)} is empty; it should hold CloudTrail records`);
  try {
    return recordsIn(JSON.parse(text));
  } catch {
    return linesOf(text, file);
  }
}

async function bytesOf(file: string): Promise<Buffer> {
  if (file === '-') return buffer(process.stdin);
  try {
    return await readFile(file);
  } catch (error) {
    throw new Failure('usage', `${file} cannot be read: ${(error as Error).message}`);
  }
}

function decompressed(bytes: Buffer, file: string): Buffer {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (!isGzip) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_BYTES });
  } catch (error) {
    throw new Failure('usage', `${nameOf(file)} cannot be decompressed: ${(error as Error).message}`);
  }
}

function linesOf(text: string, file: string): readonly unknown[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.flatMap((line, index) => {
    try {
      return recordsIn(JSON.parse(line));
    } catch {
      throw new Failure(
        'usage',
        `${nameOf(file)} is neither JSON nor JSON on each line: line ${index + 1} is not JSON`,
      );
    }
  });
}

function recordsIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'Records')) return [value];
  const { Records } = value as { readonly Records: unknown };
  return Array.isArray(Records) ? Records : [value];
}

function nameOf(file: string): string {
  return file === '-' ? 'standard input' : file;
}
