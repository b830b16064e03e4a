import { place } from '../../../reports/place.ts';
import { gapCount } from '../../../reports/table/coverage.ts';
import { shorten } from '../../../reports/visible-text.ts';
import { EXIT } from '../../engine/exit-status.ts';
import type { ComparedFinding } from '../../model/comparison.ts';
import type { CoverageGap, Report } from '../../model/report.ts';
import { SEVERITIES } from '../../model/verdict.ts';
import type { ScanResult } from './result.ts';
import type { Annotation } from './workflow-commands.ts';

/** GitHub shows ten errors and ten warnings of a step, and a workflow has other steps too. */
const MOST = 4;
const MESSAGE_LIMIT = 1000;

/** What people see first: an error, counts, what could not be seen, and as many of the gravest failures as there is room for. */
export function annotationsOf({ status, report, error }: ScanResult): readonly Annotation[] {
  const level = status === EXIT.findings ? 'error' : 'warning';
  const all: readonly Annotation[] = [
    ...(error === null ? [] : [{ level: 'error', title: 'Trailgate could not scan', message: error } as const]),
    ...(report === null ? [] : [...counts(report, level), ...blindness(report, status), ...gravest(report, level)]),
  ];
  return all
    .slice(0, MOST)
    .map((annotation) => ({ ...annotation, message: shorten(annotation.message, MESSAGE_LIMIT) }));
}

function counts({ summary, comparison }: Report, level: Annotation['level']): readonly Annotation[] {
  const { failures, outcomes } = summary;
  if (outcomes.fail === 0) return [];
  const parts = SEVERITIES.filter((severity) => failures[severity] > 0).map(
    (severity) => `${failures[severity]} ${severity}`,
  );
  const change = comparison === null ? '' : `; ${comparison.counts.new} new since the baseline`;
  return [{ level, title: 'Trailgate found failures', message: `Failures: ${parts.join(', ')}${change}` }];
}

/** What is unknown has not passed. */
function blindness({ summary, gaps, scan }: Report, status: number): readonly Annotation[] {
  const { outcomes } = summary;
  const uncovered = gapCount(summary);
  const parts = [
    ...(scan.interrupted ? ['The scan was stopped before it was done'] : []),
    ...(uncovered === 0 ? [] : [`Accounts and regions that were not scanned, or not wholly: ${uncovered}`]),
    ...gaps.slice(0, 1).map((gap) => `The most frequent reason is ${reasonOf(gap)}`),
    ...(outcomes.unknown === 0 ? [] : [`Findings that are unknown: ${outcomes.unknown}`]),
  ];
  const level = status === EXIT.impossible ? 'error' : 'warning';
  return parts.length === 0 ? [] : [{ level, title: 'Trailgate could not see everything', message: parts.join('. ') }];
}

function reasonOf({ status, reason, api, places, example }: CoverageGap): string {
  const why = [reason ?? status, api].filter((part) => part !== null).join(' at ');
  return `${why} (${places}, such as ${place(example)})`;
}

/** With a baseline the new ones: the others were annotated before. */
function gravest({ worst, comparison }: Report, level: Annotation['level']): readonly Annotation[] {
  const shown: readonly ComparedFinding[] = comparison === null ? worst : comparison.worstNew;
  return shown.map((finding) => ({
    level,
    title: `${finding.severity}: ${finding.ruleId}`,
    message: `${finding.message} (${finding.resource.arn} in ${place(finding)})`,
  }));
}
