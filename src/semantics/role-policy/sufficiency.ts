import type { Arn, RegionTarget } from '../../model/target.ts';
import type { Extent, Patterns } from './glob.ts';
import { ANY_NAME, covers, extentOf, overlaps } from './glob.ts';
import type { WrittenLogGroup } from './log-groups.ts';
import { everyLogGroup } from './log-groups.ts';
import type { Permissions, PolicyStatement } from './permissions.ts';

/** What API Gateway needs to write to a log group: AWS's managed policy less what only reads. */
const WRITE_ACTIONS = [
  'logs:CreateLogGroup',
  'logs:CreateLogStream',
  'logs:DescribeLogGroups',
  'logs:DescribeLogStreams',
  'logs:PutLogEvents',
] as const;
type WriteAction = (typeof WRITE_ACTIONS)[number];

export type Answer = 'yes' | 'no' | 'uncertain';

/** An action that a role may not do, or perhaps not, on a log group, and why. */
export interface Shortfall {
  readonly action: WriteAction;
  readonly group: WrittenLogGroup;
  readonly answer: 'no' | 'uncertain';
  readonly why: string;
  /** Whether another policy that allows it would be enough: no Deny and no boundary stands in the way. */
  readonly onlyUnallowed: boolean;
}

/** What a role lacks to write to the log groups; nothing where it surely suffices. */
export function shortfallsOf(permissions: Permissions, groups: readonly WrittenLogGroup[]): readonly Shortfall[] {
  const shortfalls: Shortfall[] = [];
  for (const group of distinct(groups)) {
    const reach = reachOf(group.arn);
    for (const action of WRITE_ACTIONS) {
      const { answer, why } = mayDo(permissions, action, reach);
      if (answer === 'yes') continue;
      const onlyUnallowed = why === UNALLOWED;
      shortfalls.push({ action, group, answer: group.certain ? answer : 'uncertain', why, onlyUnallowed });
    }
  }
  return shortfalls;
}

/**
 * Whether a role surely may write to every log group of an account and region, as most roles may. A pattern that covers
 * `log-group:*`, or misses it, does so with whatever name stands for the `*`.
 */
export function mayWriteEverywhere(permissions: Permissions, target: RegionTarget): boolean {
  const reach = reachOf(everyLogGroup(target));
  return WRITE_ACTIONS.every((action) => mayDo(permissions, action, reach).answer === 'yes');
}

/** Each log group once, as certain as it is anywhere. */
function distinct(groups: readonly WrittenLogGroup[]): Iterable<WrittenLogGroup> {
  const byArn = new Map<string, WrittenLogGroup>();
  for (const group of groups) if (group.certain || !byArn.has(group.arn)) byArn.set(group.arn, group);
  return byArn.values();
}

const UNALLOWED = 'no policy allows it';

interface Decision {
  readonly answer: Answer;
  readonly why: string;
}

/** The policies and the boundary must both allow it. What is unread can allow and deny, but not undo a Deny. */
function mayDo(permissions: Permissions, action: WriteAction, reach: Reach): Decision {
  const { statements, boundary, unread, unreadBoundary } = permissions;
  const policies = decide(statements, action, reach, UNALLOWED);
  if (policies.answer === 'no' && (policies.denied || unread.length === 0)) return policies;
  const bounded =
    boundary === null ? undefined : decide(boundary, action, reach, 'the permissions boundary does not allow it');
  if (bounded?.answer === 'no') return bounded;
  const gap = unread[0] ?? unreadBoundary;
  if (gap) return { answer: 'uncertain', why: `${gap.what} ${gap.why}` };
  return policies.answer === 'uncertain' ? policies : (bounded ?? policies);
}

function decide(
  statements: readonly PolicyStatement[],
  action: WriteAction,
  reach: Reach,
  otherwise: string,
): Decision & { readonly denied: boolean } {
  let allowed: Decision = { answer: 'no', why: otherwise };
  let doubt: Decision | undefined;
  for (const { effect, conditional, actions, resources, policy, label } of statements) {
    if (extentOf(actions, action.toLowerCase()) === 'none') continue;
    const extent = reach(resources, action);
    if (extent === 'none') continue;
    const certain = extent === 'all' && !conditional;
    const where = `${policy} (${label})`;
    const limit = conditional ? 'on a condition' : 'on resources that may not be this log group';
    if (effect === 'Deny') {
      if (certain) return { answer: 'no', why: `${where} denies it`, denied: true };
      doubt ??= { answer: 'uncertain', why: `${where} denies it ${limit}` };
    } else if (certain) allowed = { answer: 'yes', why: `${where} allows it` };
    else if (allowed.answer === 'no') allowed = { answer: 'uncertain', why: `${where} allows it ${limit}` };
  }
  return { ...(allowed.answer === 'no' ? allowed : (doubt ?? allowed)), denied: false };
}

/** How surely a statement's resources reach a log group when API Gateway does an action there. */
type Reach = (resources: Patterns, action: WriteAction) => Extent;

function reachOf(group: Arn): Reach {
  const everyGroup = `${group.split(':', 5).join(':')}:log-group:*`;
  const streams = `${group}:log-stream:${ANY_NAME}`;
  const touching = new Map<Patterns, boolean>();
  const mayTouch = (resources: Patterns) => {
    const known =
      touching.get(resources) ?? resources.globs.some((glob) => overlaps(glob, group) || overlaps(glob, streams));
    touching.set(resources, known);
    return known;
  };
  return (resources, action) => {
    // Asked for no group by name, it is authorized on `log-group::log-stream:` (hashicorp/terraform-provider-aws#8804),
    // so that only a pattern for every group surely counts; how API Gateway asks is not documented.
    if (action.startsWith('logs:Describe')) return extentOf(resources, everyGroup) === 'all' ? 'all' : 'some';
    // Policies name a group with a trailing `:*` (CloudWatch Logs API Reference, LogGroup arn). Where they name it
    // without one, the Service Authorization Reference has it so for some actions, and requests do not look like it.
    const target = action === 'logs:CreateLogGroup' ? `${group}:*` : streams;
    if (resources.globs.some((glob) => covers(glob, target))) return resources.except ? 'none' : 'all';
    if (mayTouch(resources)) return 'some';
    return resources.except ? 'all' : 'none';
  };
}
