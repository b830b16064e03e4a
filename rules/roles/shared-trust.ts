import { shell } from '../../src/model/remediation.ts';
import { defineRule } from '../../src/model/rule.ts';
import { fail, notApplicable, pass, unknown } from '../../src/model/verdict.ts';
import { named } from '../../src/semantics/listing.ts';
import {
  API_GATEWAY,
  roleInCloudFormation,
  roleInTerraform,
  TRUST_POLICY,
} from '../../src/semantics/role-policy/recommended-role.ts';
import { trustOf } from '../../src/semantics/role-policy/trust.ts';
import { judgeUsedRoles, usedIn } from '../../src/semantics/role-policy/used-roles.ts';

const IN_FACTS = 100;

export default defineRule({
  id: 'roles/shared-trust',
  title: 'Only API Gateway can assume the role that it writes logs with',
  severity: 'high',
  scope: 'account',
  needs: ['apigateway.account', 'iam.roles'],
  rationale:
    'Whoever can assume the role can write false entries into the logs of every API, and read what they hold. Records that others can forge prove nothing.',
  judgement:
    'Fails where the trust policy lets another service, account, user, role or identity provider assume the role as well, with or without a condition. Not applicable where API Gateway itself cannot, which roles/untrusted-by-api-gateway says. Unknown where a Deny may prevent it, and where the policy cannot be read.',
  controls: [],
  references: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
  ],
  judge: ({ 'apigateway.account': accounts, 'iam.roles': roles }) =>
    judgeUsedRoles(accounts, roles, ({ subject, role, from }) => {
      const facts = { regions: subject.regions };
      const trust = trustOf(role.trustPolicy);
      if (trust.status === 'unreadable')
        return unknown(subject, `${usedIn(subject)} has a trust policy that ${trust.why}`, [], { from, facts });
      if (trust.apiGateway === 'no')
        return notApplicable(subject, `${usedIn(subject)} does not trust API Gateway`, { from, facts });
      const certain = trust.others.filter((other) => other.certain);
      const others = (certain.length > 0 ? certain : trust.others).map(({ who }) => who);
      const details = { from, facts: { ...facts, others: others.slice(0, IN_FACTS), count: others.length } };
      if (certain.length > 0) return fail(subject, `${usedIn(subject)} also trusts ${named(others)}`, details);
      if (others.length > 0) return unknown(subject, `${usedIn(subject)} may also trust ${named(others)}`, [], details);
      return pass(subject, `${usedIn(subject)} trusts nobody but API Gateway`, { from, facts });
    }),
  remediation: {
    cli: ({ name }) => shell`
      # the role trusts only ${API_GATEWAY} then: give whatever else uses it a role of its own first
      aws iam update-assume-role-policy --role-name ${name} --policy-document ${TRUST_POLICY}`,
    terraform: roleInTerraform,
    cloudformation: roleInCloudFormation,
  },
});
