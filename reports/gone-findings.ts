import type { Finding, Report } from '../src/model/report.ts';

/**
 * The report's findings, and after them the baseline's failures whose resource is no longer there, as findings that do
 * not apply any more: a receiver that keeps findings would otherwise show them as failing for ever. A failure of which
 * nobody knows what became is left out, so that the receiver keeps what it has.
 */
export async function* findingsAndGone(report: Report): AsyncIterable<Finding> {
  yield* report.findings();
  if (report.comparison === null) return;
  const rules = new Map<string, Report['rules'][number]>(report.rules.map((rule) => [rule.id, rule]));
  for await (const { change, message, ...gone } of report.comparison.gone()) {
    if (change !== 'fixed') continue;
    yield {
      ...gone,
      change,
      outcome: 'not-applicable',
      message: `gone since the baseline, which said: ${message}`,
      reasons: [],
      controls: rules.get(gone.ruleId)?.controls ?? [],
      remediation: null,
      evidence: { calls: [], facts: {} },
    };
  }
}
