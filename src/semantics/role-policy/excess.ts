import type { Arn } from '../../model/target.ts';
import type { ActionSet } from './action-set.ts';
import { addAll, countCommon, isEmpty, keepOnly, removeAll } from './action-set.ts';
import type { Catalogue } from './catalogue.ts';
import { awsCatalogue } from './catalogue.ts';
import type { Patterns } from './glob.ts';
import { extentOf } from './glob.ts';
import type { Permissions, PolicyStatement } from './permissions.ts';
import { WRITER_ACTIONS } from './recommended-role.ts';

/** What one statement allows beyond what API Gateway needs. */
interface ExcessGrant {
  readonly statement: PolicyStatement;
  /** How many known actions. */
  readonly actions: number;
}

/** What a role's policies allow beyond what API Gateway needs to write logs. */
export interface Excess {
  readonly actions: ActionSet;
  readonly grants: readonly ExcessGrant[];
  /** Allowed actions and patterns, in lower case, that match nothing in the catalogue: nobody knows what they allow. */
  readonly unrecognised: readonly string[];
  readonly catalogue: Catalogue;
}

const NEEDED: Patterns = { except: false, globs: WRITER_ACTIONS.map((action) => action.toLowerCase()) };

/**
 * Every action that is allowed, with or without a condition, on any resource, less what the role surely cannot use:
 * what an unconditional Deny takes away wherever it is allowed, and what no statement of the boundary allows there.
 * An unread policy counts as if it were absent.
 */
export function excessOf(permissions: Permissions, catalogue: Catalogue = awsCatalogue()): Excess {
  const named = new Map<PolicyStatement, ActionSet>();
  const actionsOf = (statement: PolicyStatement) => {
    const set = named.get(statement) ?? catalogue.named(statement.actions);
    named.set(statement, set);
    return set;
  };
  const limits = limitsOf(permissions);
  const actions = catalogue.named({ except: false, globs: [] });
  const grants: ExcessGrant[] = [];
  const unrecognised = new Set<string>();
  for (const statement of permissions.statements) {
    if (statement.effect !== 'Allow') continue;
    const left = usable(statement, limits, actionsOf);
    removeAll(left, catalogue.named(NEEDED));
    addAll(actions, left);
    if (!isEmpty(left)) grants.push({ statement, actions: countCommon(left, left) });
    for (const glob of statement.actions.except ? [] : statement.actions.globs) {
      const unknown = isEmpty(catalogue.named({ except: false, globs: [glob] }));
      if (unknown && usableAnywhere(glob, statement, limits)) unrecognised.add(glob);
    }
  }
  return { actions, grants, unrecognised: [...unrecognised], catalogue };
}

/** The policies that hold the grants. */
export interface GrantingPolicies {
  readonly attached: readonly Arn[];
  /** By name. */
  readonly inline: readonly string[];
}

export function grantingPolicies({ grants }: Excess): GrantingPolicies {
  const inline = grants.flatMap(({ statement }) => (statement.policyArn === null ? [statement.policy] : []));
  const attached = grants.flatMap(({ statement }) => statement.policyArn ?? []);
  return { attached: [...new Set(attached)], inline: [...new Set(inline)] };
}

interface Limits {
  readonly denies: readonly PolicyStatement[];
  /** Null: no boundary. */
  readonly within: readonly PolicyStatement[] | null;
}

function limitsOf({ statements, boundary }: Permissions): Limits {
  return {
    denies: [...statements, ...(boundary ?? [])].filter(({ effect, conditional }) => effect === 'Deny' && !conditional),
    within: boundary?.filter(({ effect }) => effect === 'Allow') ?? null,
  };
}

/** The actions that a statement allows on at least one of its resources. */
function usable(
  statement: PolicyStatement,
  { denies, within }: Limits,
  actionsOf: (statement: PolicyStatement) => ActionSet,
): ActionSet {
  const usableSomewhere = new Uint32Array(actionsOf(statement).length);
  for (const resource of resourcesOf(statement)) {
    const left = actionsOf(statement).slice();
    for (const deny of denies) if (extentOf(deny.resources, resource) === 'all') removeAll(left, actionsOf(deny));
    if (within !== null) {
      const bounded = new Uint32Array(left.length);
      for (const allow of within) if (extentOf(allow.resources, resource) !== 'none') addAll(bounded, actionsOf(allow));
      keepOnly(left, bounded);
    }
    addAll(usableSomewhere, left);
  }
  return usableSomewhere;
}

/** The same question for an action pattern outside the catalogue. */
function usableAnywhere(glob: string, statement: PolicyStatement, { denies, within }: Limits): boolean {
  return resourcesOf(statement).some(
    (resource) =>
      !denies.some((deny) => extentOf(deny.actions, glob) === 'all' && extentOf(deny.resources, resource) === 'all') &&
      (within === null ||
        within.some(
          (allow) => extentOf(allow.actions, glob) !== 'none' && extentOf(allow.resources, resource) !== 'none',
        )),
  );
}

/** With NotResource, what is left over has no pattern of its own: any resource. */
function resourcesOf({ resources }: PolicyStatement): readonly string[] {
  return resources.except ? ['*'] : resources.globs;
}
