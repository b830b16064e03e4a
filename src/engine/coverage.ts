import type { EvidenceRecord } from '../model/catalog.ts';
import { SCOPES } from '../model/catalog.ts';
import type { Evidence, Reason, Unavailable } from '../model/evidence.ts';
import { unavailable } from '../model/evidence.ts';
import type { AccountRegion } from '../model/organizations.ts';
import type { CoverageRow, CoverageStatus, FindingReason } from '../model/report.ts';
import type { AccountId, Region } from '../model/target.ts';
import { regionOf } from '../model/target.ts';
import { countLeaves } from './leaves.ts';

/** What a target is called where nothing of it could be read; the first of these that occurs. */
const STATUS_OF_REASON: readonly (readonly [Reason, CoverageStatus])[] = [
  ['denied-by-scp', 'denied-by-scp'],
  ['access-denied', 'denied'],
  ['credentials-expired', 'denied'],
  ['region-disabled', 'disabled'],
  ['throttled', 'throttled-out'],
  ['unreachable', 'unreachable'],
  ['invalid-response', 'unreachable'],
  ['error', 'unreachable'],
  ['not-asked', 'not-scanned'],
];

/**
 * The rows of one account: the account as a whole (region null), each region that was asked, and each region that was
 * wanted and is disabled. An account that was never reached has one row, `not-scanned`.
 */
export function coverageOf(
  accountId: AccountId,
  records: readonly EvidenceRecord[],
  wanted: readonly Region[] | null,
): readonly CoverageRow[] {
  if (records.length === 0) {
    const reason = unavailable('not-asked', 'the scan was stopped before it came to this account', null);
    return [row(accountId, null, [reason])];
  }
  const byRegion = new Map<Region | null, Evidence<unknown>[]>([[null, []]]);
  for (const { key, target, evidence } of records) {
    if (SCOPES[key] === 'organization') continue;
    const region = regionOf(target);
    byRegion.set(region, [...(byRegion.get(region) ?? []), evidence]);
  }
  const rows = [...byRegion].map(([region, evidence]) => row(accountId, region, evidence));
  const disabled = disabledRegions(records)
    .filter((region) => !byRegion.has(region) && (wanted === null || wanted.includes(region)))
    .map((region): CoverageRow => ({ accountId, region, status: 'disabled', reasons: [] }));
  return [...rows, ...disabled].sort((a, b) => ((a.region ?? '') < (b.region ?? '') ? -1 : 1));
}

function disabledRegions(records: readonly EvidenceRecord[]): readonly Region[] {
  const known = records.find(({ key }) => key === 'account.regions')?.evidence as
    | Evidence<readonly AccountRegion[]>
    | undefined;
  if (known?.status !== 'collected') return [];
  return known.value.filter(({ enabled }) => !enabled).map(({ name }) => name);
}

function row(accountId: AccountId, region: Region | null, evidence: readonly Evidence<unknown>[]): CoverageRow {
  const missing: Unavailable[] = [];
  const leaves = evidence.reduce((sum, node) => sum + countLeaves(node, missing), 0);
  return { accountId, region, status: statusOf(leaves, missing), reasons: distinct(missing) };
}

function statusOf(leaves: number, missing: readonly Unavailable[]): CoverageStatus {
  if (missing.length === 0) return 'scanned';
  if (missing.length < leaves) return 'partly-scanned';
  return STATUS_OF_REASON.find(([reason]) => missing.some((node) => node.reason === reason))?.[1] ?? 'not-scanned';
}

/** The same refusal meets many calls of one API: each API and reason is told once. */
function distinct(missing: readonly Unavailable[]): readonly FindingReason[] {
  const byKind = new Map<string, FindingReason>();
  for (const { reason, detail, call } of missing) {
    const kind = `${reason} ${call?.api ?? ''}`;
    if (!byKind.has(kind)) byKind.set(kind, { reason, detail, call });
  }
  return [...byKind.values()];
}
