import type { Report } from '../../src/model/report.ts';
import { SEVERITIES } from '../../src/model/verdict.ts';
import { gapCount } from './coverage.ts';
import type { Style, Terminal } from './terminal.ts';
import { wrap } from './terminal.ts';

const STYLES = { FAILED: 'red', UNPROVEN: 'yellow', PASSED: 'green' } as const satisfies Record<string, Style>;

/** What the scan came to, in a sentence or two. */
export function verdictLines(report: Report, terminal: Terminal): string[] {
  const { outcomes, failures } = report.summary;
  const word = verdictOf(report);
  const bySeverity = SEVERITIES.filter((severity) => failures[severity] > 0)
    .map((severity) => `${failures[severity]} ${severity}`)
    .join(', ');
  const text =
    `${word}: ${outcomes.fail} failed${bySeverity === '' ? '' : ` (${bySeverity})`}, ${outcomes.unknown} unknown, ` +
    `${outcomes.pass} passed, ${outcomes['not-applicable']} not applicable.` +
    (report.scan.interrupted ? ' The scan was stopped before it was done.' : '');
  const [first = '', ...rest] = wrap(text, terminal.width);
  return [terminal.paint(STYLES[word], first.slice(0, word.length)) + first.slice(word.length), ...rest];
}

/** Nothing failing proves little where something was not judged, or nothing was. */
function verdictOf({ summary, scan }: Report): keyof typeof STYLES {
  if (summary.outcomes.fail > 0) return 'FAILED';
  const complete = summary.outcomes.unknown === 0 && gapCount(summary) === 0 && !scan.interrupted;
  return complete && summary.outcomes.pass > 0 ? 'PASSED' : 'UNPROVEN';
}
