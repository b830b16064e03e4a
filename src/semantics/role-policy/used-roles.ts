import type { TargetEvidence } from '../../model/catalog.ts';
import type { Evidence } from '../../model/evidence.ts';
import { unavailable } from '../../model/evidence.ts';
import type { NamedRole, Role } from '../../model/iam.ts';
import type { Subject } from '../../model/subject.ts';
import { accountSubject } from '../../model/subject.ts';
import type { Arn, Region } from '../../model/target.ts';
import type { Verdict } from '../../model/verdict.ts';
import { notApplicable, unknown } from '../../model/verdict.ts';

/** A role that API Gateway writes logs with, as the subject of a verdict. */
export interface RoleSubject extends Subject {
  readonly type: 'AWS::IAM::Role';
  readonly region: null;
  /** Where API Gateway uses it. */
  readonly regions: readonly Region[];
}

export interface UsedRole<R = Evidence<Role | null>> {
  readonly subject: RoleSubject;
  readonly role: R;
  /** The regions' accounts, and the role. */
  readonly from: readonly Evidence<unknown>[];
}

type Accounts = readonly TargetEvidence<'apigateway.account'>[];

/** Each role that some region's API Gateway account names, once. */
export function usedRoles(accounts: Accounts, roles: readonly NamedRole[]): readonly UsedRole[] {
  const known = new Map(roles.map(({ arn, role }) => [arn, role]));
  const uses = new Map<Arn, TargetEvidence<'apigateway.account'>[]>();
  for (const account of accounts) {
    const arn = account.evidence.status === 'collected' ? account.evidence.value.cloudWatchRoleArn : null;
    if (arn) uses.set(arn, [...(uses.get(arn) ?? []), account]);
  }
  return [...uses].map(([arn, where]) => {
    const role = sameArn(arn, known.get(arn) ?? unavailable('not-asked', 'this scan did not ask for the role', null));
    const regions = where.map(({ target }) => target.region);
    const subject = { arn, type: 'AWS::IAM::Role', name: arn.slice(arn.lastIndexOf('/') + 1), region: null } as const;
    return { subject: { ...subject, regions }, role, from: [...where.map(({ evidence }) => evidence), role] };
  });
}

/** IAM finds a role by its name alone: under another path it may be a later namesake, which API Gateway cannot use. */
function sameArn(arn: Arn, role: Evidence<Role | null>): Evidence<Role | null> {
  if (role.status === 'unavailable' || role.value === null || role.value.arn === arn) return role;
  return unavailable('invalid-response', `IAM holds a role of this name as ${role.value.arn}`, role.calls[0] ?? null);
}

/**
 * One `unknown` for each region whose API Gateway account could not be read: its role may be any.
 */
export function* unreadAccounts(accounts: Accounts): Iterable<Verdict<never>> {
  for (const { target, evidence } of accounts) {
    if (evidence.status === 'collected') continue;
    const message = `the role that API Gateway writes logs with in ${target.region} could not be read`;
    yield unknown(accountSubject(target), message, [evidence], { from: [evidence] });
  }
}

/** Judges each role that IAM holds, and answers for the roles that it does not hold or could not be asked for. */
export function* judgeUsedRoles<R extends Subject>(
  accounts: Accounts,
  roles: readonly NamedRole[],
  judge: (used: UsedRole<Role>) => Verdict<R>,
): Iterable<Verdict<R>> {
  for (const { subject, role, from } of usedRoles(accounts, roles)) {
    const details = { from, facts: { regions: subject.regions } };
    if (role.status === 'unavailable') yield unknown(subject, `${usedIn(subject)} could not be read`, [role], details);
    else if (role.value === null) yield notApplicable(subject, `${usedIn(subject)} does not exist`, details);
    else yield judge({ subject, role: role.value, from });
  }
  yield* unreadAccounts(accounts);
}

/** The words with which messages begin, such as `the role that API Gateway writes logs with in eu-west-1`. */
export function usedIn({ regions }: RoleSubject): string {
  return `the role that API Gateway writes logs with in ${regions.join(', ')}`;
}
