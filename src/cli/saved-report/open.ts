import { fstatSync, openSync, readFileSync } from 'node:fs';
import type { Baseline } from '../../engine/baseline.ts';
import { coverageGaps } from '../../engine/gaps.ts';
import { worstFailures } from '../../engine/worst.ts';
import type { PastFinding } from '../../model/comparison.ts';
import type { MatrixRow } from '../../model/coverage-matrix.ts';
import type { CoverageRow, Finding, Report } from '../../model/report.ts';
import { type Content, type Examiner, type Item, type Items, LISTS, type ListName, MEMBERS } from './content.ts';
import { examinerOf, notAReport, unreadable } from './examine.ts';
import { readLaidOut } from './laid-out.ts';
import { contentOf } from './parsed.ts';

/** A report from a file, to be rendered again or compared with. What it says of a baseline of its own is left out. */
export type SavedReport = Report & Baseline;

/**
 * Opens a report that `--report json=FILE` wrote, and checks all of it. Of one as we lay it out, only the place of each
 * account's findings stays in memory; the file stays open, so that a new report may take its name. Throws a usage
 * Failure.
 */
export function openSavedReport(file: string): SavedReport {
  const descriptor = opened(file);
  // A pipe cannot be read twice.
  if (fstatSync(descriptor).isFile()) {
    const { examiner, reportOf } = readerOf(file);
    const content = readLaidOut(descriptor, examiner);
    if (content !== null) return reportOf(content);
  }
  const { examiner, reportOf } = readerOf(file);
  return reportOf(contentOf(parsed(file, descriptor), examiner));
}

function opened(file: string): number {
  try {
    return openSync(file, 'r');
  } catch (error) {
    throw unreadable(`the report ${file} cannot be read: ${(error as Error).message}`);
  }
}

function parsed(file: string, descriptor: number): object {
  const value = json(file, descriptor);
  if (typeof value === 'object' && value !== null) return value;
  throw notAReport(file, 'it is no JSON object');
}

function json(file: string, descriptor: number): unknown {
  try {
    return JSON.parse(readFileSync(descriptor, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    if (error instanceof SyntaxError) throw notAReport(file, 'it is no JSON, or was cut off');
    throw unreadable(`the report ${file} cannot be read as a whole: ${(error as Error).message}`);
  }
}

/** Examines what is read, notes what the file does not have apart, and makes a report of it all. */
function readerOf(file: string) {
  const worst = worstFailures();
  const gaps = coverageGaps();
  const { member, item } = examinerOf(file);
  const examiner: Examiner = {
    member,
    item: (list, value, where) => {
      const examined = item(list, value, where);
      if (list === 'findings') worst.add(asFinding(examined));
      if (list === 'coverage') gaps.add(asRow(examined));
      return examined;
    },
  };
  const reportOf = ({ members, lists }: Content): SavedReport => {
    const missing = [...MEMBERS.filter((name) => !members.has(name)), ...LISTS.filter((name) => !lists.has(name))];
    if (missing[0] !== undefined) throw notAReport(file, `it has no ${missing[0]}`);
    return savedReport({ members, lists }, { worst: worst.all(), gaps: gaps.all() });
  };
  return { examiner, reportOf };
}

/** Every part has been held to the schema, so that it is what its type says. */
function savedReport({ members, lists }: Content, noted: Pick<Report, 'worst' | 'gaps'>): SavedReport {
  const listed = (name: ListName) => lists.get(name) as Items;
  const findings = listed('findings');
  const coverage = listed('coverage');
  return {
    tool: members.get('tool') as Report['tool'],
    scan: members.get('scan') as Report['scan'],
    rules: members.get('rules') as Report['rules'],
    summary: members.get('summary') as Report['summary'],
    ...noted,
    comparison: null,
    coverage: () => each(coverage.all(), asRow),
    matrix: () => each(listed('matrix').all(), (row) => row as MatrixRow),
    findings: () => each(findings.all(), asFinding),
    judgedAccounts: findings.accountIds,
    findingsOf: async (accountId) => findings.of(accountId).map(asPast),
    coverageOf: async (accountId) => coverage.of(accountId).map(asRow),
  };
}

async function* each<T>(items: Iterable<Item>, as: (item: Item) => T): AsyncIterable<T> {
  for (const item of items) yield as(item);
}

function asFinding(item: Item): Finding {
  return { ...(item as Finding), change: null };
}

function asRow(item: Item): CoverageRow {
  return item as CoverageRow;
}

/** The rest would fill the memory, and nobody asks for it. */
function asPast(item: Item): PastFinding {
  const { fingerprint, ruleId, outcome, severity, accountId, region, resource, message } = item as Finding;
  const { arn, type, name } = resource;
  return { fingerprint, ruleId, outcome, severity, accountId, region, resource: { arn, type, name }, message };
}
