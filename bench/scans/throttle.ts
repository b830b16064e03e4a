import { ratio, seconds, setting, table, whole } from '../table.ts';
import { type Bound, lowerBound } from './bound.ts';
import { serveSandbox } from './sandbox-process.ts';
import { requestsOf, type ScanRun, withScan } from './scan-process.ts';

/** What is asked of a scan, in times of the least that AWS's request rates allow. */
const TARGET = 1.05;

/** Also of the smallest organization. */
const HOT_REGION = 'us-east-1';

export interface ThrottleOptions {
  readonly accounts: number;
  readonly regions: number;
  /** Of the one region that has far more than the others. */
  readonly hotApis: number;
  /** Which account has it, and how many HTTP and WebSocket APIs there are for each REST API, one scan after the other. */
  readonly cases: readonly ThrottleCase[];
  /** In milliseconds. */
  readonly latency: number;
  /** CPU of the bare SDK for one request, in milliseconds, as the bench `cpu` measures it. */
  readonly floor: number;
}

interface ThrottleCase {
  readonly hotAccount: number;
  readonly v2PerRest: number;
}

export interface Throttled extends ThrottleCase {
  readonly run: ScanRun;
  readonly throttled: number;
  readonly bound: Bound;
}

const ORGANIZATION: ThrottleOptions = {
  accounts: 40,
  regions: 17,
  hotApis: 300,
  cases: [
    { hotAccount: 1, v2PerRest: 0 },
    { hotAccount: 20, v2PerRest: 0 },
    { hotAccount: 39, v2PerRest: 0 },
    { hotAccount: 39, v2PerRest: 0.25 },
  ],
  latency: 30,
  floor: 0.6,
};

/** Against AWS's documented request rates: how near a scan comes to the least that they allow. */
export async function benchThrottle(floor = ORGANIZATION.floor): Promise<void> {
  const measured = await measureThrottle({ ...ORGANIZATION, floor });
  console.log(`${setting('throttle')}\n${throttleTable(measured)}`);
  if (measured.some(({ throttled }) => throttled > 0)) process.exitCode = 1;
}

export async function measureThrottle(options: ThrottleOptions): Promise<readonly Throttled[]> {
  const measured: Throttled[] = [];
  for (const one of options.cases) measured.push(await scanWithHot(one, options));
  return measured;
}

async function scanWithHot({ hotAccount, v2PerRest }: ThrottleCase, options: ThrottleOptions): Promise<Throttled> {
  const { accounts, regions, hotApis, latency, floor } = options;
  const hotSpots = [{ account: hotAccount, region: HOT_REGION, apis: hotApis }];
  const sandbox = await serveSandbox({
    generate: { seed: 'throttle', accounts, regions, apis: { median: 5, hotSpots }, v2PerRest },
    rates: 'aws',
    latency: { milliseconds: latency },
    countBuckets: true,
  });
  try {
    return await withScan(sandbox, async (run) => {
      const { buckets, throttled } = await sandbox.counts();
      return { hotAccount, v2PerRest, run, throttled, bound: lowerBound({ buckets, accounts, latency, floor }) };
    });
  } finally {
    await sandbox.stop();
  }
}

export function throttleTable(measured: readonly Throttled[]): string {
  const head = [
    'many APIs in',
    'HTTP per REST API',
    'requests',
    'throttled',
    'scan',
    'bound',
    `scan ÷ bound (target ${TARGET})`,
  ];
  const rows = measured.map(({ hotAccount, v2PerRest, run, throttled, bound }) => [
    `account ${hotAccount}`,
    String(v2PerRest),
    whole(requestsOf(run)),
    whole(throttled),
    seconds(run.collectingSeconds),
    seconds(bound.seconds),
    ratio(run.collectingSeconds / bound.seconds),
    seconds(run.seconds),
    `${bound.slowest.key.split(' ')[2]}, ${whole(bound.slowest.requests)} requests`,
    seconds(bound.cpuSeconds),
  ]);
  return table([[...head, 'whole process', 'slowest bucket', 'CPU bound'], ...rows]);
}
