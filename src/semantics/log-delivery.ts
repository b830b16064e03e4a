import type { PolicyText } from '../model/iam.ts';
import type { Arn } from '../model/target.ts';
import type { Extent } from './role-policy/glob.ts';
import { covers, extentOf } from './role-policy/glob.ts';
import type { Principal, ResourceStatement } from './role-policy/policy-document.ts';
import { readResourcePolicy } from './role-policy/policy-document.ts';

/** Who writes the access logs of HTTP APIs (CloudWatch Logs User Guide, AWS-logs-infrastructure-CWL). */
export const LOG_DELIVERY = 'delivery.logs.amazonaws.com';
/** What it must be allowed, each. */
export const DELIVERY_ACTIONS = ['logs:CreateLogStream', 'logs:PutLogEvents'] as const;

/** Whether resource policies together let AWS's log delivery write to a log group. Uncertain with what is not read. */
export function letsDeliver(policies: readonly PolicyText[], group: Arn): 'yes' | 'no' | 'uncertain' {
  const documents = policies.map(readResourcePolicy);
  const statements = documents.flatMap((document) => (document.status === 'read' ? document.statements : []));
  const readable = documents.every(({ status }) => status === 'read');
  const extents = DELIVERY_ACTIONS.map((action) => allowed(statements, action, group));
  if (extents.every((extent) => extent === 'all') && readable) return 'yes';
  return extents.includes('none') && readable ? 'no' : 'uncertain';
}

function allowed(statements: readonly ResourceStatement[], action: string, group: Arn): Extent {
  const of = (effect: 'Allow' | 'Deny') =>
    statements.filter((statement) => statement.effect === effect).map((statement) => reach(statement, action, group));
  const allow = widest(of('Allow'));
  const deny = widest(of('Deny'));
  return allow === 'none' || deny === 'none' ? allow : 'some';
}

/** How much of what log delivery does to the group a statement speaks of: no more than the least of its parts. */
function reach(statement: ResourceStatement, action: string, group: Arn): Extent {
  const parts = [
    who(statement),
    extentOf(statement.actions, action.toLowerCase()),
    where(statement, group),
    statement.condition === null || isAsDocumented(statement.condition, group) ? 'all' : 'some',
  ] as const;
  return parts.includes('none') ? 'none' : parts.includes('some') ? 'some' : 'all';
}

function who({ principals: { except, list } }: ResourceStatement): Extent {
  if (list.some(({ kind, id }: Principal) => kind === 'Service' && id === LOG_DELIVERY)) return except ? 'none' : 'all';
  // Whether «everyone» includes a service is not documented.
  return except || list.some(({ kind, id }) => kind === 'everyone' || id === '*') ? 'some' : 'none';
}

/** Streams have ARNs below their group's. A policy that names the group alone may be meant for it, or reach nothing. */
function where({ resources }: ResourceStatement, group: Arn): Extent {
  const streams = extentOf(resources, `${group}:log-stream:*`);
  return streams === 'none' && extentOf(resources, group) !== 'none' ? 'some' : streams;
}

function widest(extents: readonly Extent[]): Extent {
  return extents.includes('all') ? 'all' : extents.includes('some') ? 'some' : 'none';
}

/** The two conditions of AWS's own example: the account, and any log source of the account and region. */
function isAsDocumented(condition: Readonly<Record<string, unknown>>, group: Arn): boolean {
  return Object.entries(condition).every(([operator, keys]) =>
    Object.entries(keys ?? {}).every(([key, values]) => {
      const list: readonly unknown[] = Array.isArray(values) ? values : [values];
      return list.some((value) => holds({ operator, key: key.toLowerCase(), value: String(value) }, group));
    }),
  );
}

interface Comparison {
  readonly operator: string;
  readonly key: string;
  readonly value: string;
}

function holds({ operator, key, value }: Comparison, group: Arn): boolean {
  const [, partition, , region, accountId = ''] = group.split(':');
  const like = operator === 'StringLike' || operator === 'ArnLike' || operator === 'ArnEquals';
  if (key === 'aws:sourceaccount')
    return operator === 'StringEquals' ? value === accountId : like && covers(value, accountId);
  return key === 'aws:sourcearn' && like && covers(value, `arn:${partition}:logs:${region}:${accountId}:*`);
}
