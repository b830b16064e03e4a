import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Log, ReportingDescriptor, Result, Run } from 'sarif';
import type { Report, Reporter, ReporterOptions } from '../../../src/model/report.ts';
import { sarifSchema } from '../../support/sarif-multitool.ts';
import { render } from '../render.ts';

/** The one run of a log. */
export async function runOf(
  reporter: Reporter,
  report: Report,
  options: Partial<ReporterOptions> = {},
): Promise<SarifRun> {
  return onlyRun(await render(reporter, report, options));
}

export type SarifRun = Run & { readonly results: Result[] };

export function onlyRun(text: string): SarifRun {
  const { runs } = JSON.parse(text) as Log;
  const [run] = runs;
  if (runs.length !== 1 || run === undefined) throw new Error(`${runs.length} runs`);
  return { ...run, results: run.results ?? [] };
}

export function ruleOf(run: Run, result: Result | undefined): ReportingDescriptor {
  const rule = run.tool.driver.rules?.[result?.ruleIndex ?? -1];
  if (rule === undefined || rule.id !== result?.ruleId) throw new Error(`no rule for ${JSON.stringify(result)}`);
  return rule;
}

/** What the SARIF schema says against a text; empty where it follows the schema. */
export async function schemaErrors(text: string): Promise<string> {
  // The schema is not written for strict mode.
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(await sarifSchema());
  return validate(JSON.parse(text)) ? '' : ajv.errorsText(validate.errors);
}
