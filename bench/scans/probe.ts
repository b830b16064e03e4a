import { writeFileSync } from 'node:fs';
import { Agent } from 'node:http';

/** What a probed process took: milliseconds of CPU, user and system, and the most bytes that it had resident. */
export interface Probed {
  readonly cpu: number;
  /** Until it closed its connections, which a scan does when it has collected; null where it never did. */
  readonly cpuUntilClosed: number | null;
  readonly peakBytes: number;
}

/** Where a process that is started with `--import` of this file writes what it took, at its end. */
export const PROBE_FILE = 'TRAILGATE_BENCH_PROBE_FILE';

const file = process.env[PROBE_FILE];
if (file !== undefined) {
  let cpuUntilClosed: number | null = null;
  const destroy = Agent.prototype.destroy;
  Agent.prototype.destroy = function (this: Agent) {
    cpuUntilClosed ??= cpu();
    destroy.call(this);
  };
  process.once('exit', () => {
    const probed: Probed = { cpu: cpu(), cpuUntilClosed, peakBytes: process.resourceUsage().maxRSS * 1_024 };
    writeFileSync(file, JSON.stringify(probed));
  });
}

function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
