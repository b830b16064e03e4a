import { createWriteStream } from 'node:fs';
import { access, open, rename, rm } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { reporters } from '../../reports/index.ts';
import { Failure } from '../engine/failure.ts';
import type { Report, Reporter, ReporterOptions } from '../model/report.ts';

/** One `--report`: a format, and a file or (null) standard output. */
export interface Output {
  readonly format: string;
  readonly reporter: Reporter;
  readonly file: string | null;
}

/** Reads `FORMAT[=FILE]` texts. Throws a usage Failure. */
export function parseOutputs(texts: readonly string[]): readonly Output[] {
  const outputs = texts.map((text): Output => {
    const cut = text.indexOf('=');
    const format = cut < 0 ? text : text.slice(0, cut);
    const reporter = Object.hasOwn(reporters, format) ? reporters[format] : undefined;
    if (reporter === undefined) {
      throw new Failure(
        'usage',
        `no report format is called ${format}; there are ${Object.keys(reporters).join(', ')}`,
      );
    }
    const file = cut < 0 ? null : text.slice(cut + 1);
    if (file === '') throw new Failure('usage', `--report ${text} names no file after the =`);
    return { format, reporter, file };
  });
  const places = outputs.map(({ file }) => file ?? 'standard output');
  const twice = places.find((place, index) => places.indexOf(place) !== index);
  if (twice !== undefined) throw new Failure('usage', `two reports cannot both go to ${twice}`);
  return outputs;
}

/** Finds out before a long scan whether its reports can be written after it. Throws a usage Failure. */
export async function requireWritable(outputs: readonly Output[]): Promise<void> {
  for (const { file } of outputs) {
    if (file === null) continue;
    try {
      const existed = await access(file).then(
        () => true,
        () => false,
      );
      await (await open(file, 'a')).close();
      if (!existed) await rm(file);
    } catch (error) {
      throw new Failure('usage', `the report cannot be written to ${file}: ${(error as Error).message}`);
    }
  }
}

/** Renders a report to each output. A file appears whole or not at all. Throws a Failure where the disk does not take it. */
export async function writeOutputs(
  outputs: readonly Output[],
  report: Report,
  terminal: ReporterOptions,
): Promise<void> {
  for (const { reporter, file } of outputs) {
    if (file === null) {
      await pour(reporter(report, terminal), process.stdout);
      continue;
    }
    const partial = `${file}.partial`;
    try {
      await pipeline(reporter(report, { color: false, width: FILE_WIDTH }), createWriteStream(partial));
      await rename(partial, file);
    } catch (error) {
      await rm(partial, { force: true });
      throw new Failure('impossible', `the report could not be written to ${file}: ${(error as Error).message}`);
    }
  }
}

const FILE_WIDTH = 120;

/** Writes to a stream that stays open, at its own pace. */
export async function pour(pieces: AsyncIterable<string>, to: Writable): Promise<void> {
  for await (const piece of pieces) {
    if (!to.write(piece)) await new Promise((resolve) => to.once('drain', resolve));
  }
}
