import { nist } from '../../src/model/controls.ts';
import { shell } from '../../src/model/remediation.ts';
import { defineRule } from '../../src/model/rule.ts';
import { fail, pass, unknown } from '../../src/model/verdict.ts';
import { describeExcess } from '../../src/semantics/role-policy/describe-excess.ts';
import type { GrantingPolicies } from '../../src/semantics/role-policy/excess.ts';
import { excessOf, grantingPolicies } from '../../src/semantics/role-policy/excess.ts';
import { IAM_CATALOGUE_DATE } from '../../src/semantics/role-policy/iam-catalogue.generated.ts';
import { permissionsOf, unreadIn } from '../../src/semantics/role-policy/permissions.ts';
import {
  attachWriterPolicy,
  roleInCloudFormation,
  roleInTerraform,
} from '../../src/semantics/role-policy/recommended-role.ts';
import type { RoleSubject } from '../../src/semantics/role-policy/used-roles.ts';
import { judgeUsedRoles, usedIn } from '../../src/semantics/role-policy/used-roles.ts';
import { grantingStatements } from './granting-statements.ts';

/** With the policies to take off. */
type OverBroadRole = RoleSubject & GrantingPolicies;

export default defineRule({
  id: 'roles/over-broad',
  title: 'The role that API Gateway writes logs with can do nothing else',
  severity: 'high',
  scope: 'account',
  needs: ['apigateway.account', 'iam.roles'],
  rationale:
    'Every right beyond writing logs is a way to change or delete what the logs should prove, and API Gateway uses none of them.',
  judgement: `Fails where a policy allows, even on a condition, an action beyond the seven of AWS's AmazonAPIGatewayPushToCloudWatchLogs, unless a Deny or the permissions boundary surely takes it away. Unknown where a policy that could change this cannot be read, or names actions that AWS had not published on ${IAM_CATALOGUE_DATE}.`,
  // As Security Hub maps IAM.1 and IAM.21, on policies that allow too much.
  controls: nist('AC-6'),
  references: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html',
    'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonAPIGatewayPushToCloudWatchLogs.html',
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html',
  ],
  judge: ({ 'apigateway.account': accounts, 'iam.roles': roles }) =>
    judgeUsedRoles(accounts, roles, ({ subject, role, from }) => {
      const permissions = permissionsOf(role);
      const excess = excessOf(permissions);
      const exceeds = excess.grants.length > 0;
      const { summary, grantedBy, facts } = describeExcess(excess);
      const details = {
        from: [...from, ...permissions.from],
        facts: {
          regions: subject.regions,
          excess: facts,
          ...(exceeds ? { statements: grantingStatements(excess) } : {}),
        },
      };
      // An unread policy can allow more and deny what others allow. An unread boundary can only take away.
      const gaps = exceeds || excess.unrecognised.length > 0 ? unreadIn(permissions) : permissions.unread;
      if (gaps.length > 0) {
        const why = gaps.map(({ what, why }) => `${what} ${why}`).join('; ');
        const because = gaps.flatMap(({ missing }) => missing ?? []);
        return unknown(subject, `what ${usedIn(subject)} may do is not known: ${why}`, because, details);
      }
      if (exceeds) {
        const message = `${usedIn(subject)} may also ${summary}, by ${grantedBy}`;
        return fail({ ...subject, ...grantingPolicies(excess) }, message, details);
      }
      if (excess.unrecognised.length > 0) {
        const actions = excess.unrecognised.slice(0, 5).join(', ');
        return unknown(subject, `${usedIn(subject)} may do what is not a known action: ${actions}`, [], details);
      }
      return pass(subject, `${usedIn(subject)} can do nothing but write and read logs`, details);
    }),
  remediation: {
    cli: (role: OverBroadRole) =>
      [
        attachWriterPolicy(role),
        ...role.attached.map((arn) => shell`aws iam detach-role-policy --role-name ${role.name} --policy-arn ${arn}`),
        ...role.inline.map((name) => shell`aws iam delete-role-policy --role-name ${role.name} --policy-name ${name}`),
      ].join('\n'),
    terraform: roleInTerraform,
    cloudformation: roleInCloudFormation,
  },
});
