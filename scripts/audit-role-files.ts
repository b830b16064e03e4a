import { accountStatements, organizationStatements } from './audit-role.ts';
import { managementTemplate, memberTemplate } from './audit-role-cloudformation.ts';
import { terraformMain } from './audit-role-terraform.ts';

const FOLDER = 'deploy/audit-role';

/** The generated files of deploy/audit-role by their paths: the same role for each way to deploy it. */
export function auditRoleFiles(): ReadonlyMap<string, string> {
  return new Map([
    [`${FOLDER}/cloudformation/member.yaml`, memberTemplate()],
    [`${FOLDER}/cloudformation/management.yaml`, managementTemplate()],
    [`${FOLDER}/terraform/main.tf`, terraformMain()],
    [`${FOLDER}/json/trust-policy.json`, policy([TRUST])],
    [`${FOLDER}/json/member-permissions.json`, policy(accountStatements)],
    [`${FOLDER}/json/management-permissions.json`, policy([...accountStatements, ...organizationStatements])],
  ]);
}

/** With two words to replace. Left as it is, IAM refuses it, for the first word is no principal. */
const TRUST = {
  Effect: 'Allow',
  Principal: { AWS: 'TRUSTED_PRINCIPAL_ARN' },
  Action: 'sts:AssumeRole',
  Condition: { StringEquals: { 'sts:ExternalId': 'EXTERNAL_ID' } },
};

function policy(Statement: readonly object[]): string {
  return `${JSON.stringify({ Version: '2012-10-17', Statement }, null, 2)}\n`;
}
