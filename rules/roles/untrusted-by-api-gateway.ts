import { nist } from '../../src/model/controls.ts';
import { shell } from '../../src/model/remediation.ts';
import { defineRule } from '../../src/model/rule.ts';
import { fail, pass, unknown } from '../../src/model/verdict.ts';
import {
  API_GATEWAY,
  roleInCloudFormation,
  roleInTerraform,
  TRUST_POLICY,
} from '../../src/semantics/role-policy/recommended-role.ts';
import { trustOf } from '../../src/semantics/role-policy/trust.ts';
import { judgeUsedRoles, usedIn } from '../../src/semantics/role-policy/used-roles.ts';

export default defineRule({
  id: 'roles/untrusted-by-api-gateway',
  title: 'The role that API Gateway writes logs with lets API Gateway assume it',
  severity: 'high',
  scope: 'account',
  needs: ['apigateway.account', 'iam.roles'],
  rationale:
    'API Gateway must assume the role to write. When the trust policy changes after the role was set, logs stop without a sign.',
  judgement: `Passes where the trust policy lets exactly ${API_GATEWAY} do sts:AssumeRole without a condition. Unknown with a condition, with a principal that may stand for API Gateway, and where the policy cannot be read.`,
  controls: nist('AU-12'),
  references: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
  ],
  judge: ({ 'apigateway.account': accounts, 'iam.roles': roles }) =>
    judgeUsedRoles(accounts, roles, ({ subject, role, from }) => {
      const details = { from, facts: { regions: subject.regions } };
      const trust = trustOf(role.trustPolicy);
      if (trust.status === 'unreadable')
        return unknown(subject, `${usedIn(subject)} has a trust policy that ${trust.why}`, [], details);
      switch (trust.apiGateway) {
        case 'yes':
          return pass(subject, `${usedIn(subject)} trusts ${API_GATEWAY}`, details);
        case 'no':
          return fail(
            subject,
            `${usedIn(subject)} does not let ${API_GATEWAY} assume it: no logs are written`,
            details,
          );
        case 'uncertain':
          return unknown(subject, `${usedIn(subject)} may or may not let ${API_GATEWAY} assume it`, [], details);
      }
    }),
  remediation: {
    cli: ({ name }) => shell`aws iam update-assume-role-policy --role-name ${name} --policy-document ${TRUST_POLICY}`,
    terraform: roleInTerraform,
    cloudformation: roleInCloudFormation,
  },
});
