import { shell } from '../../src/model/remediation.ts';
import { defineRule } from '../../src/model/rule.ts';
import { fail, pass } from '../../src/model/verdict.ts';

export default defineRule({
  id: 'organization/no-delegated-administrator',
  title: 'A member account administers CloudTrail for the organization',
  severity: 'low',
  scope: 'organization',
  needs: ['organizations.organization', 'organizations.delegated-administrators'],
  controls: [],
  rationale:
    'Without a delegated administrator, whoever looks after organization trails must work in the management account, ' +
    'which no service control policy limits.',
  judgement:
    'Passes where at least one member is registered as delegated administrator of CloudTrail, fails where none is. ' +
    'Unknown where the delegated administrators could not be listed.',
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-delegated-administrator.html',
    'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_best-practices_mgmt-acct.html',
  ],
  *judge({ 'organizations.organization': { arn, id }, 'organizations.delegated-administrators': administrators }) {
    const subject = { arn, type: 'AWS::Organizations::Organization', name: id, region: null };
    const facts = { administrators };
    if (administrators.length === 0) yield fail(subject, 'CloudTrail has no delegated administrator', { facts });
    else yield pass(subject, `CloudTrail is administered by ${administrators.join(', ')}`, { facts });
  },
  remediation: {
    cli: (_, { accountId }) => shell`
      # As the management account ${accountId}, with the id of the account that is to look after trails:
      aws cloudtrail register-organization-delegated-admin --member-account-id "$AUDIT_ACCOUNT_ID"`,
    terraform: () =>
      [
        'resource "aws_cloudtrail_organization_delegated_admin_account" "audit" {',
        '  account_id = var.audit_account_id',
        '}',
      ].join('\n'),
    cloudformation: () => '# CloudFormation has no resource for this; register the administrator with the AWS CLI.',
  },
});
