import type { Fact } from '../../src/model/verdict.ts';
import { countCommon } from '../../src/semantics/role-policy/action-set.ts';
import type { Excess } from '../../src/semantics/role-policy/excess.ts';
import type { Patterns } from '../../src/semantics/role-policy/glob.ts';
import type { PolicyStatement } from '../../src/semantics/role-policy/permissions.ts';

const MOST_STATEMENTS = 25;
const MOST_PATTERNS = 50;

/** The statements that allow too much, as they stand, with those of their actions that API Gateway does not need. */
export function grantingStatements(excess: Excess): readonly Fact[] {
  return excess.grants.slice(0, MOST_STATEMENTS).map(({ statement }) => asFact(statement, excess));
}

function asFact(statement: PolicyStatement, excess: Excess): Fact {
  const { policy, policyArn, label, effect, conditional, actions, resources } = statement;
  return {
    policy: policyArn ?? policy,
    statement: label,
    effect,
    conditional,
    element: actions.except ? 'NotAction' : 'Action',
    patterns: actions.globs
      .slice(0, MOST_PATTERNS)
      .map((pattern) => ({ pattern, excess: exceeds(pattern, actions, excess) })),
    morePatterns: Math.max(0, actions.globs.length - MOST_PATTERNS),
    resourceElement: resources.except ? 'NotResource' : 'Resource',
    resources: resources.globs.slice(0, MOST_PATTERNS),
    moreResources: Math.max(0, resources.globs.length - MOST_PATTERNS),
  };
}

/** What a NotAction names is what it does not allow: none of it is too much. */
function exceeds(pattern: string, { except }: Patterns, { actions, unrecognised, catalogue }: Excess): boolean {
  if (except) return false;
  return (
    unrecognised.includes(pattern) || countCommon(actions, catalogue.named({ except: false, globs: [pattern] })) > 0
  );
}
