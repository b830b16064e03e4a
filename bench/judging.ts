import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { writeLargeInventory } from './large-inventory.ts';

/**
 * What judging saved evidence costs beside reading it: `trailgate judge` of an inventory with so many stages, against
 * processes that only parse the same files, and its memory against that for a tenth of the stages.
 */
const STAGES = Number(process.argv[2] ?? 1_000_000);
const ROUNDS = 3;
/** What is asked of judging, in times of parsing. */
const TARGET = 2.5;

const folder = await mkdtemp(join(tmpdir(), 'judging-'));
const whole = join(folder, 'whole');
const tenth = join(folder, 'tenth');
try {
  await writeLargeInventory(whole, STAGES);
  await writeLargeInventory(tenth, Math.ceil(STAGES / 10));
  await compare();
} finally {
  await rm(folder, { recursive: true });
}

async function compare(): Promise<void> {
  const judge = ['judge', whole, '--quiet', '--fail-on', 'never'];
  const { memory: small } = await measure(['judge', tenth, '--quiet', '--fail-on', 'never']);
  const rounds: Record<'lines' | 'files' | 'judged' | 'table', Measured[]> = {
    lines: [],
    files: [],
    judged: [],
    table: [],
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.lines.push(await measure(['lines', whole]));
    rounds.files.push(await measure(['files', whole]));
    rounds.judged.push(await measure(judge));
    rounds.table.push(await measure(judge.filter((argument) => argument !== '--quiet')));
  }
  const lines = secondsOf(rounds.lines);
  const told = (seconds: number) => `${seconds.toFixed(1)} s, ${(seconds / lines).toFixed(2)} times`;
  console.log(`evidence             ${STAGES.toLocaleString('en')} stages in ${megabytes(await bytesIn(whole))}`);
  console.log(`parsed line by line  ${lines.toFixed(1)} s`);
  console.log(`parsed file by file  ${told(secondsOf(rounds.files))}`);
  console.log(`judged               ${told(secondsOf(rounds.judged))} (target ${TARGET})`);
  console.log(`with its table       ${told(secondsOf(rounds.table))}`);
  const largest = Math.max(...rounds.judged.map(({ memory }) => memory));
  console.log(`memory               ${megabytes(largest)}, and ${megabytes(small)} for a tenth of the stages`);
}

interface Measured {
  readonly seconds: number;
  /** The most resident memory that it had, in bytes. */
  readonly memory: number;
}

/** Runs a process of its own; see measured.ts. */
async function measure(args: readonly string[]): Promise<Measured> {
  const start = performance.now();
  const child = spawn(process.execPath, [fileURLToPath(new URL('./measured.js', import.meta.url)), ...args], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  const memory = text(child.stdio[3] as NodeJS.ReadableStream);
  const [status] = await once(child, 'exit');
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${String(status)}`);
  return { seconds: (performance.now() - start) / 1_000, memory: Number(await memory) };
}

/** The median. */
function secondsOf(rounds: readonly Measured[]): number {
  const sorted = rounds.map(({ seconds }) => seconds).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

async function bytesIn(inventory: string): Promise<number> {
  const files = await readdir(join(inventory, 'accounts'));
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(inventory, 'accounts', file))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_048_576).toLocaleString('en')} MB`;
}
