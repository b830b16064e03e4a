import { generate } from '../../src/sandbox/index.ts';
import { seconds, setting, table, whole } from '../table.ts';
import { serveSandbox } from './sandbox-process.ts';
import { requestsOf, type ScanRun, withScan } from './scan-process.ts';

const REGION = 'us-east-1';

export interface Grown {
  /** REST, HTTP and WebSocket APIs of the one account in the one region. */
  readonly apis: number;
  readonly run: ScanRun;
}

/** What one more API costs: calls, CPU and time, from one API to a thousand in one place. */
export async function benchGrowth(restApis: readonly number[] = [1, 10, 100, 1_000]): Promise<void> {
  const measured: Grown[] = [];
  for (const count of restApis) measured.push(await measureGrowth(count));
  console.log(`${setting('growth')}\n${growthTable(measured)}\n\n${callsTable(measured)}`);
}

export async function measureGrowth(restApis: number): Promise<Grown> {
  const hotSpots = [{ account: 0, region: REGION, apis: restApis }];
  const organization = { seed: 'growth', accounts: 1, regions: [REGION], apis: { median: 0, hotSpots } };
  const sandbox = await serveSandbox({ generate: organization, rates: 'off' });
  try {
    const region = generate(organization).world.accounts.at(0).region(REGION);
    const apis = region.restApis.length + region.v2Apis.length;
    return await withScan(sandbox, (run) => ({ apis, run }));
  } finally {
    await sandbox.stop();
  }
}

/** The slope of the straight line that lies nearest to the points, and how far at most a point lies from it. */
export function lineThrough(points: readonly (readonly [x: number, y: number])[]): { slope: number; farthest: number } {
  const mean = (of: (point: readonly [number, number]) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x, y] = [mean(([value]) => value), mean(([, value]) => value)];
  const variance = mean(([value]) => (value - x) ** 2);
  const slope = variance === 0 ? 0 : mean(([px, py]) => (px - x) * (py - y)) / variance;
  const farthest = Math.max(...points.map(([px, py]) => Math.abs(py - (y + slope * (px - x)))));
  return { slope, farthest };
}

export function growthTable(measured: readonly Grown[]): string {
  const rows = measured.map(({ apis, run }) => [
    whole(apis),
    whole(requestsOf(run)),
    seconds(run.collectingSeconds),
    `${(run.cpu / 1_000).toFixed(2)} s`,
  ]);
  return table([['APIs', 'requests', 'scan', 'CPU'], ...rows]);
}

/** Calls by API, with the calls that one more API costs. */
export function callsTable(measured: readonly Grown[]): string {
  const names = [...new Set(measured.flatMap(({ run }) => Object.keys(run.scan.requests)))].sort();
  const row = (name: string, callsOf: (grown: Grown) => number) => {
    const { slope, farthest } = lineThrough(measured.map((grown) => [grown.apis, callsOf(grown)]));
    return [name, ...measured.map((grown) => whole(callsOf(grown))), slope.toFixed(3), farthest.toFixed(1)];
  };
  const rows = names.map((name) => row(name, ({ run }) => run.scan.requests[name] ?? 0));
  const head = ['calls', ...measured.map(({ apis }) => `${whole(apis)} APIs`), 'for one more', 'off the line'];
  return table([head, ...rows, row('all', ({ run }) => requestsOf(run))]);
}
