import { nist } from '../../src/model/controls.ts';
import { defineRule } from '../../src/model/rule.ts';
import { fail, pass, unknown } from '../../src/model/verdict.ts';
import { createRole, roleInCloudFormation, roleInTerraform } from '../../src/semantics/role-policy/recommended-role.ts';
import { unreadAccounts, usedIn, usedRoles } from '../../src/semantics/role-policy/used-roles.ts';

export default defineRule({
  id: 'roles/dangling',
  title: 'The role that API Gateway writes logs with exists',
  severity: 'high',
  scope: 'account',
  needs: ['apigateway.account', 'iam.roles'],
  rationale:
    'API Gateway tests the role when it is set, and not again. Deleted later, it is still named in the settings, and logs stop without a sign.',
  judgement:
    'Fails where IAM says that the role does not exist. Unknown where IAM could not be asked, or holds a role of the same name under another ARN.',
  controls: nist('AU-12'),
  references: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html',
    'https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html',
  ],
  *judge({ 'apigateway.account': accounts, 'iam.roles': roles }) {
    for (const { subject, role, from } of usedRoles(accounts, roles)) {
      const details = { from, facts: { regions: subject.regions } };
      if (role.status === 'unavailable')
        yield unknown(subject, `${usedIn(subject)} could not be read`, [role], details);
      else if (role.value === null)
        yield fail(subject, `${usedIn(subject)} does not exist, so that no logs are written`, details);
      else yield pass(subject, `${usedIn(subject)} exists`, details);
    }
    yield* unreadAccounts(accounts);
  },
  remediation: {
    cli: (role) => createRole(role, role.regions),
    terraform: roleInTerraform,
    cloudformation: roleInCloudFormation,
  },
});
