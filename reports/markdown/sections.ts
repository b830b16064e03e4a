import { BLIND_SPOTS } from '../../src/model/blind-spots.ts';
import type { Comparison } from '../../src/model/comparison.ts';
import { CHANGES } from '../../src/model/comparison.ts';
import type { Finding, FindingReason, OutcomeCounts, Report, ScanDescription } from '../../src/model/report.ts';
import { OUTCOMES, SEVERITIES } from '../../src/model/verdict.ts';
import {
  CHANGE_LABELS,
  OUTCOME_LABELS,
  REASON_LABELS,
  SEVERITY_LABELS,
  STATUS_LABELS,
  time,
  verdictSentence,
} from '../labels.ts';
import { place } from '../place.ts';
import { gapCount } from '../table/coverage.ts';
import { visibleLines } from '../visible-text.ts';
import { counted, figure } from '../words.ts';
import { findingLine } from './finding-line.ts';
import type { Missing } from './listings.ts';
import { brief, code, codeCell, prose, shellBlock, table } from './text.ts';

/** The sections of the summary that stay short whatever the report holds. Each is whole lines; empty where it has nothing to say. */

const WORST_LIMIT = 10;
const ROW_LIMIT = 50;
const NAME_LIMIT = 100;
/** More than an access-log format of the longest kind (3 KB) and the command around it. */
const COMMAND_LIMIT = 6000;

const OUTCOME_HEADS = OUTCOMES.map((outcome) => OUTCOME_LABELS[outcome]);

/** The verdict, and how far the scan could see. */
export function verdictSection({ tool, summary, scan }: Report): string {
  const { outcomes, failures, coverage } = summary;
  const open = gapCount(summary);
  const all = Object.values(coverage).reduce((sum, count) => sum + count, 0);
  const blind =
    open === 0 ? '' : ` ${figure(open)} of ${counted(all, 'pair')} of account and region could not be asked in full.`;
  const heads = [...OUTCOME_HEADS, ...SEVERITIES.map((severity) => `${SEVERITY_LABELS[severity]} failures`)];
  const counts = [...outcomeCells(outcomes), ...SEVERITIES.map((severity) => failures[severity])];
  return `# ${prose(tool.name)}\n\n**${verdictSentence(summary, scan.interrupted)}**${blind}\n\n${table(heads, [counts])}`;
}

/** What became of the baseline's failures; the new ones by name. */
export function changesSection(comparison: Comparison | null): string {
  if (comparison === null) return '';
  const { baseline, counts, worstNew } = comparison;
  const heads = CHANGES.map((change) => CHANGE_LABELS[change]);
  const lines = worstNew.map((finding) => findingLine(finding.severity, finding));
  const title = `## Failures since ${moment(baseline.judgedAt)}\n\n`;
  const list =
    lines.length === 0 ? '' : `\nNew, the gravest first:\n\n${lines.join('')}${more(counts.new - lines.length)}`;
  return `${title}${table(heads, [CHANGES.map((change) => counts[change])])}${list}`;
}

/** The gravest failures, each with the command that repairs it. */
export function worstSection(failures: readonly Finding[]): string {
  const worst = failures.slice(0, WORST_LIMIT);
  if (worst.length === 0) return '';
  return `## Repair first\n${worst.map(worstFailure).join('')}`;
}

function worstFailure(finding: Finding): string {
  const { severity, ruleId, message, resource, remediation } = finding;
  const where = `${code(brief(resource.arn))} in ${code(place(finding))}`;
  const command = visibleLines(remediation?.cli ?? '');
  const repair =
    command.length > COMMAND_LIMIT ? 'The command is too long for here; another report has it.\n' : shellBlock(command);
  return `\n**${severity}** ${code(ruleId)} ${where}\n\n${prose(brief(message))}\n\n${command === '' ? '' : repair}`;
}

export function rulesSection({ rules, summary }: Report): string {
  if (summary.byRule.length === 0) return '';
  const described = new Map(rules.map((rule) => [rule.id, rule]));
  const rows = [...summary.byRule].sort(worstFirst).map((counts) => {
    const rule = described.get(counts.ruleId);
    return [code(counts.ruleId), rule?.title ?? '', rule?.severity ?? '', ...outcomeCells(counts)];
  });
  return `## By rule\n\n${boundedTable(['Rule', 'What it asks for', 'Severity', ...OUTCOME_HEADS], rows)}`;
}

export function accountsSection({ scan, summary }: Report): string {
  if (summary.byAccount.length === 0) return '';
  const names = new Map(scan.accounts.map(({ id, name }) => [id, name]));
  const rows = [...summary.byAccount].sort(worstFirst).map((counts) => {
    const name = names.get(counts.accountId) ?? null;
    return [code(counts.accountId), name === null ? '' : codeCell(brief(name, NAME_LIMIT)), ...outcomeCells(counts)];
  });
  return `## By account\n\n${boundedTable(['Account', 'Name', ...OUTCOME_HEADS], rows)}`;
}

/** Where AWS did not answer, by reason. */
export function coverageSection({ gaps }: Report): string {
  if (gaps.length === 0) return '';
  const rows = gaps.map(({ status, places, example, ...gap }) => [
    STATUS_LABELS[status].label,
    whyCell(gap),
    places,
    codeCell(brief(place(example), NAME_LIMIT)),
  ]);
  return `## What could not be asked\n\n${boundedTable(['Status', 'Why', 'Places', 'Such as'], rows)}`;
}

/** What the unknown findings lack. */
export function unknownSection(missing: readonly Missing[]): string {
  if (missing.length === 0) return '';
  const rows = missing.map(({ findings, ...gap }) => [whyCell(gap), findings]);
  const lead = 'What is unknown has not passed. It can be decided when what is missing here can be read.';
  return `## What could not be decided\n\n${lead}\n\n${boundedTable(['Missing', 'Unknown findings'], rows)}`;
}

export function blindSpotsSection(): string {
  const titles = BLIND_SPOTS.map(({ title }) => `- ${title}\n`).join('');
  return `## What no report can show\n\nHowever clean a report is, these limits stay:\n\n${titles}`;
}

export function scanSection({ scan, tool }: Report): string {
  const lines = [
    `Collected from ${moment(scan.startedAt)} to ${moment(scan.finishedAt)}, judged at ${moment(scan.judgedAt)}`,
    `SHA-256 of the evidence: ${code(scan.inventorySha256)}`,
    `${counted(scan.accounts.length, 'account')}${shardText(scan)}, ${scan.regions === null ? 'every enabled region' : counted(scan.regions.length, 'region')}`,
    `Caller: ${code(brief(scan.caller.arn))}`,
    `Made with ${prose(`${tool.name} ${tool.version}`)}`,
  ];
  return `## About this scan\n\n${lines.map((line) => `- ${line}\n`).join('')}`;
}

/** Times are text from files. */
function moment(iso: string): string {
  return code(time(iso));
}

function shardText({ shard }: ScanDescription): string {
  return shard === null ? '' : ` (part ${shard.index} of ${shard.of} of those asked for)`;
}

function outcomeCells(counts: OutcomeCounts): readonly number[] {
  return OUTCOMES.map((outcome) => counts[outcome]);
}

function whyCell({ reason, api }: { readonly reason: FindingReason['reason'] | null; readonly api: string | null }) {
  const parts = [
    ...(reason === null ? [] : [REASON_LABELS[reason]]),
    ...(api === null ? [] : [codeCell(brief(api, NAME_LIMIT))]),
  ];
  return parts.length === 0 ? 'No reason is known' : parts.join(': ');
}

/** Sorting is stable: what is equal stays in the report's order. */
function worstFirst(a: OutcomeCounts, b: OutcomeCounts): number {
  return b.fail - a.fail || b.unknown - a.unknown;
}

function boundedTable(heads: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return table(heads, rows.slice(0, ROW_LIMIT)) + more(rows.length - ROW_LIMIT);
}

function more(count: number): string {
  return count <= 0 ? '' : `\nand ${figure(count)} more\n`;
}
