import type { Report, Summary } from '../model/report.ts';
import { SEVERITIES, type Severity } from '../model/verdict.ts';

/** What the process ends with. 2 also says that unknown verdicts were not to be tolerated; 130 and 143 are the shell's for Ctrl-C and SIGTERM. */
export const EXIT = { clean: 0, findings: 1, impossible: 2, usage: 64, interrupted: 130, terminated: 143 } as const;
export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

export interface Tolerance {
  /** The mildest severity that fails the run. */
  readonly failOn: Severity | 'never';
  readonly failOnUnknown: boolean;
}

/** A certain finding weighs more than an unanswered question: 1 where both would fail the run. */
export function exitStatus({ summary }: Pick<Report, 'summary'>, { failOn, failOnUnknown }: Tolerance): ExitStatus {
  if (saysNothing(summary)) return EXIT.impossible;
  const grave = failOn === 'never' ? [] : SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1);
  if (grave.some((severity) => summary.failures[severity] > 0)) return EXIT.findings;
  return failOnUnknown && summary.outcomes.unknown > 0 ? EXIT.impossible : EXIT.clean;
}

/** Whether a scan has nothing to say: no target gave any evidence, or none of it was enough for a single verdict. */
export function saysNothing({ coverage, outcomes }: Summary): boolean {
  const nothingRead = coverage.scanned + coverage['partly-scanned'] === 0;
  return nothingRead || (outcomes.pass + outcomes.fail === 0 && outcomes.unknown > 0);
}
