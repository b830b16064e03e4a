import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { gapCount } from '../../../reports/table/coverage.ts';
import { EXIT } from '../../engine/exit-status.ts';
import type { Report } from '../../model/report.ts';
import type { ActionInputs } from './inputs.ts';
import type { ScanResult } from './result.ts';

/** Paths and numbers only: a workflow may put an output into a command. What is not known is left out. */
export function outputsOf(
  inputs: Pick<ActionInputs, 'paths' | 'inventory'> | null,
  { status, report }: ScanResult,
): Readonly<Record<string, string | number>> {
  const inventory = inputs?.inventory ?? null;
  // A folder that the scan was refused holds somebody else's evidence.
  const hasInventory = inventory !== null && status !== EXIT.usage && existsSync(inventory);
  return {
    ...(report === null ? {} : { ...inputs?.paths, ...countsOf(report) }),
    ...(hasInventory ? { inventory } : {}),
    'exit-status': status,
  };
}

function countsOf({ summary, comparison }: Report): Readonly<Record<string, number>> {
  const { failures, outcomes } = summary;
  return {
    critical: failures.critical,
    high: failures.high,
    medium: failures.medium,
    low: failures.low,
    unknown: outcomes.unknown,
    uncovered: gapCount(summary),
    ...(comparison === null ? {} : { new: comparison.counts.new, fixed: comparison.counts.fixed }),
  };
}

/** Outputs as GITHUB_OUTPUT takes them: each value between delimiters that it cannot hold (Workflow commands, multiline strings). */
export function outputFile(outputs: Readonly<Record<string, string | number>>): string {
  const delimiter = `trailgate-${randomUUID()}`;
  return Object.entries(outputs)
    .map(([name, value]) => `${name}<<${delimiter}\n${value}\n${delimiter}\n`)
    .join('');
}
