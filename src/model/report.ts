import type { Change, Comparison } from './comparison.ts';
import type { Control } from './controls.ts';
import type { MatrixRow } from './coverage-matrix.ts';
import type { ApiCall, Reason } from './evidence.ts';
import type { RuleId } from './rule.ts';
import type { AccountId, Arn, Region } from './target.ts';
import type { Facts, Outcome, Severity } from './verdict.ts';

/** The version of the JSON report's shape. A new minor adds members; a new major changes or removes some. */
export const SCHEMA_VERSION = '1.0';

/** Why a verdict is `unknown`. `undecidable`: all was read, and AWS's behaviour in this case is not certain. */
export interface FindingReason {
  readonly reason: Reason | 'undecidable';
  readonly detail: string;
  readonly call: ApiCall | null;
}

/** What to paste; null where the finding needs no repair. */
export interface FindingRemediation {
  readonly cli: string;
  readonly terraform: string;
  readonly cloudformation: string;
}

/** A verdict located in a target. */
export interface Finding {
  /** 16 hexadecimal digits that stay the same for the same rule, account, region and resource. */
  readonly fingerprint: string;
  readonly ruleId: RuleId;
  readonly outcome: Outcome;
  readonly severity: Severity;
  /** How it stands to the baseline; null without one. */
  readonly change: Change | null;
  readonly accountId: AccountId;
  /** Null for what no region holds. */
  readonly region: Region | null;
  readonly resource: { readonly arn: Arn; readonly type: string; readonly name: string };
  readonly message: string;
  readonly reasons: readonly FindingReason[];
  readonly controls: readonly Control[];
  readonly remediation: FindingRemediation | null;
  /** The calls that the verdict rests on, and what they showed. */
  readonly evidence: { readonly calls: readonly ApiCall[]; readonly facts: Facts };
}

export const COVERAGE_STATUSES = [
  'scanned',
  'partly-scanned',
  'denied',
  'denied-by-scp',
  'disabled',
  'throttled-out',
  'unreachable',
  'not-scanned',
] as const;
export type CoverageStatus = (typeof COVERAGE_STATUSES)[number];

/** One account in one region (or, with region null, the account as a whole), and how far it could be asked. */
export interface CoverageRow {
  readonly accountId: AccountId;
  readonly region: Region | null;
  readonly status: CoverageStatus;
  /** What was missing: each reason with the call that met it, without repetition. */
  readonly reasons: readonly FindingReason[];
}

/** A disabled region holds nothing that could be called. */
export function isGap(status: CoverageStatus): boolean {
  return status !== 'scanned' && status !== 'disabled';
}

/** Rows of coverage where something was not read, as far as they share a status, a reason and an API. */
export interface CoverageGap {
  readonly status: CoverageStatus;
  /** Null where none is known. */
  readonly reason: FindingReason['reason'] | null;
  /** Null where nothing was asked. */
  readonly api: string | null;
  /** How many rows they are. */
  readonly places: number;
  /** The first of them. */
  readonly example: Pick<CoverageRow, 'accountId' | 'region'>;
}

export interface RuleDescription {
  readonly id: RuleId;
  readonly title: string;
  readonly severity: Severity;
  readonly rationale: string;
  readonly judgement: string;
  readonly controls: readonly Control[];
  readonly references: readonly string[];
}

/** One of several scans that share out an organization's accounts. `index` counts from 1. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

export interface ScanDescription {
  readonly partition: string;
  /** The account whose credentials started the scan, and its caller's ARN. */
  readonly caller: { readonly accountId: AccountId; readonly arn: Arn };
  /** Null where single accounts were asked for. */
  readonly organization: { readonly id: string; readonly managementAccountId: AccountId } | null;
  readonly accounts: readonly { readonly id: AccountId; readonly name: string | null }[];
  /** The regions that were asked for; null: every region that an account has enabled. */
  readonly regions: readonly Region[] | null;
  /** When evidence was collected, ISO 8601 in UTC. */
  readonly startedAt: string;
  readonly finishedAt: string;
  /** Requests to AWS, retries included, by API, such as `cloudtrail:DescribeTrails`. */
  readonly requests: Readonly<Record<string, number>>;
  /** The part of the accounts that this scan was to ask, such as 2 of 5; null: all of them. */
  readonly shard: Shard | null;
  /** The SHA-256 of the inventory's manifest, which holds those of all its files: what ties a report to its evidence. */
  readonly inventorySha256: string;
  /** Whether the scan was stopped before it was done. */
  readonly interrupted: boolean;
  /** When this report was made. The one time that differs when an inventory is judged again. */
  readonly judgedAt: string;
}

export type OutcomeCounts = Readonly<Record<Outcome, number>>;

export interface Summary {
  readonly outcomes: OutcomeCounts;
  /** Failing findings by severity. */
  readonly failures: Readonly<Record<Severity, number>>;
  readonly byRule: readonly (OutcomeCounts & { readonly ruleId: RuleId })[];
  readonly byAccount: readonly (OutcomeCounts & { readonly accountId: AccountId })[];
  readonly coverage: Readonly<Record<CoverageStatus, number>>;
}

/**
 * A run as data. Findings and coverage can be iterated any number of times, always in the same order: the
 * organization's own first, then by account, rule, region and resource.
 */
export interface Report {
  readonly tool: { readonly name: string; readonly version: string; readonly homepage: string };
  readonly scan: ScanDescription;
  readonly rules: readonly RuleDescription[];
  readonly summary: Summary;
  /** The gravest failures, worst first, at most twenty: for whoever shows only a few. */
  readonly worst: readonly Finding[];
  /** What was not covered, the most frequent first: for whoever shows no rows. */
  readonly gaps: readonly CoverageGap[];
  /** Null without a baseline. */
  readonly comparison: Comparison | null;
  coverage(): AsyncIterable<CoverageRow>;
  /** Which calls are recorded where, by which trail; no rows for what was not asked. By account, region and service. */
  matrix(): AsyncIterable<MatrixRow>;
  findings(): AsyncIterable<Finding>;
}

/** The revision of a repository that a scan was started for. */
export interface VersionControl {
  /** Absolute. */
  readonly repositoryUri: string;
  readonly revisionId: string;
  /** Null where the scan was started for a tag or a detached revision. */
  readonly branch: string | null;
}

export interface ReporterOptions {
  /** Whether the text may hold terminal colours. */
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Null where no version control is known. */
  readonly versionControl: VersionControl | null;
}

/** One of the files of a report that takes several. */
export interface ReportFile {
  /** Without a folder. */
  readonly name: string;
  readonly pieces: AsyncIterable<string>;
}

/** Renders a report as several files, for receivers that limit what one may hold. Each is read before the next. */
export type FilesReporter = (report: Report, options: ReporterOptions) => AsyncIterable<ReportFile>;

/** Renders a report as pieces of text. Writes nothing itself. */
export type Reporter = (report: Report, options: ReporterOptions) => AsyncIterable<string>;
