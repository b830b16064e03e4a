import type { Unavailable } from '../model/evidence.ts';
import type { Finding, FindingReason } from '../model/report.ts';
import { accountSubject } from '../model/subject.ts';
import type { AccountTarget } from '../model/target.ts';
import type { Verdict } from '../model/verdict.ts';
import { explain, fingerprint, type Ruling, toFinding } from './judge.ts';

/** What one rule says of an account: target by target, and once of all the regions that it could not judge alike. */
export interface AccountRuling {
  readonly rulings: readonly Ruling[];
  readonly unread: Finding | null;
}

interface UnreadRegion {
  readonly ruling: Ruling;
  readonly verdict: Verdict;
}

/**
 * Where several regions of an account could not be read for the same reason, a rule says so once, and names them: the
 * policies of a landing zone deny a dozen regions alike, and a dozen times the same unknown would bury the others.
 */
export function mergeUnread(account: AccountTarget, rulings: readonly Ruling[]): AccountRuling {
  const { arn } = accountSubject(account);
  const alike = largestGroup(unreadRegions(rulings, arn));
  if (alike.length < 2 || isTaken(rulings, arn)) return { rulings, unread: null };
  const merged = new Set(alike.map(({ verdict }) => verdict));
  return {
    rulings: rulings.map((ruling) => ({ ...ruling, verdicts: ruling.verdicts.filter((each) => !merged.has(each)) })),
    unread: mergedFinding(account, alike),
  };
}

function unreadRegions(rulings: readonly Ruling[], accountArn: string): readonly UnreadRegion[] {
  const regions: UnreadRegion[] = [];
  for (const ruling of rulings) {
    for (const verdict of ruling.verdicts) if (isUnreadRegion(verdict, accountArn)) regions.push({ ruling, verdict });
  }
  return regions;
}

/** An `unknown` about a region as a whole, because of what was refused there, or to the account. */
function isUnreadRegion({ outcome, subject, because }: Verdict, accountArn: string): boolean {
  if (outcome !== 'unknown' || subject.region === null || subject.arn !== accountArn || because.length === 0)
    return false;
  return because.every(({ call }) => call !== null && (call.region === subject.region || call.region === null));
}

function largestGroup(regions: readonly UnreadRegion[]): readonly UnreadRegion[] {
  const groups = new Map<string, UnreadRegion[]>();
  for (const region of regions) {
    const kind = kindOf(region.verdict.because);
    const group = groups.get(kind) ?? [];
    group.push(region);
    groups.set(kind, group);
  }
  const [largest = []] = [...groups.values()].sort((a, b) => b.length - a.length);
  return largest;
}

function kindOf(because: readonly Unavailable[]): string {
  return [...new Set(because.map(({ reason, call }) => `${reason} ${call?.api ?? ''}`))].sort().join(', ');
}

/** What is said of the account as a whole already has the merged finding's fingerprint. */
function isTaken(rulings: readonly Ruling[], accountArn: string): boolean {
  return rulings.some(({ verdicts }) =>
    verdicts.some(({ subject: { region, arn } }) => region === null && arn === accountArn),
  );
}

function mergedFinding(account: AccountTarget, alike: readonly UnreadRegion[]): Finding {
  const findings = alike.map(({ verdict, ruling }) => toFinding(verdict, ruling));
  const [first] = findings;
  const [rule] = alike.map(({ ruling }) => ruling.rule);
  if (first === undefined || rule === undefined) throw new Error('nothing to merge');
  const regions = findings.map(({ region }) => region).join(', ');
  const why = [...new Set(first.reasons.map(sameEverywhere))].join('; ');
  return {
    ...first,
    fingerprint: fingerprint(rule, account, accountSubject(account)),
    region: null,
    message: `cannot be judged in ${findings.length} regions (${regions}): ${why}`,
    reasons: distinct(findings.flatMap(({ reasons }) => reasons)),
    evidence: { calls: distinct(findings.flatMap(({ evidence }) => evidence.calls)), facts: {} },
  };
}

/** A reason without its region, which differs. */
function sameEverywhere({ reason, detail, call }: FindingReason): string {
  if (reason === 'undecidable') return detail;
  return explain({ reason, detail, call: call === null ? null : { ...call, region: null } });
}

function distinct<T>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
