import type { Evidence, Unavailable } from '../../model/evidence.ts';
import type { AttachedPolicy, Role } from '../../model/iam.ts';
import type { Arn } from '../../model/target.ts';
import type { PermissionStatement, PolicyDocument } from './policy-document.ts';
import { readPermissions } from './policy-document.ts';
import { partitionOf, WRITER_ACTIONS, writerPolicyArn } from './recommended-role.ts';

/** A statement with the policy that holds it. */
export interface PolicyStatement extends PermissionStatement {
  readonly policy: string;
  /** Null for an inline policy. */
  readonly policyArn: Arn | null;
}

/** A policy that could not be asked for, or whose text cannot be read. */
export interface UnreadPolicy {
  /** Such as `the inline policies` or `the policy logs-writer`. */
  readonly what: string;
  readonly why: string;
  /** Null where AWS gave a text that cannot be read. */
  readonly missing: Unavailable | null;
}

/** What a role's policies say, as far as they could be read. */
export interface Permissions {
  /** Of the inline and attached policies. */
  readonly statements: readonly PolicyStatement[];
  /** Inline and attached policies that could not be read. */
  readonly unread: readonly UnreadPolicy[];
  /** Null where the role has no boundary, or where it could not be read. */
  readonly boundary: readonly PolicyStatement[] | null;
  readonly unreadBoundary: UnreadPolicy | null;
  readonly from: readonly Evidence<unknown>[];
}

/** Reads every policy of a role. */
export function permissionsOf(role: Role): Permissions {
  const readings = [
    ...within(role.inlinePolicies, 'the inline policies', (policies) =>
      policies.map(({ name, document }) => toReading(name, null, readPermissions(document))),
    ),
    ...within(role.attachedPolicies, 'the attached policies', (policies) =>
      policies.map((policy) => readAttached(policy, role)),
    ),
  ];
  const boundary = role.boundary === null ? null : readAttached(role.boundary, role);
  return {
    statements: readings.flatMap(({ statements }) => statements ?? []),
    unread: readings.flatMap(({ unread }) => unread ?? []),
    boundary: boundary?.statements ?? null,
    unreadBoundary: boundary?.unread ?? null,
    from: evidenceOf(role),
  };
}

/** Every policy that could not be read, with the boundary. */
export function unreadIn({ unread, unreadBoundary }: Permissions): readonly UnreadPolicy[] {
  return unreadBoundary === null ? unread : [...unread, unreadBoundary];
}

interface Reading {
  /** Null where the policy could not be read. */
  readonly statements: readonly PolicyStatement[] | null;
  readonly unread: UnreadPolicy | null;
}

/** AWS's own policy is known by its ARN, which nobody else can use: what its document says need not be asked. */
function readAttached({ arn, name, document }: AttachedPolicy, role: Role): Reading {
  if (arn === writerPolicyArn(partitionOf(role.arn)))
    return toReading(name, arn, { status: 'read', statements: [WRITER_STATEMENT] });
  if (document.status === 'unavailable') return missing(`the policy ${name}`, document);
  return toReading(name, arn, readPermissions(document.value));
}

const WRITER_STATEMENT: PermissionStatement = {
  label: 'statement 1',
  effect: 'Allow',
  conditional: false,
  actions: { except: false, globs: WRITER_ACTIONS.map((action) => action.toLowerCase()) },
  resources: { except: false, globs: ['*'] },
};

function within<T>(evidence: Evidence<T>, what: string, read: (value: T) => readonly Reading[]): readonly Reading[] {
  return evidence.status === 'collected' ? read(evidence.value) : [missing(what, evidence)];
}

function toReading(policy: string, policyArn: Arn | null, document: PolicyDocument<PermissionStatement>): Reading {
  return document.status === 'read'
    ? { statements: document.statements.map((statement) => ({ ...statement, policy, policyArn })), unread: null }
    : { statements: null, unread: { what: `the policy ${policy}`, why: document.why, missing: null } };
}

function missing(what: string, evidence: Unavailable): Reading {
  return { statements: null, unread: { what, why: `could not be read: ${evidence.reason}`, missing: evidence } };
}

function evidenceOf({ inlinePolicies, attachedPolicies, boundary }: Role): readonly Evidence<unknown>[] {
  const attached = attachedPolicies.status === 'collected' ? attachedPolicies.value : [];
  const documents = [...attached, ...(boundary === null ? [] : [boundary])].map(({ document }) => document);
  return [inlinePolicies, attachedPolicies, ...documents];
}
