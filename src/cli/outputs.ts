import { createWriteStream } from 'node:fs';
import { access, constants, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { filesReporters, reporters, reportersByAccount } from '../../reports/index.ts';
import { Failure } from '../engine/failure.ts';
import type { FilesReporter, Report, Reporter, ReporterOptions } from '../model/report.ts';

/** A report in one file, or (path null) on standard output. */
interface FileOutput {
  readonly format: string;
  readonly path: string | null;
  readonly reporter: Reporter;
}

/** A report in several files, and the folder that holds nothing but them. */
interface FolderOutput {
  readonly format: string;
  readonly path: string;
  readonly filesReporter: FilesReporter;
}

/** One `--report`. */
export type Output = FileOutput | FolderOutput;

/** Reads `FORMAT[=FILE]` and `FORMAT=FOLDER` texts. Throws a usage Failure. */
export function parseOutputs(texts: readonly string[], sarifSplit: 'account' | null = null): readonly Output[] {
  const several = sarifSplit === null ? filesReporters : { ...filesReporters, ...reportersByAccount };
  const outputs = texts.map((text) => parseOutput(text, several));
  if (sarifSplit !== null && !outputs.some(({ format }) => Object.hasOwn(reportersByAccount, format))) {
    const formats = Object.keys(reportersByAccount).join(' or ');
    throw new Failure('usage', `--sarif-split is for a report in the format ${formats}, and none is asked for`);
  }
  const places = outputs.map(({ path }) => (path === null ? null : resolve(path)));
  const twice = outputs.find((_, index) => places.indexOf(places[index] ?? null) !== index);
  if (twice !== undefined) {
    throw new Failure('usage', `two reports cannot both go to ${twice.path ?? 'standard output'}`);
  }
  return outputs;
}

function parseOutput(text: string, several: Readonly<Record<string, FilesReporter>>): Output {
  const cut = text.indexOf('=');
  const format = cut < 0 ? text : text.slice(0, cut);
  const path = cut < 0 ? null : text.slice(cut + 1);
  if (path === '') throw new Failure('usage', `--report ${text} names no file after the =`);
  const filesReporter = named(several, format);
  if (filesReporter !== undefined) {
    if (path !== null) return { format, path, filesReporter };
    throw new Failure('usage', `the report ${format} is several files; name a folder: --report ${format}=FOLDER`);
  }
  const reporter = named(reporters, format);
  if (reporter !== undefined) return { format, path, reporter };
  const known = Object.keys({ ...reporters, ...filesReporters }).join(', ');
  throw new Failure('usage', `no report format is called ${format}; there are ${known}`);
}

function named<T>(formats: Readonly<Record<string, T>>, format: string): T | undefined {
  return Object.hasOwn(formats, format) ? formats[format] : undefined;
}

/** Finds out before a long scan whether its reports can be written after it; makes their folders. Throws a usage Failure. */
export async function requireWritable(outputs: readonly Output[]): Promise<void> {
  for (const output of outputs) {
    const { path } = output;
    if (path === null) continue;
    try {
      await ('filesReporter' in output ? requireEmptyFolder(path) : requireWritableFile(path));
    } catch (error) {
      const message = `the report cannot be written to ${path}: ${(error as Error).message}`;
      throw new Failure('usage', message, 'a-file-cannot-be-written');
    }
  }
}

async function requireWritableFile(file: string): Promise<void> {
  const existed = await access(file).then(
    () => true,
    () => false,
  );
  await (await open(file, 'a')).close();
  if (!existed) await rm(file);
}

/** Files of an earlier run would pass for this one's, and nothing tells them for certain from somebody else's. */
async function requireEmptyFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await access(folder, constants.W_OK);
  if ((await readdir(folder)).length > 0) throw new Error('the folder is not empty; empty it, or name another');
}

const FILE_WIDTH = 120;

/** Renders a report to each output. A file appears whole or not at all. Throws a Failure where the disk does not take it. */
export async function writeOutputs(
  outputs: readonly Output[],
  report: Report,
  terminal: ReporterOptions,
): Promise<void> {
  const options = { ...terminal, color: false, width: FILE_WIDTH };
  for (const output of outputs) {
    const { path } = output;
    try {
      if ('filesReporter' in output) await writeFiles(output.path, output.filesReporter(report, options));
      else if (path === null) await pour(output.reporter(report, terminal), process.stdout);
      else await writeWhole(path, output.reporter(report, options));
    } catch (error) {
      if (path === null) throw error;
      const message = `the report could not be written to ${path}: ${(error as Error).message}`;
      throw new Failure('impossible', message, 'a-file-cannot-be-written');
    }
  }
}

/** All of them or, so that the next run finds the folder as this one did, none. */
async function writeFiles(folder: string, files: ReturnType<FilesReporter>): Promise<void> {
  const written: string[] = [];
  try {
    for await (const { name, pieces } of files) {
      const file = join(folder, name);
      await writeWhole(file, pieces);
      written.push(file);
    }
  } catch (error) {
    for (const file of written) await rm(file, { force: true });
    throw error;
  }
}

async function writeWhole(file: string, pieces: AsyncIterable<string>): Promise<void> {
  if (await isDevice(file)) return pipeline(pieces, createWriteStream(file));
  const partial = `${file}.partial`;
  try {
    await pipeline(pieces, createWriteStream(partial));
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

/** A pipe or a device, such as /dev/null, is written to as it is: a file in its place would be something else. */
async function isDevice(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => !found.isFile(),
    () => false,
  );
}

/** Writes to a stream that stays open, at its own pace. */
export async function pour(pieces: AsyncIterable<string>, to: Writable): Promise<void> {
  for await (const piece of pieces) {
    if (!to.write(piece)) await new Promise((resolve) => to.once('drain', resolve));
  }
}
