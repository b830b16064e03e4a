import type { Permissions } from '../../../src/semantics/role-policy/permissions.ts';
import { permissionsOf } from '../../../src/semantics/role-policy/permissions.ts';
import { has } from '../../support/evidence.ts';

/** A policy's statement as it stands in JSON, in one of the forms that the tests below make. */
export interface JsonStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource?: readonly string[];
  readonly NotResource?: readonly string[];
  readonly Condition?: object;
}

export interface JsonRole {
  readonly policies: readonly JsonStatement[];
  readonly boundary: readonly JsonStatement[] | null;
}

/** What the library reads of the role. */
export function permissionsIn({ policies, boundary }: JsonRole): Permissions {
  const text = (Statement: readonly JsonStatement[]) => JSON.stringify({ Version: '2012-10-17', Statement });
  return permissionsOf({
    arn: 'arn:aws:iam::111122223333:role/api-gateway-logs',
    name: 'api-gateway-logs',
    trustPolicy: '{}',
    inlinePolicies: has([{ name: 'logs-writer', document: text(policies) }]),
    attachedPolicies: has([]),
    boundary:
      boundary === null
        ? null
        : { arn: 'arn:aws:iam::111122223333:policy/boundary', name: 'boundary', document: has(text(boundary)) },
  });
}

/** Every way in which the conditions of a role's statements can hold or not hold. */
export function* worlds({ policies, boundary }: JsonRole): Iterable<ReadonlySet<JsonStatement>> {
  const conditional = [...policies, ...(boundary ?? [])].filter(({ Condition }) => Condition !== undefined);
  for (let bits = 0; bits < 1 << conditional.length; bits++)
    yield new Set(conditional.filter((_, index) => ((bits >> index) & 1) === 1));
}

/** IAM's evaluation of one request, in which `holding` says which conditional statements apply. */
export function isAllowed(
  { policies, boundary }: JsonRole,
  holding: ReadonlySet<JsonStatement>,
  action: string,
  resource: string,
): boolean {
  const applying = (statements: readonly JsonStatement[]) =>
    statements.filter((one) => (one.Condition === undefined || holding.has(one)) && applies(one, action, resource));
  const permits = (statements: readonly JsonStatement[]) => {
    const effects = applying(statements).map(({ Effect }) => Effect);
    return effects.includes('Allow') && !effects.includes('Deny');
  };
  return permits(policies) && (boundary === null || permits(boundary));
}

function applies(
  { Action, NotAction, Resource, NotResource }: JsonStatement,
  action: string,
  resource: string,
): boolean {
  const inAction = (globs: readonly string[]) => globs.some((glob) => toRegExp(glob, 'i').test(action));
  const inResource = (globs: readonly string[]) => globs.some((glob) => toRegExp(glob, '').test(resource));
  return (
    (Action ? inAction(Action) : !inAction(NotAction ?? [])) &&
    (Resource ? inResource(Resource) : !inResource(NotResource ?? []))
  );
}

/** A glob as a regular expression over a whole string. */
export function toRegExp(glob: string, flags: string): RegExp {
  const source = glob
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, flags);
}
