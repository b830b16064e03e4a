import type { Log, Result, Run, RunAutomationDetails, ToolComponent } from 'sarif';
import { BLIND_SPOTS } from '../../src/model/blind-spots.ts';
import type { Finding, Report } from '../../src/model/report.ts';
import { jsonStream } from '../json-text.ts';
import { findingLocation } from './location.ts';
import { message } from './message.ts';

const HEAD = {
  $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
  version: '2.1.0',
} satisfies Omit<Log, 'runs'>;

/** A run of which the results, and what else is long, come as streams. */
export type StreamedRun = Omit<Run, 'results' | 'invocations'> & {
  readonly invocations: readonly unknown[];
  readonly results: AsyncIterable<Result>;
};

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
  return { executionSuccessful: !scan.interrupted, startTimeUtc: scan.startedAt, endTimeUtc: scan.finishedAt };
}

/**
 * Tells runs over different organizations or accounts apart. GitHub takes what stands before the last slash as the
 * category, within which a new run replaces the one before it.
 */
export function automationDetailsOf({ scan }: Report): RunAutomationDetails {
  const [first, ...more] = scan.accounts;
  const single = first !== undefined && more.length === 0 ? first.id : scan.caller.accountId;
  return { id: `trailgate/${scan.organization?.id ?? single}/` };
}

/** What both profiles say of a finding. GitHub reads no other fingerprint than `primaryLocationLineHash`. */
export function findingResult(finding: Finding, text: string) {
  return {
    message: message(text),
    locations: [findingLocation(finding)],
    partialFingerprints: { primaryLocationLineHash: `${finding.fingerprint}:1` },
  } satisfies Partial<Result>;
}

/** The resource of a finding and where it is, as a sentence. */
export function whereabouts({ accountId, region }: Finding, arn: string): string {
  return `Resource: ${arn} (account ${accountId}${region === null ? '' : `, ${region}`}).`;
}
