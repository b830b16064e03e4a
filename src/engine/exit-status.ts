import type { Report, Summary } from '../model/report.ts';
import { SEVERITIES, type Severity } from '../model/verdict.ts';

/** What the process ends with. 2 also says that unknown verdicts were not to be tolerated; 130 and 143 are the shell's for Ctrl-C and SIGTERM. */
export const EXIT = { clean: 0, findings: 1, impossible: 2, usage: 64, interrupted: 130, terminated: 143 } as const;
export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

export interface Tolerance {
  /** The mildest severity that fails the run. */
  readonly failOn: Severity | 'never';
  /** Whether only what the baseline did not have at that severity fails the run. */
  readonly onlyNew: boolean;
  readonly failOnUnknown: boolean;
}

/** A certain finding weighs more than an unanswered question: 1 where both would fail the run. */
export function exitStatus(report: Pick<Report, 'summary' | 'comparison'>, tolerance: Tolerance): ExitStatus {
  const { summary } = report;
  if (saysNothing(summary)) return EXIT.impossible;
  if (failsRun(report, tolerance)) return EXIT.findings;
  return tolerance.failOnUnknown && summary.outcomes.unknown > 0 ? EXIT.impossible : EXIT.clean;
}

function failsRun({ summary, comparison }: Pick<Report, 'summary' | 'comparison'>, tolerance: Tolerance): boolean {
  const { failOn, onlyNew } = tolerance;
  if (failOn === 'never') return false;
  const grave = SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1);
  // Without a baseline everything is new.
  if (!onlyNew || comparison === null) return grave.some((severity) => summary.failures[severity] > 0);
  return comparison.worsened[failOn] > 0 || grave.some((severity) => comparison.newFailures[severity] > 0);
}

/** Whether a scan has nothing to say: no target gave any evidence, or none of it was enough for a single verdict. */
export function saysNothing({ coverage, outcomes }: Summary): boolean {
  const nothingRead = coverage.scanned + coverage['partly-scanned'] === 0;
  return nothingRead || (outcomes.pass + outcomes.fail === 0 && outcomes.unknown > 0);
}
