import { BLIND_SPOTS } from '../src/model/blind-spots.ts';
import type { Comparison } from '../src/model/comparison.ts';
import type { Reporter } from '../src/model/report.ts';
import { SCHEMA_VERSION } from '../src/model/report.ts';
import { jsonStream } from './json-text.ts';

/** The whole report as JSON, one finding and one row of coverage or matrix on each line. `json-schema.ts` describes it. */
export const json: Reporter = async function* (report) {
  const { tool, scan, rules, summary } = report;
  yield* jsonStream({
    schemaVersion: SCHEMA_VERSION,
    tool,
    scan,
    coverage: report.coverage(),
    rules,
    findings: report.findings(),
    matrix: report.matrix(),
    blindSpots: BLIND_SPOTS,
    comparison: report.comparison && comparisonOf(report.comparison),
    summary,
  });
  yield '\n';
};

/** Without what can be found among the findings. */
function comparisonOf(comparison: Comparison) {
  const { baseline, counts, newFailures, worsened } = comparison;
  return { baseline, counts, newFailures, worsened, gone: comparison.gone() };
}
