import { describe, expect, test } from 'vitest';
import { evidenceSet } from '../../src/engine/evidence-set.ts';
import { judge } from '../../src/engine/judge.ts';
import type { EvidenceKey, EvidenceRecord } from '../../src/model/catalog.ts';
import { isNarrower, SCOPES } from '../../src/model/catalog.ts';
import type { Evidence } from '../../src/model/evidence.ts';
import { isEvidence } from '../../src/model/evidence.ts';
import type { Finding } from '../../src/model/report.ts';
import type { Rule } from '../../src/model/rule.ts';
import { accountSubject } from '../../src/model/subject.ts';
import type { Target } from '../../src/model/target.ts';
import type { Outcome, Severity } from '../../src/model/verdict.ts';
import { ACCOUNT, denied, REGION } from './evidence.ts';

/** Evidence for each of a rule's needs: one node, or one for each region where the rule's scope is wider than a region. */
export type Given = { readonly [K in EvidenceKey]?: Evidence<unknown> | Readonly<Record<string, Evidence<unknown>>> };

export interface Expected {
  readonly outcome: Outcome;
  readonly arn: string;
  /** Left out: not compared. */
  readonly region?: string | null;
  readonly severity?: Severity;
  readonly message: string | RegExp;
}

export interface RuleCase {
  readonly given: Given;
  readonly expect: readonly Expected[];
}

const NOW = new Date('2026-11-21T12:00:00Z');

/**
 * Runs a rule's table of cases through the engine, and then the law that no rule may break: with each node of
 * evidence taken away in turn, at any depth, every verdict stays as it was or becomes `unknown`, and none vanishes.
 */
export function testRule(rule: Rule, cases: Readonly<Record<string, RuleCase>>): void {
  describe(rule.id, () => {
    for (const [name, { given, expect: expected }] of Object.entries(cases)) {
      test(name, () => {
        const findings = run(rule, given);
        expect(findings.map(comparable(expected)), 'verdicts').toEqual(expected.map(withPattern));
      });
      test(`${name}: with evidence taken away, nothing passes that did not`, () => {
        const before = run(rule, given);
        for (const [path, without] of removals(given)) expectNoNewCertainty(rule, before, run(rule, without), path);
      });
    }

    test('the table shows the rule passing and failing, and missing evidence makes it unknown', () => {
      const outcomes = new Set<Outcome>();
      for (const { given } of Object.values(cases)) {
        for (const finding of run(rule, given)) outcomes.add(finding.outcome);
        for (const [, without] of removals(given))
          for (const finding of run(rule, without)) outcomes.add(finding.outcome);
      }
      expect([...outcomes]).toEqual(expect.arrayContaining(['pass', 'fail', 'unknown']));
    });

    test('no two cases are the same', () => {
      const seen = Object.values(cases).map(({ given }) => JSON.stringify(given));
      expect(new Set(seen).size).toBe(seen.length);
    });

    test('every failure can be repaired with what the finding says', () => {
      for (const { given } of Object.values(cases)) {
        for (const { outcome, remediation } of run(rule, given)) {
          if (outcome !== 'fail') continue;
          for (const text of Object.values(remediation ?? {})) expect(text).toMatch(/\S/);
          expect(JSON.stringify(remediation)).not.toMatch(/undefined|\[object/);
        }
      }
    });
  });
}

function targetOf(rule: Rule): Target {
  const target = { partition: 'aws', accountId: ACCOUNT };
  return rule.scope === 'region' ? { ...target, scope: 'region', region: REGION } : { ...target, scope: rule.scope };
}

function run(rule: Rule, given: Given): readonly Finding[] {
  const target = targetOf(rule);
  const records: EvidenceRecord[] = [];
  for (const [name, node] of Object.entries(given)) {
    const key = name as EvidenceKey;
    if (!rule.needs.includes(key)) throw new Error(`${rule.id} does not need ${key}`);
    if (isNarrower(key, rule.scope)) {
      for (const [region, evidence] of Object.entries(node)) {
        records.push({
          key,
          target: { scope: 'region', partition: 'aws', accountId: ACCOUNT, region },
          evidence,
        } as EvidenceRecord);
      }
    } else {
      const place = { ...target, scope: SCOPES[key] };
      records.push({ key, target: place, evidence: node } as EvidenceRecord);
    }
  }
  return judge(rule, target, evidenceSet(records), NOW);
}

function comparable(expected: readonly Expected[]) {
  return (finding: Finding, index: number) => {
    const wanted = expected[index];
    return {
      outcome: finding.outcome,
      arn: finding.resource.arn,
      ...(wanted && 'region' in wanted ? { region: finding.region } : {}),
      ...(wanted?.severity === undefined ? {} : { severity: finding.severity }),
      message: finding.message,
    };
  };
}

function withPattern(expected: Expected) {
  const { message } = expected;
  return { ...expected, message: message instanceof RegExp ? expect.stringMatching(message) : message };
}

/** The given evidence with one node replaced by a refusal, for every node at any depth. */
function* removals(given: Given): Iterable<[path: string, given: Given]> {
  for (const [path, changed] of withoutEach(given, '')) yield [path, changed as Given];
}

function* withoutEach(value: unknown, path: string): Iterable<[string, unknown]> {
  if (typeof value !== 'object' || value === null) return;
  if (isEvidence(value)) {
    if (value.status === 'unavailable') return;
    yield [path, denied('test:Removed')];
    for (const [where, changed] of withoutEach(value.value, `${path}.value`))
      yield [where, { ...value, value: changed }];
    return;
  }
  for (const [name, part] of Object.entries(value)) {
    for (const [where, changed] of withoutEach(part, `${path}/${name}`)) {
      yield [
        where,
        Array.isArray(value)
          ? value.map((item, index) => (String(index) === name ? changed : item))
          : { ...value, [name]: changed },
      ];
    }
  }
}

function expectNoNewCertainty(rule: Rule, before: readonly Finding[], after: readonly Finding[], path: string): void {
  const wholeTarget = accountSubject(targetOf(rule)).arn;
  for (const old of before) {
    const still = after.find(({ fingerprint }) => fingerprint === old.fingerprint);
    const standIn = after.some(
      ({ outcome, resource, region }) =>
        outcome === 'unknown' &&
        resource.arn === wholeTarget &&
        (region === null || region === old.region || old.region === null),
    );
    if (still === undefined)
      expect(standIn, `${old.resource.arn} (${old.outcome}) vanished without ${path}`).toBe(true);
    else expect([old.outcome, 'unknown'], `${old.resource.arn} without ${path}`).toContain(still.outcome);
  }
  for (const finding of after) {
    const known = before.some(({ fingerprint }) => fingerprint === finding.fingerprint);
    if (!known) expect(finding.outcome, `a new verdict on ${finding.resource.arn} without ${path}`).toBe('unknown');
  }
  for (const { outcome, reasons } of after) if (outcome === 'unknown') expect(reasons.length).toBeGreaterThan(0);
}
