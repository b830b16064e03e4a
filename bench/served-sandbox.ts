import { bucketFor } from '../src/aws/rates.ts';
import type { GenerateOptions } from '../src/sandbox/index.ts';
import { generate, startSandbox } from '../src/sandbox/index.ts';
import { openRates, type Rates } from '../src/sandbox/rates.ts';

/** What a sandbox in a process of its own is told, as JSON in its first argument. */
export interface ServedOptions {
  readonly generate: GenerateOptions;
  readonly rates: 'aws' | 'off';
  readonly latency?: { readonly milliseconds: number };
  /** Whether to count requests by bucket, which takes memory with every account and region. */
  readonly countBuckets?: boolean;
}

/** The requests that reached one of AWS's token buckets, throttled ones included, and its rate. */
export interface BucketCount {
  /** Account, region, and service or operation. */
  readonly key: string;
  readonly requests: number;
  readonly burst: number;
  readonly perSecond: number;
}

/** What a sandbox in a process of its own tells its parent. It is asked with the name of what is to be told. */
export type Told =
  | { readonly kind: 'started'; readonly environment: Readonly<Record<string, string>> }
  /** Microseconds of CPU since the start, and bytes of resident memory. */
  | { readonly kind: 'usage'; readonly cpu: number; readonly rss: number; readonly throttled: number }
  /** `requests` and `unknown` by API. */
  | {
      readonly kind: 'counts';
      readonly requests: Readonly<Record<string, number>>;
      readonly unknown: Readonly<Record<string, number>>;
      readonly throttled: number;
      readonly buckets: readonly BucketCount[];
    };

const options = JSON.parse(process.argv[2] ?? '{}') as ServedOptions;
const buckets = new Map<string, BucketCount>();
const sandbox = await startSandbox({
  world: generate(options.generate).world,
  rates: options.countBuckets === true ? counting(options.rates) : options.rates,
  ...(options.latency === undefined ? {} : { latency: options.latency }),
});

/** The same rates, with every request counted. */
function counting(rates: ServedOptions['rates']): Rates {
  const limits = rates === 'off' ? null : openRates({ scale: 1, now: () => performance.now() });
  return {
    take: (api, accountId, region) => {
      const { key, rate } = bucketFor(api, accountId, region);
      const { burst, perSecond } = rate;
      buckets.set(key, { key, requests: (buckets.get(key)?.requests ?? 0) + 1, burst, perSecond });
      return limits?.take(api, accountId, region) ?? true;
    },
    get size() {
      return limits?.size ?? 0;
    },
  };
}

process.on('message', (kind) => (kind === 'counts' ? tellCounts() : tellUsage()));
process.once('disconnect', () => void sandbox.stop());
tell({ kind: 'started', environment: sandbox.environment });

function tellUsage(): void {
  const { user, system } = process.cpuUsage();
  tell({ kind: 'usage', cpu: user + system, rss: process.memoryUsage.rss(), throttled: sandbox.throttled });
}

function tellCounts(): void {
  const { requests, unknown, throttled } = sandbox;
  const [byApi, unknownByApi] = [Object.fromEntries(requests), Object.fromEntries(unknown)];
  tell({ kind: 'counts', requests: byApi, unknown: unknownByApi, throttled, buckets: [...buckets.values()] });
}

function tell(told: Told): void {
  process.send?.(told);
}
