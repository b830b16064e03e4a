import { createHash } from 'node:crypto';
import { isNarrower } from '../model/catalog.ts';
import type { ApiCall, Evidence, Unavailable } from '../model/evidence.ts';
import { unavailable } from '../model/evidence.ts';
import type { Finding, FindingReason } from '../model/report.ts';
import type { Rule } from '../model/rule.ts';
import type { Subject } from '../model/subject.ts';
import { accountSubject } from '../model/subject.ts';
import type { Target } from '../model/target.ts';
import type { Verdict } from '../model/verdict.ts';
import { unknown } from '../model/verdict.ts';
import type { EvidenceSet } from './evidence-set.ts';

/**
 * One rule's findings for one target. Missing evidence of the target's own or a wider scope, and a rule that throws,
 * become one `unknown` about the target as a whole. Never throws.
 */
export function judge(rule: Rule, target: Target, evidence: EvidenceSet, now: Date): readonly Finding[] {
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
    return [toFinding(rule, target, verdict, given)];
  }
  return run(rule, target, seen, given, now);
}

function run(
  rule: Rule,
  target: Target,
  seen: Readonly<Record<string, unknown>>,
  given: readonly Evidence<unknown>[],
  now: Date,
): readonly Finding[] {
  const findings = new Map<string, Finding>();
  try {
    for (const verdict of rule.judge(seen, { target, now })) {
      const finding = toFinding(rule, target, verdict, given);
      if (findings.has(finding.fingerprint)) throw new Error(`two verdicts on ${verdict.subject.arn}`);
      findings.set(finding.fingerprint, finding);
    }
  } catch (error) {
    const reason = unavailable('error', error instanceof Error ? error.message : String(error), null);
    const verdict = unknown(accountSubject(target), `the rule itself failed: ${reason.detail}`, [reason]);
    const finding = toFinding(rule, target, verdict, given);
    findings.set(finding.fingerprint, finding);
  }
  return [...findings.values()];
}

function toFinding(rule: Rule, target: Target, verdict: Verdict, given: readonly Evidence<unknown>[]): Finding {
  const { subject } = verdict;
  return {
    fingerprint: fingerprint(rule, target, subject),
    ruleId: rule.id,
    outcome: verdict.outcome,
    severity: verdict.severity ?? rule.severity,
    change: null,
    accountId: target.accountId,
    region: subject.region,
    resource: { arn: subject.arn, type: subject.type, name: subject.name },
    message: verdict.message,
    reasons: verdict.outcome === 'unknown' ? reasonsFor(verdict) : [],
    controls: rule.controls,
    remediation:
      verdict.outcome === 'fail'
        ? {
            cli: rule.remediation.cli(subject, target),
            terraform: rule.remediation.terraform(subject, target),
            cloudformation: rule.remediation.cloudformation(subject, target),
          }
        : null,
    evidence: { calls: callsOf(verdict.from ?? given), facts: verdict.facts },
  };
}

/** Depends on nothing that changes while the resource stays: not on names, messages, severities, time or version. */
export function fingerprint(rule: Rule, target: Target, subject: Subject): string {
  const identity = [rule.id, target.accountId, subject.region ?? '', subject.arn];
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 16);
}

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
