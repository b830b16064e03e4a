import type { Partition, RolePlan, StatementPlan } from './plan.ts';
import type { Role } from './world.ts';

const VERSION = '2012-10-17';

export interface Owner {
  readonly partition: Partition;
  readonly accountId: string;
}

export function roleArn({ partition, accountId }: Owner, name: string): string {
  return `arn:${partition}:iam::${accountId}:role/${name}`;
}

export function roleOf(owner: Owner, plan: RolePlan): Role {
  const { name, trusts = ['apigateway.amazonaws.com'], managed = [], inline, boundary } = plan;
  const Statement = [{ Effect: 'Allow', Principal: { Service: trusts }, Action: 'sts:AssumeRole' }];
  return {
    name,
    arn: roleArn(owner, name),
    trustPolicy: JSON.stringify({ Version: VERSION, Statement }),
    inlinePolicies: new Map(inline === undefined ? [] : [['logs', documentOf(inline)]]),
    // Plans are written for the partition `aws`; policies of AWS's own exist in each (AWS Managed Policy Reference).
    attachedPolicyArns: managed.map((arn) => arn.replace(/^arn:aws:/, `arn:${owner.partition}:`)),
    boundaryArn: boundary === undefined ? null : boundaryArn(owner, name),
  };
}

/** The account's own policies by ARN: the boundaries of its roles. */
export function policiesOf(owner: Owner, roles: readonly RolePlan[]): ReadonlyMap<string, string> {
  return new Map(
    roles.flatMap(({ name, boundary }) =>
      boundary === undefined ? [] : [[boundaryArn(owner, name), documentOf(boundary)] as const],
    ),
  );
}

function boundaryArn({ partition, accountId }: Owner, roleName: string): string {
  return `arn:${partition}:iam::${accountId}:policy/${roleName}-boundary`;
}

function documentOf(statements: readonly StatementPlan[]): string {
  const Statement = statements.map((statement) => ({ Effect: 'Allow', Resource: '*', ...statement }));
  return JSON.stringify({ Version: VERSION, Statement });
}
