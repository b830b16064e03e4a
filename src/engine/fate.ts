import type { GoneFinding, PastFinding } from '../model/comparison.ts';
import type { Finding, Report } from '../model/report.ts';
import type { AccountId, Region } from '../model/target.ts';
import type { Baseline } from './baseline.ts';

/** What became of a failure that has no finding any more; null where it has one, or where none failed. */
export type Fate = GoneFinding['change'] | null;

/** Whether a failure that is gone was fixed, or nobody can say. */
type IsFixed = (gone: PastFinding) => boolean;

/**
 * Tells the fates of an account's past findings, in their order; an empty list where no failure is gone. That a failure
 * is not found proves nothing where it could not be seen: it is fixed only if its rule was asked again, in the places
 * that it was seen in, and left nothing there undecided.
 */
export function fateTeller(report: Report, baseline: Baseline) {
  const rules = new Set(report.rules.map(({ id }) => id));
  // Without its organization a rule on the organization has nothing to judge.
  const asksOrganization = baseline.scan.organization?.id === report.scan.organization?.id;
  let places: Promise<ReadonlyMap<AccountId, ReadonlySet<Region | null>>> | null = null;

  async function isFixedIn(accountId: AccountId, findings: readonly Finding[]): Promise<IsFixed> {
    places ??= scannedPlaces(report);
    const scanned = (await places).get(accountId) ?? new Set();
    const before = (await baseline.coverageOf(accountId)).filter(({ status }) => WAS_READ.has(status));
    const allScanned = before.every(({ region }) => scanned.has(region));
    const undecided = findings.filter(({ outcome }) => outcome === 'unknown');
    return (gone) =>
      rules.has(gone.ruleId) &&
      (asksOrganization || !gone.ruleId.startsWith('organization/')) &&
      scanned.has(gone.region) &&
      // What no region holds may have failed because of what is in any of them, such as the use of a role.
      (gone.region !== null || allScanned) &&
      !undecided.some((finding) => mayHide(finding, gone));
  }

  return async (
    accountId: AccountId,
    past: readonly PastFinding[],
    findings: readonly Finding[],
  ): Promise<readonly Fate[]> => {
    const present = new Set(findings.map(({ fingerprint }) => fingerprint));
    const isGone = ({ outcome, fingerprint }: PastFinding) => outcome === 'fail' && !present.has(fingerprint);
    if (!past.some(isGone)) return [];
    const isFixed = await isFixedIn(accountId, findings);
    return past.map((finding) => (isGone(finding) ? (isFixed(finding) ? 'fixed' : 'became-unknown') : null));
  };
}

const WAS_READ: ReadonlySet<string> = new Set(['scanned', 'partly-scanned']);

/** By account, where all was read; null is the account as a whole. */
async function scannedPlaces(report: Report): Promise<ReadonlyMap<AccountId, ReadonlySet<Region | null>>> {
  const places = new Map<AccountId, Set<Region | null>>();
  for await (const { accountId, region, status } of report.coverage()) {
    if (status !== 'scanned') continue;
    const known = places.get(accountId) ?? new Set();
    places.set(accountId, known.add(region));
  }
  return places;
}

/** Whether a failure may hide behind what could not be decided: in its region, of its account, or wherever it has none. */
function mayHide({ ruleId, region, resource }: Finding, gone: PastFinding): boolean {
  if (ruleId !== gone.ruleId) return false;
  return gone.region === null || region === null || region === gone.region || resource.type === 'AWS::::Account';
}
