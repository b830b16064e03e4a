import type { Report, Reporter, ReporterOptions } from '../../src/model/report.ts';

/** The whole of what a reporter writes. */
export async function render(reporter: Reporter, report: Report, options: Partial<ReporterOptions> = {}) {
  let text = '';
  for await (const piece of reporter(report, { color: false, width: 80, ...options })) text += piece;
  return text;
}
