import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GenerateOptions } from '../../src/sandbox/index.ts';
import { generate } from '../../src/sandbox/index.ts';
import { median, milliseconds, ratio, setting, table, whole } from '../table.ts';
import { runProbed } from './probed-process.ts';
import { type Call, replayOf } from './replay.ts';
import { BUILT, type SandboxProcess, serveSandbox } from './sandbox-process.ts';
import { withScan } from './scan-process.ts';

/** What is asked of a scan, in times of the CPU of the bare SDK. */
const TARGET = 1.1;

export interface CpuOptions {
  readonly accounts: number;
  readonly regions: number;
  /** REST APIs of an account in a region, the median. */
  readonly apis: number;
  readonly rounds: number;
}

/** Milliseconds of CPU for each request: medians of the rounds. */
export interface CpuPerRequest {
  readonly options: CpuOptions;
  readonly requests: number;
  /** The bare SDK, from the start of its process to its end. */
  readonly floor: number;
  /** The scan, from the start of its process to the last answer: with its evidence written down. */
  readonly collecting: number;
  /** The whole command: judged and reported too. */
  readonly command: number;
}

const ORGANIZATIONS: readonly CpuOptions[] = [
  { accounts: 40, regions: 17, apis: 5, rounds: 3 },
  { accounts: 100, regions: 17, apis: 0, rounds: 3 },
];

/** Trailgate's CPU for a request beside the bare SDK's, in fresh processes that take turns. */
export async function benchCpu(): Promise<void> {
  const measured: CpuPerRequest[] = [];
  for (const options of ORGANIZATIONS) measured.push(await measureCpu(options));
  console.log(`${setting('cpu')}\n${cpuTable(measured)}`);
}

export async function measureCpu(options: CpuOptions): Promise<CpuPerRequest> {
  const { accounts, regions, apis, rounds } = options;
  const organization: GenerateOptions = { seed: 'cpu', accounts, regions, apis: { median: apis } };
  const taken: Pick<CpuPerRequest, 'requests' | 'floor' | 'collecting' | 'command'>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const sandbox = await serveSandbox({ generate: organization, rates: 'off' });
    try {
      taken.push(await oneRound(sandbox, organization));
    } finally {
      await sandbox.stop();
    }
  }
  const middle = (of: (one: (typeof taken)[number]) => number) => median(taken.map(of));
  return {
    options,
    requests: middle(({ requests }) => requests),
    floor: middle(({ floor }) => floor),
    collecting: middle(({ collecting }) => collecting),
    command: middle(({ command }) => command),
  };
}

async function oneRound(sandbox: SandboxProcess, organization: GenerateOptions) {
  const { world } = generate(organization);
  const { cpu, cpuUntilClosed, requests, calls } = await withScan(sandbox, async (run, inventory) => {
    const { requests } = await sandbox.counts();
    const regions = world.regions.map(({ name }) => name);
    return {
      ...run,
      requests,
      calls: await replayOf({ inventory, requests, accountId: world.callerAccountId, regions }),
    };
  });
  const count = Object.values(requests).reduce((sum, of) => sum + of, 0);
  if (calls.length < count * 0.99) throw new Error(`only ${calls.length} of ${count} requests can be sent again`);
  if (cpuUntilClosed === null) throw new Error('the scan never closed its connections');
  const floor = await sendBare(calls, sandbox);
  return { requests: count, floor: floor / calls.length, collecting: cpuUntilClosed / count, command: cpu / count };
}

/** Milliseconds of CPU of a process that sends the calls and does nothing else. */
async function sendBare(calls: readonly Call[], { environment }: SandboxProcess): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'trailgate-bare-'));
  try {
    const file = join(folder, 'calls.json');
    await writeFile(file, JSON.stringify(calls));
    return (await runProbed([`${BUILT}/bench/bare-sdk.js`, file], environment)).cpu;
  } finally {
    await rm(folder, { recursive: true });
  }
}

export function cpuTable(measured: readonly CpuPerRequest[]): string {
  const head = ['organization', 'requests', 'bare SDK', 'scan', `scan ÷ SDK (target ${TARGET})`];
  const rows = measured.map(({ options, requests, floor, collecting, command }) => [
    `${options.accounts} × ${options.regions}, ${options.apis === 0 ? 'no APIs' : `about ${options.apis} APIs each`}`,
    whole(requests),
    milliseconds(floor),
    milliseconds(collecting),
    ratio(collecting / floor),
    milliseconds(command),
    ratio(command / floor),
  ]);
  return table([[...head, 'with judging and a report', '÷ SDK'], ...rows]);
}
