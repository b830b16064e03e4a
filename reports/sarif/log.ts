import type { Log, Result, Run, RunAutomationDetails, ToolComponent, VersionControlDetails } from 'sarif';
import { BLIND_SPOTS } from '../../src/model/blind-spots.ts';
import type { ComparedFinding } from '../../src/model/comparison.ts';
import type { Report, ReporterOptions, ScanDescription } from '../../src/model/report.ts';
import type { AccountId } from '../../src/model/target.ts';
import { jsonStream } from '../json-text.ts';
import { findingLocation, SOURCE_ROOT } from './location.ts';
import { message } from './message.ts';

const HEAD = {
  $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
  version: '2.1.0',
} satisfies Omit<Log, 'runs'>;

/** A run of which the results, and what else is long, come as streams. */
type StreamedRun = Omit<Run, 'results' | 'invocations'> & {
  readonly invocations: readonly unknown[];
  readonly results: AsyncIterable<Result>;
};

/** Renders a report as SARIF. An account is named where the report is one account's part of a larger one. */
export type SarifProfile = (report: Report, options: ReporterOptions, account?: AccountId) => AsyncIterable<string>;

/** A log with one run: GitHub accepts one run for each tool and category (SARIF support for code scanning). */
export async function* sarifLog(run: StreamedRun): AsyncIterable<string> {
  yield* jsonStream({ ...HEAD, runs: [run] });
  yield '\n';
}

/** The tool, without its rules. */
export function driverOf({ tool }: Report): ToolComponent {
  return {
    name: tool.name,
    version: tool.version,
    semanticVersion: tool.version,
    informationUri: tool.homepage,
    properties: { blindSpots: BLIND_SPOTS },
  };
}

/** What both profiles say of how the scan went. */
export function invocationOf({ scan }: Report) {
  return {
    executionSuccessful: !scan.interrupted,
    startTimeUtc: scan.startedAt,
    endTimeUtc: scan.finishedAt,
    properties: { inventorySha256: scan.inventorySha256 },
  };
}

/** What both profiles say of where a run belongs: its category, and the revision that it ran for. */
export function originOf(scan: ScanDescription, { versionControl }: ReporterOptions, account?: AccountId) {
  const automationDetails: RunAutomationDetails = { id: `${categoryOf(scan, account)}/` };
  if (versionControl === null) return { automationDetails };
  const { repositoryUri, revisionId, branch } = versionControl;
  const revision: VersionControlDetails = {
    repositoryUri,
    revisionId,
    ...(branch === null ? {} : { branch }),
    mappedTo: { uriBaseId: SOURCE_ROOT },
  };
  return { automationDetails, versionControlProvenance: [revision] };
}

/**
 * Tells runs over different organizations, accounts or shards apart. GitHub takes what stands before the last slash of
 * a run's id as its category, within which a new run replaces the one before it. An account is in one shard only, so
 * that its own category needs none, and stays when there are more shards.
 */
export function categoryOf({ organization, accounts, caller, shard }: ScanDescription, account?: AccountId): string {
  const [first, ...more] = accounts;
  const single = first !== undefined && more.length === 0 ? first.id : caller.accountId;
  const part = shard === null ? undefined : `shard-${shard.index}-of-${shard.of}`;
  const parts = account === undefined ? [organization?.id ?? single, part] : [organization?.id, account];
  return ['trailgate', ...parts.filter((name) => name !== undefined)].join('/');
}

/** What both profiles say of a finding. GitHub reads no other fingerprint than `primaryLocationLineHash`. */
export function findingResult(finding: ComparedFinding, text: string) {
  return {
    message: message(text),
    locations: [findingLocation(finding)],
    partialFingerprints: { primaryLocationLineHash: `${finding.fingerprint}:1` },
  } satisfies Partial<Result>;
}

/** The resource of a finding and where it is, as a sentence. */
export function whereabouts({ accountId, region }: ComparedFinding, arn: string): string {
  return `Resource: ${arn} (account ${accountId}${region === null ? '' : `, ${region}`}).`;
}
