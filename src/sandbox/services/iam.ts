import { AwsError } from '../wire/aws-error.ts';
import { iamId } from '../world/ids.ts';
import { managedPolicy } from '../world/managed-policies.ts';
import type { Listing, Role } from '../world/world.ts';
import { listing } from '../world/world.ts';
import type { Context, Service } from './service.ts';
import { operation } from './service.ts';

const ROLE_NAME = { kind: 'text', required: true, min: 1, max: 64, pattern: /^[\w+=,.@-]+$/ } as const;
const POLICY_NAME = { kind: 'text', required: true, min: 1, max: 128, pattern: /^[\w+=,.@-]+$/ } as const;
const POLICY_ARN = { kind: 'text', required: true, min: 20, max: 2_048 } as const;
const VERSION_ID = { kind: 'text', required: true, pattern: /^v[1-9][0-9]*(\.[A-Za-z0-9-]*)?$/ } as const;
const PAGING = { Marker: { kind: 'text', min: 1 }, MaxItems: { kind: 'integer', min: 1, max: 1_000 } } as const;

/** IAM's denials name a role or policy in this way. */
const roleResource = ({ RoleName }: { readonly RoleName: string }) => `role ${RoleName}`;
const policyResource = ({ PolicyArn }: { readonly PolicyArn: string }) => `policy ${PolicyArn}`;

export const iam: Service = {
  name: 'iam',
  protocol: 'query',
  version: '2010-05-08',
  xmlNamespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
  signingRegions: { aws: 'us-east-1', 'aws-cn': 'cn-north-1', 'aws-us-gov': 'us-gov-west-1' },
  operations: {
    GetRole: operation({
      members: { RoleName: ROLE_NAME },
      resource: roleResource,
      answer: ({ RoleName }, context) => ({ Role: describedRole(roleNamed(RoleName, context), context) }),
    }),
    ListRolePolicies: operation({
      members: { ...PAGING, RoleName: ROLE_NAME },
      resource: roleResource,
      answer: ({ RoleName, ...paging }, context) => {
        const names = listing([...roleNamed(RoleName, context).inlinePolicies.keys()]);
        const { items, rest } = pageOf(names, paging, context);
        return { PolicyNames: items, ...rest };
      },
    }),
    GetRolePolicy: operation({
      members: { RoleName: ROLE_NAME, PolicyName: POLICY_NAME },
      resource: roleResource,
      answer: ({ RoleName, PolicyName }, context) => {
        const document = roleNamed(RoleName, context).inlinePolicies.get(PolicyName);
        if (document === undefined) throw noSuchEntity(`The role policy with name ${PolicyName} cannot be found.`);
        return { RoleName, PolicyName, PolicyDocument: encoded(document) };
      },
    }),
    ListAttachedRolePolicies: operation({
      members: { ...PAGING, RoleName: ROLE_NAME, PathPrefix: { kind: 'text' } },
      resource: roleResource,
      answer: ({ RoleName, PathPrefix: _, ...paging }, context) => {
        const arns = listing(roleNamed(RoleName, context).attachedPolicyArns);
        const { items, rest } = pageOf(arns, paging, context);
        return { AttachedPolicies: items.map((arn) => ({ PolicyName: nameIn(arn), PolicyArn: arn })), ...rest };
      },
    }),
    GetPolicy: operation({
      members: { PolicyArn: POLICY_ARN },
      resource: policyResource,
      answer: ({ PolicyArn }, context) => ({ Policy: describedPolicy(PolicyArn, context) }),
    }),
    GetPolicyVersion: operation({
      members: { PolicyArn: POLICY_ARN, VersionId: VERSION_ID },
      resource: policyResource,
      answer: ({ PolicyArn, VersionId }, context) => {
        const { document, created } = policyNamed(PolicyArn, context);
        if (VersionId !== 'v1')
          throw noSuchEntity(`Policy ${PolicyArn} version ${VersionId} does not exist or is not attachable.`);
        return {
          PolicyVersion: { Document: encoded(document), VersionId, IsDefaultVersion: true, CreateDate: created },
        };
      },
    }),
  },
};

function noSuchEntity(message: string): AwsError {
  return new AwsError(404, 'NoSuchEntity', message);
}

function roleNamed(name: string, { account }: Context): Role {
  const role = account.role(name);
  if (role === null) throw noSuchEntity(`The role with name ${name} cannot be found.`);
  return role;
}

function describedRole({ name, arn, trustPolicy, boundaryArn }: Role, { world }: Context): object {
  return {
    Path: '/',
    RoleName: name,
    RoleId: iamId('AROA', arn),
    Arn: arn,
    CreateDate: created(world.at),
    AssumeRolePolicyDocument: encoded(trustPolicy),
    MaxSessionDuration: 3_600,
    PermissionsBoundary:
      boundaryArn === null
        ? undefined
        : { PermissionsBoundaryType: 'PermissionsBoundaryPolicy', PermissionsBoundaryArn: boundaryArn },
    RoleLastUsed: {},
  };
}

interface PolicyFacts {
  readonly id: string;
  readonly path: string;
  readonly name: string;
  readonly created: string;
  readonly document: string;
  readonly description?: string;
}

/** A policy of AWS's own, which is in no account, or of this account. Every policy here has one version. */
function policyNamed(arn: string, { world, account }: Context): PolicyFacts {
  const known = managedPolicy(arn);
  if (known !== null) return known;
  const document = account.policy(arn);
  if (document === null) throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
  return { id: iamId('ANPA', arn), path: '/', name: nameIn(arn), created: created(world.at), document };
}

function describedPolicy(arn: string, context: Context): object {
  const policy = policyNamed(arn, context);
  const isBoundary = policy.description === undefined;
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: arn,
    Path: policy.path,
    DefaultVersionId: 'v1',
    // The account's own policies are boundaries, and AWS's are attached.
    AttachmentCount: isBoundary ? 0 : 1,
    PermissionsBoundaryUsageCount: isBoundary ? 1 : 0,
    IsAttachable: true,
    Description: policy.description,
    CreateDate: policy.created,
    UpdateDate: policy.created,
  };
}

function pageOf<T>(
  items: Listing<T>,
  { Marker, MaxItems = 100 }: { readonly Marker: string | undefined; readonly MaxItems: number | undefined },
  context: Context,
) {
  const invalidToken = () => new AwsError(400, 'ValidationError', 'Invalid Marker.');
  const page = context.page(items, { token: Marker, size: MaxItems, invalidToken });
  return { items: page.items, rest: { IsTruncated: page.next !== undefined, Marker: page.next } };
}

function nameIn(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** Policies are percent-encoded as RFC 3986 has it (IAM API Reference, GetRole). */
function encoded(document: string): string {
  return encodeURIComponent(document).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function created(at: number): string {
  return new Date(at - 300 * 24 * 3_600_000).toISOString().replace('.000', '');
}
