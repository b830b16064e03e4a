import { serveSandbox } from './sandbox-process.ts';
import { requestsOf, type ScanRun, withScan } from './scan-process.ts';
import { median, megabytes, seconds, setting, table, whole } from './table.ts';

const REGIONS = 17;
const TARGETS = 'at most 250 MB, at most 50 MB more than the smallest, growth at most 20 %';

export interface MemoryOptions {
  readonly accounts: number;
  readonly regions: number;
}

export interface ScanMemory {
  readonly options: MemoryOptions;
  readonly run: ScanRun;
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
    return await withScan(sandbox, async (run) => {
      const { rss } = await sandbox.usage();
      const places = options.accounts * (options.regions + 1);
      const rows = Object.values(run.coverage).reduce((sum, count) => sum + count, 0);
      return { options, run, sandboxBytes: rss, complete: rows === places && run.coverage.scanned === places };
    });
  } finally {
    await sandbox.stop();
  }
}

/** How many times as much is resident in the tenth tenth of a run as in the second; null for a run of a few seconds. */
export function growthOf(memory: readonly number[]): number | null {
  const tenth = Math.floor(memory.length / 10);
  if (tenth === 0) return null;
  return median(memory.slice(9 * tenth)) / median(memory.slice(tenth, 2 * tenth));
}

export function memoryTable(measured: readonly ScanMemory[]): string {
  const head = ['accounts × regions', 'requests', 'peak', 'growth', 'scan', 'whole process', 'rows of coverage'];
  const rows = measured.map(({ options, run, sandboxBytes, complete }) => {
    const growth = growthOf(run.memory);
    return [
      `${whole(options.accounts)} × ${options.regions}`,
      whole(requestsOf(run)),
      megabytes(run.peakBytes),
      growth === null ? 'too short' : `${((growth - 1) * 100).toFixed(0)} %`,
      seconds(run.collectingSeconds),
      seconds(run.seconds),
      `${whole(run.coverage.scanned ?? 0)} scanned${complete ? ', all' : ', NOT all'}`,
      megabytes(sandboxBytes),
    ];
  });
  return table([[...head, 'sandbox'], ...rows]);
}
