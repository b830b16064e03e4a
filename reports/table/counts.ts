import type { OutcomeCounts, Report } from '../../src/model/report.ts';
import type { Severity } from '../../src/model/verdict.ts';
import { SEVERITIES } from '../../src/model/verdict.ts';
import type { Cell, Column } from './grid.ts';
import { grid } from './grid.ts';
import type { Terminal } from './terminal.ts';

const ACCOUNT_LIMIT = 20;

const COUNT_COLUMNS: readonly Column[] = ['Failed', 'Unknown', 'Passed', 'N/A'].map((title) => ({
  title,
  align: 'right',
}));

/** Outcomes by rule, the gravest failures first. */
export function ruleLines({ rules, summary }: Report, terminal: Terminal): string[] {
  const severities = new Map<string, Severity>(rules.map(({ id, severity }) => [id, severity]));
  const gravity = ({ ruleId, fail }: (typeof summary.byRule)[number]) => {
    const severity = severities.get(ruleId);
    return fail === 0 || severity === undefined ? SEVERITIES.length : SEVERITIES.indexOf(severity);
  };
  const rows = [...summary.byRule]
    .sort((a, b) => gravity(a) - gravity(b) || worstFirst(a, b))
    .map((counts) => [{ text: counts.ruleId }, { text: severities.get(counts.ruleId) ?? '' }, ...countCells(counts)]);
  return grid([left('Rule'), left('Severity'), ...COUNT_COLUMNS], rows, terminal);
}

/** Outcomes by account, the ones with most failures first, and how many more accounts there are. */
export function accountLines({ scan, summary }: Report, terminal: Terminal): string[] {
  const names = new Map(scan.accounts.map(({ id, name }) => [id, name]));
  const rows = [...summary.byAccount]
    .sort(worstFirst)
    .slice(0, ACCOUNT_LIMIT)
    .map((counts) => [{ text: counts.accountId }, { text: names.get(counts.accountId) ?? '' }, ...countCells(counts)]);
  const more = summary.byAccount.length - rows.length;
  const lines = grid([left('Account'), left('Name'), ...COUNT_COLUMNS], rows, terminal);
  return more === 0 ? lines : [...lines, terminal.paint('dim', `and ${more} more`)];
}

function left(title: string): Column {
  return { title, align: 'left' };
}

/** Sorting is stable: what is equal stays in the report's order. */
function worstFirst(a: OutcomeCounts, b: OutcomeCounts): number {
  return b.fail - a.fail || b.unknown - a.unknown;
}

function countCells(counts: OutcomeCounts): readonly Cell[] {
  const { fail, unknown, pass, 'not-applicable': notApplicable } = counts;
  return [
    { text: String(fail), ...(fail > 0 ? { style: 'red' as const } : {}) },
    { text: String(unknown), ...(unknown > 0 ? { style: 'yellow' as const } : {}) },
    { text: String(pass) },
    { text: String(notApplicable) },
  ];
}
