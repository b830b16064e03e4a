import { BLIND_SPOTS } from '../src/model/blind-spots.ts';
import type { Comparison } from '../src/model/comparison.ts';
import type { OutcomeCounts, Report, Reporter } from '../src/model/report.ts';
import { SCHEMA_VERSION } from '../src/model/report.ts';
import { asciiJson } from './ascii-json.ts';

const NO_OUTCOMES: OutcomeCounts = { fail: 0, unknown: 0, pass: 0, 'not-applicable': 0 };

/**
 * One JSON object on each line, for log pipelines, jq and databases. `type` tells the lines apart; they come in this order:
 *
 * - `report`, once and first: `schemaVersion`, `tool`, `scan`, the counts of `summary`, `comparison`, `blindSpots`
 * - `rule` and `account`: each with its description and its counts as `outcomes`
 * - `coverage`, `finding`, `matrix`: the members that they have in the JSON report
 * - `gone`: a failure of the baseline of which there is no finding now
 *
 * Each line can be read alone: it says with `judgedAt` and `inventorySha256` which report it is of, and where it has an
 * `accountId` also the `accountName`. A finding has its rule's `title` too. Log services limit a line: what there is one of
 * for each account or rule is therefore not in the `report` line.
 */
export const ndjson: Reporter = async function* (report) {
  const { scan, rules } = report;
  const line = (type: string, members: object) =>
    `${asciiJson({ type, judgedAt: scan.judgedAt, inventorySha256: scan.inventorySha256, ...members })}\n`;
  const names = new Map(scan.accounts.map(({ id, name }) => [id, name]));
  const located = <T extends { readonly accountId: string }>(type: string, item: T, more: object = {}) =>
    line(type, { ...item, accountName: names.get(item.accountId) ?? null, ...more });

  yield line('report', reportMembers(report));
  for (const member of ruleMembers(report)) yield line('rule', member);
  for (const member of accountMembers(report)) yield located('account', member);
  for await (const row of report.coverage()) yield located('coverage', row);
  const titles = new Map<string, string>(rules.map(({ id, title }) => [id, title]));
  for await (const finding of report.findings()) {
    yield located('finding', finding, { title: titles.get(finding.ruleId) ?? null });
  }
  for await (const row of report.matrix()) yield located('matrix', row);
  if (report.comparison !== null) {
    for await (const gone of report.comparison.gone()) yield located('gone', gone);
  }
};

function reportMembers({ tool, scan, summary, comparison }: Report): object {
  const { accounts: _, ...once } = scan;
  const { outcomes, failures, coverage } = summary;
  return {
    schemaVersion: SCHEMA_VERSION,
    tool,
    scan: once,
    summary: { outcomes, failures, coverage },
    comparison: comparison && comparisonMembers(comparison),
    blindSpots: BLIND_SPOTS,
  };
}

function comparisonMembers({ baseline, counts, newFailures, worsened }: Comparison): object {
  return { baseline, counts, newFailures, worsened };
}

function ruleMembers({ rules, summary }: Report): readonly object[] {
  const counts = new Map(summary.byRule.map(({ ruleId, ...outcomes }) => [ruleId, outcomes]));
  return rules.map(({ id, ...rule }) => ({ ruleId: id, ...rule, outcomes: counts.get(id) ?? NO_OUTCOMES }));
}

/** Also of an account that was not itself to be scanned, but of which the organization's findings speak. */
function accountMembers({ scan, summary }: Report): readonly { readonly accountId: string }[] {
  const counts = new Map(summary.byAccount.map(({ accountId, ...outcomes }) => [accountId, outcomes]));
  const ids = new Set([...scan.accounts.map(({ id }) => id), ...counts.keys()]);
  return [...ids].map((accountId) => ({ accountId, outcomes: counts.get(accountId) ?? NO_OUTCOMES }));
}
