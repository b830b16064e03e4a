import type { Comparison } from '../../src/model/comparison.ts';
import { SEVERITIES } from '../../src/model/verdict.ts';
import { place } from '../place.ts';
import { visible } from '../visible-text.ts';
import type { Column } from './grid.ts';
import { grid } from './grid.ts';
import type { Terminal } from './terminal.ts';
import { wrap } from './terminal.ts';

const LIMIT = 5;

const COLUMNS: readonly Column[] = ['New', 'Rule', 'Where', 'Resource'].map((title) => ({ title, align: 'left' }));

/** What became of failures since the baseline, and the gravest of the new ones. */
export function comparisonLines(comparison: Comparison, terminal: Terminal): string[] {
  const { baseline, counts, newFailures, worstNew } = comparison;
  const bySeverity = SEVERITIES.filter((severity) => newFailures[severity] > 0)
    .map((severity) => `${newFailures[severity]} ${severity}`)
    .join(', ');
  const text =
    `Failures since the report of ${visible(baseline.judgedAt)}: ${counts.new} new` +
    `${bySeverity === '' ? '' : ` (${bySeverity})`}, ${counts.changed} changed, ${counts.fixed} fixed, ` +
    `${counts['became-unknown']} became unknown, ${counts.unchanged} unchanged.`;
  const shown = worstNew.slice(0, LIMIT);
  const rows = shown.map((finding) =>
    [finding.severity, finding.ruleId, place(finding), finding.resource.name].map((cell) => ({ text: cell })),
  );
  const more = counts.new - shown.length;
  return [
    ...wrap(text, terminal.width),
    ...(rows.length === 0 ? [] : grid(COLUMNS, rows, terminal)),
    ...(more === 0 ? [] : [terminal.paint('dim', `and ${more} more`)]),
  ];
}
