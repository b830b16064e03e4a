import type { Change } from '../src/model/comparison.ts';
import type { Control } from '../src/model/controls.ts';
import { FRAMEWORKS } from '../src/model/controls.ts';
import type { RecordState } from '../src/model/coverage-matrix.ts';
import type { CoverageStatus, FindingReason, Summary } from '../src/model/report.ts';
import type { Outcome, Severity } from '../src/model/verdict.ts';
import { counted, figure } from './words.ts';

/** The words of the report, for what the reporter writes and for what the page's script shows. */

export const OUTCOME_LABELS: Readonly<Record<Outcome, string>> = {
  fail: 'Failed',
  unknown: 'Unknown',
  pass: 'Passed',
  'not-applicable': 'Not applicable',
};

export const SEVERITY_LABELS: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
};

/** `sign` tells the statuses apart without colour. */
export const STATUS_LABELS: Readonly<
  Record<CoverageStatus, { readonly sign: string; readonly label: string; readonly meaning: string }>
> = {
  scanned: { sign: '·', label: 'Scanned', meaning: 'every question was answered' },
  'partly-scanned': { sign: '½', label: 'Partly scanned', meaning: 'some questions were answered' },
  denied: { sign: '×', label: 'Denied', meaning: 'the audit role lacks a permission' },
  'denied-by-scp': { sign: '§', label: 'Denied by policy', meaning: 'a service control policy denies the calls' },
  disabled: { sign: '–', label: 'Disabled', meaning: 'the account has not enabled the region' },
  'throttled-out': { sign: '≈', label: 'Throttled', meaning: 'AWS kept asking to slow down' },
  unreachable: { sign: '!', label: 'Unreachable', meaning: 'no answer came' },
  'not-scanned': { sign: '?', label: 'Not scanned', meaning: 'nothing was asked' },
};

/** What became of events; `sign` tells the states apart without colour. */
export const RECORD_LABELS: Readonly<
  Record<RecordState, { readonly sign: string; readonly label: string; readonly meaning: string }>
> = {
  recorded: { sign: '✓', label: 'Recorded', meaning: 'a trail that works selects them' },
  uncertain: { sign: '?', label: 'Uncertain', meaning: 'whether a trail records them could not be found out' },
  lost: { sign: '×', label: 'Lost', meaning: 'no trail records them' },
};

export const CHANGE_LABELS: Readonly<Record<Change, string>> = {
  new: 'New',
  changed: 'Changed',
  'became-unknown': 'Became unknown',
  fixed: 'Fixed',
  unchanged: 'Unchanged',
};

/** A framework and its version, as an address has it and as people call it. */
export function frameworkOf({ framework, version }: Control): { readonly key: string; readonly label: string } {
  return { key: `${framework} ${version}`, label: `${FRAMEWORKS[framework] ?? framework} ${version}` };
}

/** A clause as an address has it. */
export function clauseKey(control: Control): string {
  return `${frameworkOf(control).key} ${control.id}`;
}

/** Clauses in the order in which their framework lists them: `4.2` before `4.10`. */
export function compareClauses(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

export const REASON_LABELS: Readonly<Record<FindingReason['reason'], string>> = {
  'access-denied': 'Access denied',
  'denied-by-scp': 'Denied by a service control policy',
  'region-disabled': 'Region disabled',
  throttled: 'Throttled',
  unreachable: 'Unreachable',
  'credentials-expired': 'Credentials expired',
  'invalid-response': 'Invalid response',
  error: 'Error',
  'not-asked': 'Not asked',
  undecidable: 'Undecidable',
};

/** What stands where a region would, for what no region holds. */
export const NO_REGION = 'global';

/** An ISO 8601 time in UTC to the second, such as `2026-11-20 04:00:12 UTC`; other text as it is. */
export function time(iso: string): string {
  const parts = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/.exec(iso);
  return parts === null ? iso : `${parts[1]} ${parts[2]} UTC`;
}

/** The report in a sentence or two. What could not be decided is never passed over. */
export function verdictSentence({ outcomes, failures }: Summary, interrupted: boolean): string {
  const { fail, unknown, pass } = outcomes;
  const checks = fail + unknown + pass;
  const stopped = interrupted ? ' The scan was stopped before it was done.' : '';
  if (checks === 0) return `Nothing was checked.${stopped}`;
  if (fail > 0) {
    const grave = failures.critical > 0 ? `, ${figure(failures.critical)} of them critical` : '';
    const open = unknown > 0 ? ` ${figure(unknown)} could not be decided.` : '';
    return `${figure(fail)} of ${counted(checks, 'check')} failed${grave}.${open}${stopped}`;
  }
  if (unknown > 0) {
    return `Nothing failed, but ${figure(unknown)} of ${counted(checks, 'check')} could not be decided.${stopped}`;
  }
  return `${checks === 1 ? 'The one check' : `All ${figure(checks)} checks`} passed.${stopped}`;
}
