import { describe, expect, test } from 'vitest';
import { evidenceSet } from '../../src/engine/evidence-set.ts';
import { explain, judge } from '../../src/engine/judge.ts';
import { defineRule } from '../../src/model/rule.ts';
import type { Subject } from '../../src/model/subject.ts';
import { accountSubject } from '../../src/model/subject.ts';
import type { RegionTarget } from '../../src/model/target.ts';
import { fail, pass, type Verdict } from '../../src/model/verdict.ts';
import { ACCOUNT, call, denied, has, REGION } from '../support/evidence.ts';

const target: RegionTarget = { scope: 'region', partition: 'aws', accountId: ACCOUNT, region: REGION };
const NOW = new Date('2026-11-21T12:00:00Z');
const account = has({ everUsed: true, cloudWatchRoleArn: null });
const evidence = evidenceSet([{ key: 'apigateway.account', target, evidence: account }]);

function ruleThat(judgeIt: () => Iterable<Verdict<Subject>>) {
  return defineRule({
    id: 'roles/example',
    title: 'An example',
    severity: 'high',
    scope: 'region',
    needs: ['apigateway.account'],
    rationale: 'why',
    judgement: 'how',
    controls: [],
    references: [],
    judge: judgeIt,
    remediation: { cli: () => 'aws', terraform: () => 'resource', cloudformation: () => 'Type' },
  });
}

describe('judging', () => {
  test('a failure carries its repair and the calls it rests on', () => {
    const [finding] = judge(
      ruleThat(() => [fail(accountSubject(target), 'no')]),
      target,
      evidence,
      NOW,
    );
    expect(finding).toMatchObject({
      outcome: 'fail',
      severity: 'high',
      accountId: ACCOUNT,
      region: REGION,
      remediation: { cli: 'aws' },
      evidence: { calls: account.calls },
    });
  });

  test('a milder case keeps its own severity', () => {
    const [finding] = judge(
      ruleThat(() => [fail(accountSubject(target), 'no', { severity: 'low' })]),
      target,
      evidence,
      NOW,
    );
    expect(finding?.severity).toBe('low');
  });

  test('missing evidence is one unknown with the call, the account, the region and the reason', () => {
    const refusal = denied('apigateway:GetAccount');
    const refused = evidenceSet([{ key: 'apigateway.account', target, evidence: refusal }]);
    const findings = judge(
      ruleThat(() => [pass(accountSubject(target), 'yes')]),
      target,
      refused,
      NOW,
    );
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      outcome: 'unknown',
      reasons: [{ reason: 'access-denied', call: refusal.call }],
    });
    expect(findings[0]?.message).toContain(`apigateway:GetAccount in ${ACCOUNT}/${REGION}: access-denied`);
  });

  test('what was never asked is unknown too', () => {
    const [finding] = judge(
      ruleThat(() => [pass(accountSubject(target), 'yes')]),
      target,
      evidenceSet([]),
      NOW,
    );
    expect(finding).toMatchObject({ outcome: 'unknown', reasons: [{ reason: 'not-asked', call: null }] });
  });

  test('a rule that throws is unknown, and keeps what it had said before', () => {
    const stage = { ...accountSubject(target), arn: 'arn:aws:apigateway:eu-west-1::/restapis/a/stages/b' };
    const rule = ruleThat(function* () {
      yield fail(stage, 'no');
      throw new Error('a defect');
    });
    const findings = judge(rule, target, evidence, NOW);
    expect(findings.map(({ outcome }) => outcome)).toEqual(['fail', 'unknown']);
    expect(findings[1]?.message).toContain('a defect');
  });

  test('two verdicts on one resource are a defect of the rule, not two findings', () => {
    const stage = { ...accountSubject(target), arn: 'arn:aws:apigateway:eu-west-1::/restapis/a/stages/b' };
    const findings = judge(
      ruleThat(() => [pass(stage, 'yes'), fail(stage, 'no')]),
      target,
      evidence,
      NOW,
    );
    expect(findings.map(({ outcome }) => outcome)).toEqual(['pass', 'unknown']);
  });

  test('a failure stays one where the rule cannot say how to repair it', () => {
    const rule = ruleThat(() => [fail(accountSubject(target), 'no')]);
    const repairless = {
      ...rule,
      remediation: {
        ...rule.remediation,
        cli: () => {
          throw new Error('a defect');
        },
      },
    };
    const [finding] = judge(repairless, target, evidence, NOW);
    expect(finding).toMatchObject({ outcome: 'fail', message: 'no' });
    expect(finding?.remediation?.cli).toMatch(/^# /);
  });

  test('the fingerprint depends on rule, account, region and ARN alone', () => {
    const subject = accountSubject(target);
    const print = (message: string, name: string, now: Date) =>
      judge(
        ruleThat(() => [fail({ ...subject, name }, message)]),
        target,
        evidence,
        now,
      )[0]?.fingerprint;
    expect(print('one', 'a', NOW)).toBe(print('two', 'b', new Date(0)));
    expect(print('one', 'a', NOW)).toBe('4210dc4fa19dda69');
    const elsewhere = judge(
      ruleThat(() => [fail({ ...subject, region: 'us-east-1' }, 'one')]),
      target,
      evidence,
      NOW,
    )[0];
    expect(elsewhere?.fingerprint).not.toBe(print('one', 'a', NOW));
  });
});

test('a refusal is explained with its call, where it was made and its reason', () => {
  expect(explain(denied('iam:GetRole'))).toBe(`iam:GetRole in ${ACCOUNT}/${REGION}: access-denied`);
  expect(explain({ ...denied(), call: call('iam:GetRole', { region: null }) })).toBe(
    `iam:GetRole in ${ACCOUNT}: access-denied`,
  );
  expect(explain({ ...denied(), call: null, detail: 'the scan was interrupted' })).toBe(
    'access-denied (the scan was interrupted)',
  );
});
