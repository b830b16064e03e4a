import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  type Role as SdkRole,
} from '@aws-sdk/client-iam';
import { partitionNamed } from '../aws/partitions.ts';
import { Refusal } from '../aws/refusal.ts';
import type { Ask } from '../aws/session.ts';
import type { AttachedPolicy, NamedPolicy, Role } from '../model/iam.ts';
import type { Arn, Region } from '../model/target.ts';
import { defineCollector, onAnything } from './collector.ts';
import { given } from './given.ts';
import { allPages } from './pages.ts';

const ANY_ROLE = 'arn:*:iam::*:role/*';

/** Each role that API Gateway writes logs with in some region of the account, read once. */
export const roles = defineCollector({
  key: 'iam.roles',
  needs: ['apigateway.account'],
  permissions: [
    ...['iam:GetRole', 'iam:ListRolePolicies', 'iam:GetRolePolicy', 'iam:ListAttachedRolePolicies'].map((action) => ({
      action: action as `iam:${string}`,
      resources: [ANY_ROLE],
    })),
    // AWS's own policies are in no account.
    ...onAnything('iam:GetPolicy', 'iam:GetPolicyVersion'),
  ],
  collect: ({ partition, accountId }, ask, { 'apigateway.account': regions }) => {
    const named = regions.flatMap(({ evidence }) =>
      evidence.status === 'collected' && evidence.value.cloudWatchRoleArn !== null
        ? [evidence.value.cloudWatchRoleArn]
        : [],
    );
    const at = partitionNamed(partition).iam;
    return Promise.all(
      [...new Set(named)]
        .sort()
        .map(async (arn) => ({ arn, role: await ask.apart((apart) => readRole(arn, accountId, at, apart)) })),
    );
  },
});

async function readRole(arn: Arn, accountId: string, at: Region, ask: Ask): Promise<Role | null> {
  // IAM finds roles by name alone, and would answer with a namesake.
  if (arn.split(':')[4] !== accountId)
    throw new Error(`the role ${arn} belongs to another account, where this scan does not look`);
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  const role = await existingRole(name, at, ask);
  if (role === null) return null;
  const boundaryArn = role.PermissionsBoundary?.PermissionsBoundaryArn;
  const [inlinePolicies, attachedPolicies, boundary] = await Promise.all([
    ask.apart((apart) => inlinePoliciesOf(name, at, apart)),
    ask.apart((apart) => attachedPoliciesOf(name, at, apart)),
    boundaryArn === undefined ? null : readPolicy(boundaryArn, at, ask),
  ]);
  return {
    arn: role.Arn ?? arn,
    name,
    trustPolicy: decode(given(role.AssumeRolePolicyDocument, 'Role.AssumeRolePolicyDocument')),
    inlinePolicies,
    attachedPolicies,
    boundary,
  };
}

async function existingRole(RoleName: string, at: Region, ask: Ask): Promise<SdkRole | null> {
  try {
    const { Role: role } = await ask('iam', at, GetRoleCommand, { RoleName });
    return given(role, 'Role');
  } catch (error) {
    if (error instanceof Refusal && (error.code === 'NoSuchEntityException' || error.code === 'NoSuchEntity'))
      return null;
    throw error;
  }
}

async function inlinePoliciesOf(RoleName: string, at: Region, ask: Ask): Promise<readonly NamedPolicy[]> {
  const names = await allPages(async (Marker) => {
    const page = await ask('iam', at, ListRolePoliciesCommand, { RoleName, Marker, MaxItems: 1000 });
    return { items: page.PolicyNames, next: page.IsTruncated === true ? page.Marker : undefined };
  });
  return Promise.all(
    [...names].sort().map(async (name) => {
      const { PolicyDocument } = await ask('iam', at, GetRolePolicyCommand, { RoleName, PolicyName: name });
      return { name, document: decode(given(PolicyDocument, 'PolicyDocument')) };
    }),
  );
}

async function attachedPoliciesOf(RoleName: string, at: Region, ask: Ask): Promise<readonly AttachedPolicy[]> {
  const attached = await allPages(async (Marker) => {
    const page = await ask('iam', at, ListAttachedRolePoliciesCommand, { RoleName, Marker, MaxItems: 1000 });
    return { items: page.AttachedPolicies, next: page.IsTruncated === true ? page.Marker : undefined };
  });
  const arns = attached.map(({ PolicyArn = '' }) => PolicyArn).sort();
  return Promise.all(arns.map((arn) => readPolicy(arn, at, ask)));
}

/** A managed policy in its default version, which is the one in force. */
async function readPolicy(arn: Arn, at: Region, ask: Ask): Promise<AttachedPolicy> {
  const document = await ask.apart(async (apart) => {
    const { Policy } = await apart('iam', at, GetPolicyCommand, { PolicyArn: arn });
    const VersionId = given(Policy?.DefaultVersionId, 'Policy.DefaultVersionId');
    const { PolicyVersion } = await apart('iam', at, GetPolicyVersionCommand, { PolicyArn: arn, VersionId });
    return decode(given(PolicyVersion?.Document, 'PolicyVersion.Document'));
  });
  return { arn, name: arn.slice(arn.lastIndexOf('/') + 1), document };
}

/** IAM sends policies percent-encoded (IAM API Reference). */
function decode(document: string): string {
  return document.trimStart().startsWith('{') ? document : decodeURIComponent(document);
}
