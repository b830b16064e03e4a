import { describe, expect, test } from 'vitest';
import { rules } from '../../../rules/index.ts';
import { evidenceSet } from '../../../src/engine/evidence-set.ts';
import { judge } from '../../../src/engine/judge.ts';
import type { EvidenceRecord } from '../../../src/model/catalog.ts';
import type { Role } from '../../../src/model/iam.ts';
import { TRUST_POLICY, writerPolicyArn } from '../../../src/semantics/role-policy/recommended-role.ts';
import { ACCOUNT, denied, has, REGION } from '../../support/evidence.ts';
import { apisWith, stage } from '../../support/stages.ts';
import { attached, ROLE, role } from './fixtures.ts';

const account = { scope: 'account', partition: 'aws', accountId: ACCOUNT } as const;
const region = { ...account, scope: 'region', region: REGION } as const;
const roleRules = rules.filter(({ id }) => id.startsWith('roles/'));

function outcomes(judged: Role): Readonly<Record<string, string>> {
  const records: readonly EvidenceRecord[] = [
    { key: 'iam.roles', target: account, evidence: has([{ arn: ROLE, role: has(judged) }]) },
    { key: 'apigateway.account', target: region, evidence: has({ everUsed: true, cloudWatchRoleArn: ROLE }) },
    { key: 'apigateway.apis', target: region, evidence: apisWith(stage('rest', 'prod')) },
  ];
  const findings = roleRules.flatMap((rule) =>
    judge(rule, rule.scope === 'region' ? region : account, evidenceSet(records), new Date(0)),
  );
  return Object.fromEntries(findings.map(({ ruleId, outcome }) => [ruleId, outcome]));
}

describe('the role that every repair leads to', () => {
  test('passes every rule on roles, even where AWS’s own policy cannot be read', () => {
    const recommended = role({
      trustPolicy: TRUST_POLICY,
      attachedPolicies: has([attached(writerPolicyArn('aws'), denied('iam:GetPolicy'))]),
    });
    expect(outcomes(recommended)).toEqual(Object.fromEntries(roleRules.map(({ id }) => [id, 'pass'])));
  });

  test('is what the repairs write: its trust and its policy stand in each of them', () => {
    for (const { id, remediation } of roleRules) {
      const subject = { arn: ROLE, type: 'AWS::IAM::Role', name: 'api-gateway-logs', region: null, regions: [REGION] };
      const text = JSON.stringify([
        remediation.terraform(subject, account),
        remediation.cloudformation(subject, account),
      ]);
      expect(text, id).toContain('apigateway.amazonaws.com');
      expect(text, id).toContain('AmazonAPIGatewayPushToCloudWatchLogs');
    }
  });
});
