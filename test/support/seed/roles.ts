import { APIGatewayClient, UpdateAccountCommand } from '@aws-sdk/client-api-gateway';
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import type { Caller, Place } from './callers.ts';
import { given, globally } from './callers.ts';

/** AWS's own policy for the role that API Gateway writes logs with. */
export const PUSH_TO_CLOUDWATCH_LOGS = 'arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs';

interface Statement {
  readonly Action: string | readonly string[];
  /** `*` unless said otherwise. */
  readonly Resource?: string | readonly string[];
}

export interface RolePlan {
  readonly name: string;
  /** API Gateway alone unless said otherwise. */
  readonly trusts?: readonly string[];
  /** ARNs of AWS's managed policies, which moto must have been started with. */
  readonly managed?: readonly string[];
  /** What one inline policy allows. */
  readonly inline?: readonly Statement[];
  /** What a permissions boundary leaves. */
  readonly boundary?: readonly Statement[];
}

/** A role for API Gateway to write its logs with. Returns its ARN. */
export async function seedRole(caller: Caller, plan: RolePlan): Promise<string> {
  const client = new IAMClient(globally(caller));
  const { name: RoleName, trusts = ['apigateway.amazonaws.com'], managed = [], inline, boundary } = plan;
  const trust = [{ Principal: { Service: trusts }, Action: 'sts:AssumeRole' }];
  const { Role } = await client.send(
    new CreateRoleCommand({
      RoleName,
      AssumeRolePolicyDocument: allowing(trust),
      ...(boundary && { PermissionsBoundary: await seedPolicy(client, `${RoleName}-boundary`, boundary) }),
    }),
  );
  for (const PolicyArn of managed) await client.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  if (inline !== undefined) {
    const statements = inline.map((statement) => ({ Resource: '*', ...statement }));
    await client.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'logs', PolicyDocument: allowing(statements) }));
  }
  return given(Role?.Arn);
}

/** Only a role without policies can be deleted, as on AWS. */
export async function deleteRole(caller: Caller, name: string): Promise<void> {
  await new IAMClient(globally(caller)).send(new DeleteRoleCommand({ RoleName: name }));
}

/** Makes the role the one that API Gateway writes with, in the place's region. AWS would test it, moto does not. */
export async function writeLogsWith(place: Place, roleArn: string): Promise<void> {
  const patchOperations = [{ op: 'replace' as const, path: '/cloudwatchRoleArn', value: roleArn }];
  await new APIGatewayClient(place).send(new UpdateAccountCommand({ patchOperations }));
}

async function seedPolicy(client: IAMClient, name: string, statements: readonly Statement[]): Promise<string> {
  const document = allowing(statements.map((statement) => ({ Resource: '*', ...statement })));
  const { Policy } = await client.send(new CreatePolicyCommand({ PolicyName: name, PolicyDocument: document }));
  return given(Policy?.Arn);
}

function allowing(statements: readonly object[]): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({ Effect: 'Allow', ...statement })),
  });
}
