import { expect } from 'vitest';
import type { EvidenceRecord } from '../../src/model/catalog.ts';
import type { Reason, Unavailable } from '../../src/model/evidence.ts';
import { isEvidence } from '../../src/model/evidence.ts';
import type { CoverageRow, Finding } from '../../src/model/report.ts';
import { regionOf } from '../../src/model/target.ts';
import type { Scanned } from './scan.ts';

/**
 * What holds under any fault. Nothing becomes certain that was not, and nothing passes that failed: each finding is as
 * it was without the fault, or unknown; one that is gone has left an unknown of its rule for its account (a finding
 * that does not apply may go). Each unknown has reasons. The ledger has each target once, and calls none scanned of
 * which something is missing.
 */
export function expectNoFalsePass(reference: Scanned, faulty: Scanned): void {
  expect(newCertainties(reference, faulty), 'findings that are certain of something else').toEqual([]);
  expect(goneInSilence(reference, faulty), 'findings that are gone without an unknown').toEqual([]);
  expect(unexplained(faulty), 'unknowns without reasons').toEqual([]);
  expectLedger(reference, faulty);
}

function newCertainties(reference: Scanned, faulty: Scanned): readonly string[] {
  const before = new Map(reference.findings.map((finding) => [finding.fingerprint, finding]));
  return faulty.findings
    .filter(({ fingerprint, outcome }) => outcome !== 'unknown' && outcome !== before.get(fingerprint)?.outcome)
    .map((finding) => `${before.get(finding.fingerprint)?.outcome ?? 'nothing'} → ${tell(finding)}`);
}

function goneInSilence(reference: Scanned, faulty: Scanned): readonly string[] {
  const here = new Set(faulty.findings.map(({ fingerprint }) => fingerprint));
  const unknowns = faulty.findings.filter(({ outcome }) => outcome === 'unknown');
  const isAbout = (unknown: Finding, gone: Finding): boolean =>
    unknown.ruleId === gone.ruleId &&
    unknown.accountId === gone.accountId &&
    (unknown.region === null || gone.region === null || unknown.region === gone.region);
  return reference.findings
    .filter(({ outcome, fingerprint }) => outcome !== 'not-applicable' && !here.has(fingerprint))
    .filter((gone) => !unknowns.some((unknown) => isAbout(unknown, gone)))
    .map(tell);
}

function unexplained({ findings }: Scanned): readonly string[] {
  return findings.filter(({ outcome, reasons }) => outcome === 'unknown' && reasons.length === 0).map(tell);
}

function tell({ outcome, ruleId, accountId, region, resource, message }: Finding): string {
  return `${outcome} ${ruleId} ${accountId} ${region ?? '-'} ${resource.name}: ${message}`;
}

/** Every target is in exactly one state, and what is called scanned is whole. */
function expectLedger(reference: Scanned, faulty: Scanned): void {
  const { coverage, summary, scan, records } = faulty;
  for (const { id } of scan.accounts) {
    const rows = coverage.filter(({ accountId }) => accountId === id);
    const notReached = rows.length === 1 && rows[0]?.status === 'not-scanned';
    if (!notReached) expect(rows.map(placeOf), `the targets of ${id}`).toEqual(targetsOf(reference, id));
    for (const row of rows) expect(row.reasons.length > 0, `${placeOf(row)} tells why`).toBe(isIncomplete(row));
  }
  const counted = Object.values(summary.coverage).reduce((sum, count) => sum + count, 0);
  expect(counted, 'rows in the summary').toBe(coverage.length);
  const scanned = coverage.filter(({ status }) => status === 'scanned').map(placeOf);
  const holes = new Set(records.filter(({ evidence }) => missingIn(evidence).length > 0).map(targetOf));
  expect(
    scanned.filter((place) => holes.has(place)),
    'targets that are called scanned',
  ).toEqual([]);
}

function targetsOf({ coverage }: Scanned, id: string): readonly string[] {
  return coverage.filter(({ accountId }) => accountId === id).map(placeOf);
}

function isIncomplete({ status, reasons }: CoverageRow): boolean {
  return status !== 'scanned' && !(status === 'disabled' && reasons.length === 0);
}

function placeOf({ accountId, region }: Pick<CoverageRow, 'accountId' | 'region'>): string {
  return `${accountId} ${region ?? '-'}`;
}

/** The organization's own answers are in no row of an account. */
function targetOf({ target }: EvidenceRecord): string {
  return target.scope === 'organization' ? 'organization' : placeOf({ ...target, region: regionOf(target) });
}

/** Every refusal in an answer, at any depth. */
function missingIn(value: unknown): readonly Unavailable[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isEvidence(value)) return value.status === 'unavailable' ? [value] : missingIn(value.value);
  return Object.values(value).flatMap(missingIn);
}

/** Why something is missing in an inventory: each reason once, with the API that met it. */
export function reasonsIn({ records }: Scanned): ReadonlySet<`${Reason} ${string}`> {
  const missing = records.flatMap(({ evidence }) => missingIn(evidence));
  return new Set(missing.map(({ reason, call }): `${Reason} ${string}` => `${reason} ${call?.api ?? ''}`));
}

/** Whether a scan came to the same. By which calls may differ: a page or a region may have had to be asked twice. */
export function expectSame(reference: Scanned, other: Scanned): void {
  expect(other.findings.map(withoutCalls)).toEqual(reference.findings.map(withoutCalls));
  expect(other.coverage.map(withoutCalls)).toEqual(reference.coverage.map(withoutCalls));
}

function withoutCalls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutCalls);
  if (typeof value !== 'object' || value === null) return value;
  const others = Object.entries(value).filter(([name]) => name !== 'calls' && name !== 'call');
  return Object.fromEntries(others.map(([name, part]) => [name, withoutCalls(part)]));
}

/** What was certain before still is, and is the same. */
export function expectNothingLost(before: Scanned, after: Scanned): void {
  const now = new Map(after.findings.map(({ fingerprint, outcome }) => [fingerprint, outcome]));
  const lost = before.findings.filter(
    ({ outcome, fingerprint }) => outcome !== 'unknown' && now.get(fingerprint) !== outcome,
  );
  expect(lost.map((finding) => `${now.get(finding.fingerprint) ?? 'gone'} ← ${tell(finding)}`)).toEqual([]);
}
