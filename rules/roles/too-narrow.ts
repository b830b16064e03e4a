import { nist } from '../../src/model/controls.ts';
import { shell } from '../../src/model/remediation.ts';
import { defineRule } from '../../src/model/rule.ts';
import type { RegionTarget } from '../../src/model/target.ts';
import { fail, notApplicable, pass, unknown } from '../../src/model/verdict.ts';
import { described, factsOf } from '../../src/semantics/role-policy/describe-shortfalls.ts';
import { neededLogGroups } from '../../src/semantics/role-policy/needed-log-groups.ts';
import { permissionsOf, unreadIn } from '../../src/semantics/role-policy/permissions.ts';
import {
  attachWriterPolicy,
  roleInCloudFormation,
  roleInTerraform,
} from '../../src/semantics/role-policy/recommended-role.ts';
import { mayWriteEverywhere, shortfallsOf } from '../../src/semantics/role-policy/sufficiency.ts';
import type { RoleSubject } from '../../src/semantics/role-policy/used-roles.ts';
import { judgeUsedRoles, usedIn } from '../../src/semantics/role-policy/used-roles.ts';

interface NarrowRole extends RoleSubject {
  /** What stays in the way after AWS's policy is attached, such as `logs-guard (statement 1) denies it`. */
  readonly obstacles: readonly string[];
}

export default defineRule({
  id: 'roles/too-narrow',
  title: 'The role that API Gateway writes logs with may write to every log group that stages use',
  severity: 'medium',
  scope: 'account',
  needs: ['apigateway.account', 'iam.roles', 'apigateway.apis'],
  rationale:
    'API Gateway tests the role when it is set, and not again. Where the role may not write to the log group of a stage, its records are lost without a sign.',
  judgement:
    'Fails where logs:CreateLogGroup, CreateLogStream, DescribeLogGroups, DescribeLogStreams or PutLogEvents surely is not allowed on the log group of a REST or WebSocket stage. Unknown where that depends on a condition, a policy variable or an unread policy, or where stages could not be read and not every log group of their region is allowed. Service control policies are not read.',
  controls: nist('AU-12'),
  references: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html',
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html',
  ],
  judge: ({ 'apigateway.account': accounts, 'iam.roles': roles, 'apigateway.apis': apis }) =>
    judgeUsedRoles(accounts, roles, ({ subject, role, from }) => {
      const permissions = permissionsOf(role);
      const alike = (target: RegionTarget) => mayWriteEverywhere(permissions, target);
      const written = neededLogGroups(subject, { accounts, apis, alike });
      const shortfalls = shortfallsOf(permissions, written.groups);
      const details = {
        from: [...from, ...permissions.from, ...written.from],
        facts: { regions: subject.regions, shortfalls: factsOf(shortfalls), count: shortfalls.length },
      };
      if (shortfalls.length === 0)
        return pass(subject, `${usedIn(subject)} may write to the log groups that stages use`, details);
      const certain = shortfalls.filter(({ answer }) => answer === 'no');
      if (certain.length > 0) {
        const obstacles = certain.flatMap(({ onlyUnallowed, why }) => (onlyUnallowed ? [] : [why]));
        const failing: NarrowRole = { ...subject, obstacles: [...new Set(obstacles)] };
        return fail(failing, `${usedIn(subject)} may not ${described(certain)}`, details);
      }
      const because = [...written.unread, ...unreadIn(permissions).flatMap(({ missing }) => missing ?? [])];
      if (written.none && unreadIn(permissions).length === 0)
        return notApplicable(subject, `no stage needs ${usedIn(subject)}`, details);
      return unknown(subject, `${usedIn(subject)} may or may not ${described(shortfalls)}`, because, details);
    }),
  remediation: {
    cli: (role: NarrowRole) =>
      [...role.obstacles.map((why) => shell`# first put right: ${why}`), attachWriterPolicy(role)].join('\n'),
    terraform: roleInTerraform,
    cloudformation: roleInCloudFormation,
  },
});
