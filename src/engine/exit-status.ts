import type { Report, Summary } from '../model/report.ts';
import { SEVERITIES, type Severity } from '../model/verdict.ts';

/** What the process ends with. 2 also says that unknown verdicts were not to be tolerated; 130 is the shell's for Ctrl-C. */
export const EXIT = { clean: 0, findings: 1, impossible: 2, usage: 64, interrupted: 130 } as const;
export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

export interface Tolerance {
  /** The mildest severity that fails the run. */
  readonly failOn: Severity | 'never';
  readonly failOnUnknown: boolean;
}

/** A certain finding weighs more than an unanswered question: 1 where both would fail the run. */
export function exitStatus(
  { scan, summary }: Pick<Report, 'scan' | 'summary'>,
  { failOn, failOnUnknown }: Tolerance,
): ExitStatus {
  if (scan.interrupted) return EXIT.interrupted;
  if (nothingRead(summary)) return EXIT.impossible;
  const grave = failOn === 'never' ? [] : SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1);
  if (grave.some((severity) => summary.failures[severity] > 0)) return EXIT.findings;
  return failOnUnknown && summary.outcomes.unknown > 0 ? EXIT.impossible : EXIT.clean;
}

/** Whether no target at all gave any evidence: such a scan has nothing to say. */
export function nothingRead({ coverage }: Summary): boolean {
  return coverage.scanned + coverage['partly-scanned'] === 0;
}
