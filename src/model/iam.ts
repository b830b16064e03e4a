import type { Evidence } from './evidence.ts';
import type { Arn } from './target.ts';

/** A policy as JSON text, decoded but not trusted: `src/semantics/role-policy` reads it. */
export type PolicyText = string;

export interface NamedPolicy {
  readonly name: string;
  readonly document: PolicyText;
}

export interface AttachedPolicy {
  readonly arn: Arn;
  readonly name: string;
  /** The default version. */
  readonly document: Evidence<PolicyText>;
}

export interface Role {
  readonly arn: Arn;
  readonly name: string;
  readonly trustPolicy: PolicyText;
  readonly inlinePolicies: Evidence<readonly NamedPolicy[]>;
  readonly attachedPolicies: Evidence<readonly AttachedPolicy[]>;
  readonly boundary: AttachedPolicy | null;
}

/** A role that somebody names; the role itself is null where IAM says that there is none. */
export interface NamedRole {
  readonly arn: Arn;
  readonly role: Evidence<Role | null>;
}
