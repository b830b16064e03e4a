import type { GenerateOptions } from '../src/sandbox/index.ts';
import { generate, startSandbox } from '../src/sandbox/index.ts';

/** What a sandbox in a process of its own tells its parent. */
export type Told =
  | { readonly kind: 'started'; readonly environment: Readonly<Record<string, string>> }
  /** Microseconds of CPU since the start, and bytes of resident memory. */
  | { readonly kind: 'usage'; readonly cpu: number; readonly rss: number; readonly throttled: number };

const sandbox = await startSandbox({
  world: generate(JSON.parse(process.argv[2] ?? '{}') as GenerateOptions).world,
  rates: 'off',
});

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  tell({ kind: 'usage', cpu: user + system, rss: process.memoryUsage.rss(), throttled: sandbox.throttled });
});
process.once('disconnect', () => void sandbox.stop());
tell({ kind: 'started', environment: sandbox.environment });

function tell(told: Told): void {
  process.send?.(told);
}
