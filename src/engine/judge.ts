import { createHash } from 'node:crypto';
import { isNarrower } from '../model/catalog.ts';
import type { ApiCall, Evidence, Unavailable } from '../model/evidence.ts';
import { unavailable } from '../model/evidence.ts';
import type { Finding, FindingReason, FindingRemediation } from '../model/report.ts';
import type { Rule } from '../model/rule.ts';
import type { Subject } from '../model/subject.ts';
import { accountSubject } from '../model/subject.ts';
import type { Arn, Region, Target } from '../model/target.ts';
import type { Severity, Verdict } from '../model/verdict.ts';
import { unknown } from '../model/verdict.ts';
import type { EvidenceSet } from './evidence-set.ts';

/** What one rule says of one target. Verdicts cost little; findings, made of them, cost a hash and texts each. */
export interface Ruling {
  readonly rule: Rule;
  readonly target: Target;
  /** At most one for each pair of subject ARN and region. */
  readonly verdicts: readonly Verdict[];
  /** The evidence that the rule got as plain values: what those verdicts rest on that name no other. */
  readonly given: readonly Evidence<unknown>[];
}

/** One rule's findings for one target. Never throws. */
export function judge(rule: Rule, target: Target, evidence: EvidenceSet, now: Date): readonly Finding[] {
  const ruling = applyRule(rule, target, evidence, now);
  return ruling.verdicts.map((verdict) => toFinding(verdict, ruling));
}

/**
 * Applies a rule to one target. Missing evidence of the target's own or a wider scope, and a rule that throws, become one
 * `unknown` about the target as a whole. Never throws.
 */
export function applyRule(rule: Rule, target: Target, evidence: EvidenceSet, now: Date): Ruling {
  const seen: Record<string, unknown> = {};
  const given: Evidence<unknown>[] = [];
  const missing: Unavailable[] = [];
  for (const key of rule.needs) {
    if (isNarrower(key, target.scope)) {
      seen[key] = evidence.within(key, target);
      continue;
    }
    const answer: Evidence<unknown> = evidence.at(key, target);
    given.push(answer);
    if (answer.status === 'unavailable') missing.push(answer);
    else seen[key] = answer.value;
  }
  if (missing.length > 0) {
    const verdict = unknown(accountSubject(target), `cannot be judged: ${explainAll(missing)}`, distinct(missing));
    return { rule, target, given, verdicts: [verdict] };
  }
  return { rule, target, given, verdicts: run(rule, target, seen, now) };
}

function run(rule: Rule, target: Target, seen: Readonly<Record<string, unknown>>, now: Date): readonly Verdict[] {
  const verdicts: Verdict[] = [];
  const isNew = noticeRepeats();
  try {
    for (const verdict of rule.judge(seen, { target, now })) {
      if (!isNew(verdict.subject)) throw new Error(`two verdicts on ${verdict.subject.arn}`);
      verdicts.push(verdict);
    }
    return verdicts;
  } catch (error) {
    const reason = unavailable('error', error instanceof Error ? error.message : String(error), null);
    const subject = accountSubject(target);
    const verdict = unknown(subject, `the rule itself failed: ${reason.detail}`, [reason]);
    return [...verdicts.filter((other) => !isSame(other.subject, subject)), verdict];
  }
}

/** Tells whether a subject comes for the first time. Neighbours are mostly of one region, whose set is kept at hand. */
function noticeRepeats(): (subject: Subject) => boolean {
  const byRegion = new Map<Region, Set<Arn>>();
  let region: Region | null = null;
  let arns = new Set<Arn>();
  return (subject) => {
    const place = subject.region ?? '';
    if (place !== region) {
      region = place;
      arns = byRegion.get(place) ?? new Set();
      byRegion.set(place, arns);
    }
    const before = arns.size;
    return arns.add(subject.arn).size > before;
  };
}

function isSame(one: Subject, other: Subject): boolean {
  return one.arn === other.arn && one.region === other.region;
}

/** A verdict's own severity, or else its rule's. */
export function severityOf(verdict: Verdict, rule: Rule): Severity {
  return verdict.severity ?? rule.severity;
}

/** A verdict located in the target of its ruling. */
export function toFinding(verdict: Verdict, { rule, target, given }: Omit<Ruling, 'verdicts'>): Finding {
  const { subject } = verdict;
  return {
    fingerprint: fingerprint(rule, target, subject),
    ruleId: rule.id,
    outcome: verdict.outcome,
    severity: severityOf(verdict, rule),
    change: null,
    accountId: target.accountId,
    region: subject.region,
    resource: { arn: subject.arn, type: subject.type, name: subject.name },
    message: verdict.message,
    reasons: verdict.outcome === 'unknown' ? reasonsFor(verdict) : [],
    controls: rule.controls,
    remediation: verdict.outcome === 'fail' ? remediationFor(subject, { rule, target }) : null,
    evidence: { calls: callsOf(verdict.from ?? given), facts: verdict.facts },
  };
}

/** Depends on nothing that changes while the resource stays: not on names, messages, severities, time or version. */
export function fingerprint(rule: Rule, target: Target, subject: Subject): string {
  const identity = [rule.id, target.accountId, subject.region ?? '', subject.arn];
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 16);
}

/** A failure is one also where its rule cannot say how to repair it. */
function remediationFor(subject: Subject, { rule, target }: Pick<Ruling, 'rule' | 'target'>): FindingRemediation {
  try {
    return {
      cli: rule.remediation.cli(subject, target),
      terraform: rule.remediation.terraform(subject, target),
      cloudformation: rule.remediation.cloudformation(subject, target),
    };
  } catch {
    return { cli: NO_REPAIR, terraform: NO_REPAIR, cloudformation: NO_REPAIR };
  }
}

/** A comment in each of the three languages. */
const NO_REPAIR = '# The rule failed to write this repair.';

function reasonsFor(verdict: Verdict): readonly FindingReason[] {
  if (verdict.because.length === 0) return [{ reason: 'undecidable', detail: verdict.message, call: null }];
  return verdict.because.map(({ reason, detail, call }) => ({ reason, detail, call }));
}

/** The calls behind the evidence at hand; an unavailable one counts with the call that failed. */
function callsOf(nodes: readonly Evidence<unknown>[]): readonly ApiCall[] {
  const calls = nodes.flatMap((node) =>
    node.status === 'collected' ? node.calls : node.call === null ? [] : [node.call],
  );
  return [...new Set(calls)];
}

/** One line on a missing answer, such as `apigateway:GetApis in 111122223333/eu-west-1: access-denied`. */
export function explain({ reason, detail, call }: Pick<Unavailable, 'reason' | 'detail' | 'call'>): string {
  if (call === null) return `${reason} (${detail})`;
  const { RoleArn: role } = call.parameters;
  if (role !== undefined) return `${call.api} of ${role}: ${reason}`;
  const where = call.region === null ? call.accountId : `${call.accountId}/${call.region}`;
  return `${call.api} in ${where}: ${reason}`;
}

function explainAll(missing: readonly Unavailable[]): string {
  return [...new Set(missing.map(explain))].join('; ');
}

/** One refusal may have spoiled several answers. */
function distinct(missing: readonly Unavailable[]): readonly Unavailable[] {
  return [...new Map(missing.map((node) => [JSON.stringify(node), node])).values()];
}
