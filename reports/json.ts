import type { Reporter } from '../src/model/report.ts';
import { SCHEMA_VERSION } from '../src/model/report.ts';
import { jsonStream } from './json-text.ts';

/** The whole report as JSON, one finding and one row of coverage on each line. `json-schema.ts` describes it. */
export const json: Reporter = async function* (report) {
  const { tool, scan, rules, summary } = report;
  yield* jsonStream({
    schemaVersion: SCHEMA_VERSION,
    tool,
    scan,
    coverage: report.coverage(),
    rules,
    findings: report.findings(),
    summary,
  });
  yield '\n';
};
