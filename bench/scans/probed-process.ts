import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { PROBE_FILE, type Probed } from './probe.ts';
import { BUILT } from './sandbox-process.ts';

export interface ProbedRun extends Probed {
  /** Of the whole process, by the clock. */
  readonly seconds: number;
  /** Resident bytes, once a second. */
  readonly memory: readonly number[];
}

/** Runs Node to its end and tells what it took. Throws with what it printed unless it ends with 0. */
export async function runProbed(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<ProbedRun> {
  const file = join(tmpdir(), `trailgate-probe-${process.pid}-${performance.now()}.json`);
  const probe = pathToFileURL(resolve(BUILT, 'bench/scans/probe.js')).href;
  const env = { ...environment, NODE_OPTIONS: `--import=${probe}`, [PROBE_FILE]: file };
  const start = performance.now();
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const memory: number[] = [];
  const sampling = setInterval(() => residentBytes(child.pid).then((bytes) => memory.push(...bytes)), 1_000);
  try {
    const [stderr, [status]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    const seconds = (performance.now() - start) / 1_000;
    if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}:\n${stderr}`);
    return { seconds, memory, ...(JSON.parse(await readFile(file, 'utf8')) as Probed) };
  } finally {
    clearInterval(sampling);
    await rm(file, { force: true });
  }
}

/** From Linux's process table; elsewhere, or when the process has ended, there is nothing to tell. */
async function residentBytes(pid: number | undefined): Promise<readonly number[]> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmRSS:\s*(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? [] : [Number(kilobytes) * 1_024];
}
