import { coverageGaps } from '../../src/engine/gaps.ts';
import { worstFailures } from '../../src/engine/worst.ts';
import type { Comparison } from '../../src/model/comparison.ts';
import type { MatrixRow } from '../../src/model/coverage-matrix.ts';
import type {
  CoverageGap,
  CoverageRow,
  Finding,
  Report,
  RuleDescription,
  ScanDescription,
  Summary,
} from '../../src/model/report.ts';
import { COVERAGE_STATUSES } from '../../src/model/report.ts';
import { OUTCOMES, SEVERITIES } from '../../src/model/verdict.ts';
import { denial, SAMPLE_FINDINGS } from './report-findings.ts';
import { SAMPLE_ACCOUNTS, SAMPLE_RULES, SAMPLE_SCAN } from './report-samples.ts';

/** Reports as a scan of a small organization would give them, for tests of what renders or reads reports. */

export { manyFindings, SAMPLE_FINDINGS, sampleCall, sampleFinding } from './report-findings.ts';
export { SAMPLE_ACCOUNTS, SAMPLE_RULES, SAMPLE_SCAN };

/** Every status at least once: four accounts in three regions, and each account as a whole. */
export const SAMPLE_COVERAGE: readonly CoverageRow[] = SAMPLE_ACCOUNTS.flatMap(({ id }, account) =>
  [null, 'ap-southeast-2', 'eu-west-1', 'us-east-1'].map((region, place): CoverageRow => {
    const status = place === 0 || account < 2 ? 'scanned' : (COVERAGE_STATUSES[account * 3 - 6 + place] ?? 'scanned');
    if (account === 1 && place === 1) return { accountId: id, region, status: 'not-scanned', reasons: [] };
    if (status === 'scanned') return { accountId: id, region, status, reasons: [] };
    return { accountId: id, region, status, reasons: [denial('apigateway:GetRestApis', region, id)] };
  }),
);

interface SampleReport {
  readonly findings: readonly Finding[];
  readonly coverage: readonly CoverageRow[];
  readonly matrix: readonly MatrixRow[];
  readonly rules: readonly RuleDescription[];
  readonly scan: ScanDescription;
  readonly comparison: Comparison | null;
}

/** A report over the samples, or over what is given instead of them. The summary is counted. */
export function sampleReport(overrides: Partial<SampleReport> = {}): Report {
  const {
    findings = SAMPLE_FINDINGS,
    coverage = SAMPLE_COVERAGE,
    matrix = SAMPLE_MATRIX,
    rules = SAMPLE_RULES,
    scan = SAMPLE_SCAN,
    comparison = null,
  } = overrides;
  return {
    tool: { name: 'Trailgate', version: '0.1.0', homepage: 'https://example.com/trailgate' },
    scan,
    rules,
    summary: summarize(findings, coverage),
    worst: worstOf(findings),
    gaps: gapsOf(coverage),
    comparison,
    coverage: () => each(coverage),
    findings: () => each(findings),
    matrix: () => each(matrix),
  };
}

const SAMPLE_MATRIX: readonly MatrixRow[] = [
  {
    accountId: '111122223333',
    regions: ['eu-west-1', 'us-east-1'],
    service: 'API Gateway',
    source: 'apigateway.amazonaws.com',
    access: 'write',
    state: 'recorded',
    extent: 'all',
    trails: ['arn:aws:cloudtrail:us-east-1:111122223333:trail/audit'],
    perhapsTrails: [],
  },
  {
    accountId: '444455556666',
    regions: ['eu-west-1'],
    service: 'API Gateway',
    source: 'apigateway.amazonaws.com',
    access: 'read',
    state: 'lost',
    extent: 'some',
    trails: [],
    perhapsTrails: ['arn:aws:cloudtrail:us-east-1:444455556666:trail/writes'],
  },
];

function worstOf(findings: readonly Finding[]): readonly Finding[] {
  const worst = worstFailures();
  for (const finding of findings) worst.add(finding);
  return worst.all();
}

function gapsOf(rows: readonly CoverageRow[]): readonly CoverageGap[] {
  const gaps = coverageGaps();
  for (const row of rows) gaps.add(row);
  return gaps.all();
}

function summarize(findings: readonly Finding[], coverage: readonly CoverageRow[]): Summary {
  const failing = findings.filter(({ outcome }) => outcome === 'fail');
  const outcomesOf = (some: readonly Finding[]) => count(OUTCOMES, some, ({ outcome }) => outcome);
  const distinct = <K extends 'ruleId' | 'accountId'>(key: K) => [...new Set(findings.map((finding) => finding[key]))];
  const having = (key: 'ruleId' | 'accountId', value: string) =>
    outcomesOf(findings.filter((finding) => finding[key] === value));
  return {
    outcomes: outcomesOf(findings),
    failures: count(SEVERITIES, failing, ({ severity }) => severity),
    byRule: distinct('ruleId').map((ruleId) => ({ ruleId, ...having('ruleId', ruleId) })),
    byAccount: distinct('accountId').map((accountId) => ({ accountId, ...having('accountId', accountId) })),
    coverage: count(COVERAGE_STATUSES, coverage, ({ status }) => status),
  };
}

function count<K extends string, T>(names: readonly K[], items: readonly T[], nameOf: (item: T) => K) {
  const counts = Object.fromEntries(names.map((name) => [name, 0])) as Record<K, number>;
  for (const item of items) counts[nameOf(item)] += 1;
  return counts;
}

async function* each<T>(items: readonly T[]): AsyncIterable<T> {
  yield* items;
}
