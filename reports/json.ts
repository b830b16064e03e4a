import { BLIND_SPOTS } from '../src/model/blind-spots.ts';
import type { Reporter } from '../src/model/report.ts';
import { SCHEMA_VERSION } from '../src/model/report.ts';
import { jsonStream } from './json-text.ts';

/** The whole report as JSON, one finding and one row of coverage or matrix on each line. `json-schema.ts` describes it. */
export const json: Reporter = async function* (report) {
  const { tool, scan, rules, summary, comparison } = report;
  yield* jsonStream({
    schemaVersion: SCHEMA_VERSION,
    tool,
    scan,
    coverage: report.coverage(),
    rules,
    findings: report.findings(),
    matrix: report.matrix(),
    blindSpots: BLIND_SPOTS,
    comparison: comparison && { ...comparison, gone: comparison.gone() },
    summary,
  });
  yield '\n';
};
