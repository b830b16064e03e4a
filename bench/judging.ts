import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeLargeInventory } from './large-inventory.ts';
import { type ProbedRun, runProbed } from './scans/probed-process.ts';
import { BUILT, SURROUNDINGS } from './scans/sandbox-process.ts';
import { MAIN } from './scans/scan-process.ts';
import { median, megabytes, whole } from './table.ts';

const PARSE = `${BUILT}/bench/parse-inventory.js`;

/**
 * What judging saved evidence costs beside reading it: `trailgate judge` of an inventory with so many stages, against
 * processes that only parse the same files, and its memory against that for a tenth of the stages.
 */
const STAGES = Number(process.argv[2] ?? 1_000_000);
const ROUNDS = 3;
/** What is asked of judging, in times of parsing. */
const TARGET = 2.5;

const folder = await mkdtemp(join(tmpdir(), 'judging-'));
const large = join(folder, 'large');
const tenth = join(folder, 'tenth');
try {
  await writeLargeInventory(large, STAGES);
  await writeLargeInventory(tenth, Math.ceil(STAGES / 10));
  await compare();
} finally {
  await rm(folder, { recursive: true });
}

async function compare(): Promise<void> {
  const table = [MAIN, 'judge', large, '--fail-on', 'never'];
  const judge = [...table, '--quiet'];
  const small = await measure([MAIN, 'judge', tenth, '--fail-on', 'never', '--quiet']);
  const rounds: Record<'lines' | 'files' | 'judged' | 'table', ProbedRun[]> = {
    lines: [],
    files: [],
    judged: [],
    table: [],
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.lines.push(await measure([PARSE, 'lines', large]));
    rounds.files.push(await measure([PARSE, 'files', large]));
    rounds.judged.push(await measure(judge));
    rounds.table.push(await measure(table));
  }
  const lines = secondsOf(rounds.lines);
  const told = (seconds: number) => `${seconds.toFixed(1)} s, ${(seconds / lines).toFixed(2)} times`;
  console.log(`evidence             ${whole(STAGES)} stages in ${megabytes(await bytesIn(large))}`);
  console.log(`parsed line by line  ${lines.toFixed(1)} s`);
  console.log(`parsed file by file  ${told(secondsOf(rounds.files))}`);
  console.log(`judged               ${told(secondsOf(rounds.judged))} (target ${TARGET})`);
  console.log(`with its table       ${told(secondsOf(rounds.table))}`);
  const most = Math.max(...rounds.judged.map(({ peakBytes }) => peakBytes));
  console.log(`memory               ${megabytes(most)}, and ${megabytes(small.peakBytes)} for a tenth of the stages`);
}

function measure(args: readonly string[]): Promise<ProbedRun> {
  return runProbed(args, SURROUNDINGS);
}

function secondsOf(runs: readonly ProbedRun[]): number {
  return median(runs.map(({ seconds }) => seconds));
}

async function bytesIn(inventory: string): Promise<number> {
  const files = await readdir(join(inventory, 'accounts'));
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(inventory, 'accounts', file))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
