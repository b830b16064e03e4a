import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { median, megabytes, seconds, setting, table, whole } from '../table.ts';
import { serveSandbox } from './sandbox-process.ts';
import { requestsOf, type ScanRun, withScan } from './scan-process.ts';

const REGIONS = 17;
const TARGETS = 'at most 250 MB, at most 50 MB more than the smallest, growth at most 20 %';

export interface MemoryOptions {
  readonly accounts: number;
  readonly regions: number;
}

export interface ScanMemory {
  readonly options: MemoryOptions;
  readonly run: ScanRun;
  /** Seconds until the last page of accounts was there: 8 pages of 20 a second are AWS's rate, and nothing else is under way. */
  readonly listing: number;
  /** The most that the sandbox had resident, which is another process. */
  readonly sandboxBytes: number;
  /** Whether every account, and every region of every account, has a row of coverage and was scanned. */
  readonly complete: boolean;
}

/** The whole command's memory over larger and larger organizations, and whether each scan is complete. */
export async function benchMemory(sizes: readonly number[] = [100, 1_000, 10_000]): Promise<void> {
  const measured: ScanMemory[] = [];
  for (const accounts of sizes) {
    const one = await measureMemory({ accounts, regions: REGIONS });
    console.error(`${accounts} accounts: ${seconds(one.run.seconds)}`);
    measured.push(one);
  }
  console.log(`${setting('memory')}\nTargets: ${TARGETS}.\n\n${memoryTable(measured)}`);
  if (!measured.every(({ complete }) => complete)) process.exitCode = 1;
}

export async function measureMemory(options: MemoryOptions): Promise<ScanMemory> {
  const sandbox = await serveSandbox({ generate: { seed: 'memory', ...options, apis: { median: 0 } }, rates: 'off' });
  try {
    return await withScan(sandbox, async (run, inventory) => {
      const listing = await secondsOfListing(run, inventory);
      const { rss } = await sandbox.usage();
      const places = options.accounts * (options.regions + 1);
      const rows = Object.values(run.coverage).reduce((sum, count) => sum + count, 0);
      return { options, run, listing, sandboxBytes: rss, complete: rows === places && run.coverage.scanned === places };
    });
  } finally {
    await sandbox.stop();
  }
}

async function secondsOfListing({ scan }: ScanRun, inventory: string): Promise<number> {
  const calls: number[] = [];
  JSON.parse(
    `[${(await readFile(join(inventory, 'organization.ndjson'), 'utf8')).trim().replaceAll('\n', ',')}]`,
    note,
  );
  return (Math.max(...calls) - Date.parse(scan.startedAt)) / 1_000;

  function note(_: string, value: { readonly api?: string; readonly at: string }) {
    if (value?.api === 'organizations:ListAccounts') calls.push(Date.parse(value.at));
    return value;
  }
}

/** How many times as much is resident in the tenth tenth of a run as in the second; null for a run of a few seconds. */
export function growthOf(memory: readonly number[]): number | null {
  const tenth = Math.floor(memory.length / 10);
  if (tenth === 0) return null;
  return median(memory.slice(9 * tenth)) / median(memory.slice(tenth, 2 * tenth));
}

export function memoryTable(measured: readonly ScanMemory[]): string {
  const head = [
    'accounts × regions',
    'requests',
    'peak',
    'growth',
    'listing accounts',
    'scan',
    'whole process',
    'rows of coverage',
  ];
  const rows = measured.map(({ options, run, listing, sandboxBytes, complete }) => {
    // One sample a second, from the start of the process.
    const growth = growthOf(run.memory.slice(Math.ceil(listing) + 1));
    return [
      `${whole(options.accounts)} × ${options.regions}`,
      whole(requestsOf(run)),
      megabytes(run.peakBytes),
      growth === null ? 'too short' : `${((growth - 1) * 100).toFixed(0)} %`,
      seconds(listing),
      seconds(run.collectingSeconds),
      seconds(run.seconds),
      `${whole(run.coverage.scanned ?? 0)} scanned${complete ? ', all' : ', NOT all'}`,
      megabytes(sandboxBytes),
    ];
  });
  return table([[...head, 'sandbox'], ...rows]);
}
