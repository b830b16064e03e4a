import { hcl, shell, yaml } from '../../model/remediation.ts';
import type { Arn } from '../../model/target.ts';

/** The service principal of API Gateway, the same in every partition (API Gateway Developer Guide, set-up-logging). */
export const API_GATEWAY = 'apigateway.amazonaws.com';

/** What AWS's managed policy for this role allows on every log group (API Gateway Developer Guide, set-up-logging). */
export const WRITER_ACTIONS = [
  'logs:CreateLogGroup',
  'logs:CreateLogStream',
  'logs:DescribeLogGroups',
  'logs:DescribeLogStreams',
  'logs:PutLogEvents',
  'logs:GetLogEvents',
  'logs:FilterLogEvents',
] as const;

/** AWS's managed policy for this role. A policy of the same name in the customer's account has another ARN. */
export function writerPolicyArn(partition: string): Arn {
  return `arn:${partition}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs`;
}

interface NamedArn {
  readonly arn: Arn;
  readonly name: string;
}

/** The partition that an ARN names. */
export function partitionOf(arn: Arn): string {
  return arn.split(':')[1] ?? 'aws';
}

/** A role's path, with a slash at both ends, such as `/service-role/`. */
function pathOf(roleArn: Arn): string {
  const resource = roleArn.split(':').slice(5).join(':');
  return resource.slice('role'.length, resource.lastIndexOf('/') + 1);
}

/** The trust policy as JSON: API Gateway and nobody else. */
export const TRUST_POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: API_GATEWAY }, Action: 'sts:AssumeRole' }],
});

/** A command that attaches AWS's policy, to paste. */
export function attachWriterPolicy({ arn, name }: NamedArn): string {
  return shell`aws iam attach-role-policy --role-name ${name} --policy-arn ${writerPolicyArn(partitionOf(arn))}`;
}

/** Commands that make the role and let API Gateway use it in each region, to paste. */
export function createRole({ arn, name }: NamedArn, regions: readonly string[]): string {
  // In JSON, because a role's name may hold commas, which part the fields of the CLI's shorthand.
  const patch = JSON.stringify([{ op: 'replace', path: '/cloudwatchRoleArn', value: arn }]);
  return [
    shell`aws iam create-role --role-name ${name} --path ${pathOf(arn)} --assume-role-policy-document ${TRUST_POLICY}`,
    attachWriterPolicy({ arn, name }),
    '# a new role takes some seconds to arrive: repeat this if API Gateway refuses the role',
    ...regions.map((region) => shell`aws apigateway update-account --region ${region} --patch-operations ${patch}`),
  ].join('\n');
}

/** The role in Terraform: the trust and the policy that it needs, and nothing else. */
export function roleInTerraform({ arn, name }: NamedArn): string {
  return hcl`
    resource "aws_iam_role" "api_gateway_logs" {
      name = ${name}
      path = ${pathOf(arn)}
      assume_role_policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect    = "Allow"
          Principal = { Service = ${API_GATEWAY} }
          Action    = "sts:AssumeRole"
        }]
      })
    }

    resource "aws_iam_role_policy_attachments_exclusive" "api_gateway_logs" {
      role_name   = aws_iam_role.api_gateway_logs.name
      policy_arns = [${writerPolicyArn(partitionOf(arn))}]
    }

    resource "aws_iam_role_policies_exclusive" "api_gateway_logs" {
      role_name    = aws_iam_role.api_gateway_logs.name
      policy_names = []
    }`;
}

/** The role in CloudFormation: the trust and the policy that it needs, and nothing else. */
export function roleInCloudFormation({ arn, name }: NamedArn): string {
  return yaml`
    Resources:
      ApiGatewayLogRole:
        Type: AWS::IAM::Role
        Properties:
          RoleName: ${name}
          Path: ${pathOf(arn)}
          AssumeRolePolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Principal: { Service: ${API_GATEWAY} }
                Action: sts:AssumeRole
          ManagedPolicyArns: [${writerPolicyArn(partitionOf(arn))}]`;
}
