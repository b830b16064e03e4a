import { nist } from '../../src/model/controls.ts';
import { hcl, yaml } from '../../src/model/remediation.ts';
import { defineRule } from '../../src/model/rule.ts';
import type { Subject } from '../../src/model/subject.ts';
import { accountSubject } from '../../src/model/subject.ts';
import type { Target } from '../../src/model/target.ts';
import { fail, notApplicable, pass, unknown } from '../../src/model/verdict.ts';
import { writtenLogGroups } from '../../src/semantics/role-policy/log-groups.ts';
import { createRole, roleInCloudFormation, roleInTerraform } from '../../src/semantics/role-policy/recommended-role.ts';

export default defineRule({
  id: 'roles/missing',
  title: 'API Gateway has a role to write logs with',
  severity: 'high',
  scope: 'region',
  needs: ['apigateway.account', 'apigateway.apis'],
  rationale:
    'REST and WebSocket APIs write to CloudWatch Logs with one role for the account and region. Without it their stages log nothing, whatever their settings say.',
  judgement:
    'Fails where a REST or WebSocket stage logs to a log group, or has execution logging on, and the region names no role. Not applicable where no such stage exists: HTTP APIs and Firehose need no role. Unknown where the account’s settings, or stages that may need a role, could not be read.',
  controls: nist('AU-12'),
  references: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html',
    'https://docs.aws.amazon.com/apigateway/latest/api/API_GetAccount.html',
  ],
  *judge({ 'apigateway.account': account, 'apigateway.apis': apis }, { target }) {
    const subject = accountSubject(target);
    const role = account.cloudWatchRoleArn;
    if (role) return yield pass(subject, `API Gateway writes logs with ${role}`, { facts: { role } });
    const { groups, unread } = writtenLogGroups(apis, target);
    const [first] = groups;
    const none = account.everUsed ? 'no role is set' : 'no role is set: the account never used API Gateway here';
    if (first) {
      const more = groups.length > 1 ? ` and ${groups.length - 1} more` : '';
      const facts = { logs: groups.slice(0, 100).map(({ what }) => what), count: groups.length };
      yield fail(subject, `${none}, so that ${first.what}${more} are not written`, { facts });
    } else if (unread.length > 0) {
      yield unknown(subject, `${none}, and the stages that may need one could not all be read`, unread);
    } else yield notApplicable(subject, `${none}, and no stage needs one`);
  },
  remediation: {
    cli: (account, where) => createRole(newRole(account, where), [account.region ?? '']),
    terraform: (account, where) =>
      [
        roleInTerraform(newRole(account, where)),
        hcl`
          resource "aws_api_gateway_account" "api_gateway_logs" {
            region              = ${account.region ?? ''}
            cloudwatch_role_arn = aws_iam_role.api_gateway_logs.arn
            depends_on          = [aws_iam_role_policy_attachments_exclusive.api_gateway_logs]
          }`,
      ].join('\n\n'),
    cloudformation: (account, where) =>
      [
        yaml`# to deploy in ${account.region ?? ''}`,
        roleInCloudFormation(newRole(account, where)),
        '  ApiGatewayAccount:',
        '    Type: AWS::ApiGateway::Account',
        '    Properties:',
        '      CloudWatchRoleArn: !GetAtt ApiGatewayLogRole.Arn',
      ].join('\n'),
  },
});

/** One role for each region, so that templates for several regions do not clash. */
function newRole({ region }: Subject, { partition, accountId }: Target) {
  const name = `api-gateway-logs-${region}`;
  return { arn: `arn:${partition}:iam::${accountId}:role/${name}`, name };
}
