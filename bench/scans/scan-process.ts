import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { CoverageRow, CoverageStatus, ScanDescription } from '../../src/model/report.ts';
import { type ProbedRun, runProbed } from './probed-process.ts';
import { BUILT, type SandboxProcess } from './sandbox-process.ts';

export const MAIN = `${BUILT}/src/cli/main.js`;

/** A scan by the real command line, in a process of its own. */
export interface ScanRun extends ProbedRun {
  readonly scan: ScanDescription;
  /** From the first question about the organization to the last answer. */
  readonly collectingSeconds: number;
  /** Rows of the report's coverage by status. */
  readonly coverage: Readonly<Partial<Record<CoverageStatus, number>>>;
}

/** Scans the sandbox's whole organization, keeps its inventory while `use` looks at the run, and removes it. */
export async function withScan<T>(
  sandbox: SandboxProcess,
  use: (run: ScanRun, inventory: string) => T | Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'trailgate-scan-'));
  const [inventory, report] = [join(folder, 'inventory'), join(folder, 'report.json')];
  try {
    const run = await runProbed(
      [
        ...[MAIN, 'scan', '--organization', '--role-name', 'OrganizationAccountAccessRole', '--rate-share', '1'],
        ...['--save-inventory', inventory, '--report', `json=${report}`, '--fail-on', 'never', '--quiet'],
      ],
      sandbox.environment,
    );
    const { scan, coverage } = await readReport(report);
    const collectingSeconds = (Date.parse(scan.finishedAt) - Date.parse(scan.startedAt)) / 1_000;
    return await use({ ...run, scan, collectingSeconds, coverage }, inventory);
  } finally {
    await rm(folder, { recursive: true });
  }
}

export function requestsOf({ scan }: ScanRun): number {
  return Object.values(scan.requests).reduce((sum, count) => sum + count, 0);
}

/**
 * A report's start, up to its coverage: of a large organization it is larger than what Node takes as one text. A row of
 * coverage is a line.
 */
async function readReport(file: string): Promise<Pick<ScanRun, 'scan' | 'coverage'>> {
  const head: string[] = [];
  const coverage: Partial<Record<CoverageStatus, number>> = {};
  let inCoverage = false;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    if (inCoverage && !line.startsWith('    {')) break;
    if (inCoverage) {
      const { status } = JSON.parse(line.replace(/,$/, '')) as CoverageRow;
      coverage[status] = (coverage[status] ?? 0) + 1;
    } else if (line.startsWith('  "coverage":')) inCoverage = true;
    else head.push(line);
  }
  const { scan } = JSON.parse(`${head.join('\n').replace(/,$/, '')}}`) as { readonly scan: ScanDescription };
  return { scan, coverage };
}
