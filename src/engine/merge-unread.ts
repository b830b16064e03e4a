import type { Finding, FindingReason } from '../model/report.ts';
import type { Rule } from '../model/rule.ts';
import { accountSubject } from '../model/subject.ts';
import type { AccountTarget } from '../model/target.ts';
import { explain, fingerprint } from './judge.ts';

/**
 * Where several regions of an account could not be read for the same reason, a rule says so once, and names them: the
 * policies of a landing zone deny a dozen regions alike, and a dozen times the same unknown would bury the others.
 */
export function mergeUnread(rule: Rule, account: AccountTarget, findings: readonly Finding[]): readonly Finding[] {
  const subject = accountSubject(account);
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (!isUnreadRegion(finding, subject.arn)) continue;
    const kind = kindOf(finding.reasons);
    groups.set(kind, [...(groups.get(kind) ?? []), finding]);
  }
  // What is said of the account as a whole already has this fingerprint, and one group more would repeat it.
  const taken = findings.some(({ region, resource }) => region === null && resource.arn === subject.arn);
  const [largest] = [...groups.values()].sort((a, b) => b.length - a.length);
  if (taken || largest === undefined || largest.length < 2) return findings;
  const merged = new Set(largest);
  return [...findings.filter((finding) => !merged.has(finding)), mergedFinding(rule, account, largest)];
}

/** An `unknown` about a region as a whole, because of what was refused there, or to the account. */
function isUnreadRegion({ outcome, resource, region, reasons }: Finding, accountArn: string): boolean {
  if (outcome !== 'unknown' || region === null || resource.arn !== accountArn) return false;
  return reasons.every(({ call }) => call !== null && (call.region === region || call.region === null));
}

function kindOf(reasons: readonly FindingReason[]): string {
  return [...new Set(reasons.map(({ reason, call }) => `${reason} ${call?.api ?? ''}`))].sort().join(', ');
}

function mergedFinding(rule: Rule, account: AccountTarget, findings: readonly Finding[]): Finding {
  const [first] = findings;
  if (first === undefined) throw new Error('nothing to merge');
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
