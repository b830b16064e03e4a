import type { FilesReporter, Report } from '../../src/model/report.ts';
import type { AccountId, Region } from '../../src/model/target.ts';
import { asciiJson } from '../ascii-json.ts';
import { findingsAndGone } from '../gone-findings.ts';
import { importRegion, securityFindings } from './security-finding.ts';

/** What one call takes: 100 findings and 6 MB (Security Hub User Guide, BatchImportFindings), less what the request adds. */
const FINDINGS_LIMIT = 100;
const BYTES_LIMIT = 5_000_000;

/** What one call of BatchImportFindings imports: findings of one account in one region. */
interface Batch {
  readonly accountId: AccountId;
  readonly region: Region;
  readonly findings: string[];
  bytes: number;
}

/**
 * The report in AWS's Security Finding Format, each file a list for `aws securityhub batch-import-findings --findings`.
 * Under the default product ARN a finding must be imported by its own account (Security Hub API Reference,
 * BatchImportFindings) and in the region that the ARN names, so that each file holds findings of one account and one
 * region, and is named after them: `111122223333.eu-west-1.00001.json`. The number counts through the report.
 */
export const asff: FilesReporter = async function* (report) {
  let number = 0;
  for await (const { accountId, region, findings } of batches(report)) {
    number += 1;
    // The id may come from a file that somebody edited, and must not lead out of the folder.
    const account = encodeURIComponent(accountId);
    yield { name: `${account}.${region}.${String(number).padStart(5, '0')}.json`, pieces: listOf(findings) };
  }
};

/** Within an account findings come by rule, so that one batch for each region is open; not more, however many accounts. */
async function* batches(report: Report): AsyncIterable<Batch> {
  const toSecurityFinding = securityFindings(report);
  const open = new Map<Region, Batch>();
  let accountId: AccountId | null = null;
  for await (const finding of findingsAndGone(report)) {
    if (finding.accountId !== accountId) {
      yield* open.values();
      open.clear();
      accountId = finding.accountId;
    }
    const region = importRegion(finding, report.scan.partition);
    const text = asciiJson(toSecurityFinding(finding));
    let batch = open.get(region) ?? emptyBatch(accountId, region);
    if (batch.findings.length === FINDINGS_LIMIT || batch.bytes + text.length > BYTES_LIMIT) {
      yield batch;
      batch = emptyBatch(accountId, region);
    }
    batch.findings.push(text);
    batch.bytes += text.length;
    open.set(region, batch);
  }
  yield* open.values();
}

function emptyBatch(accountId: AccountId, region: Region): Batch {
  return { accountId, region, findings: [], bytes: 0 };
}

async function* listOf(findings: readonly string[]): AsyncIterable<string> {
  let separator = '[\n';
  for (const finding of findings) {
    yield `${separator}${finding}`;
    separator = ',\n';
  }
  yield '\n]\n';
}
