import type { PolicyText } from '../model/iam.ts';
import type { Arn } from '../model/target.ts';
import { remembering } from './remember.ts';
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
  const documents = policies.map(readOnce);
  const statements = documents.flatMap((document) => document.statements.map((each) => placedAt(group, each)));
  const readable = documents.every((document) => document.readable);
  const extents = DELIVERY_ACTIONS.map((action) => allowed(statements, action));
  if (extents.every((extent) => extent === 'all') && readable) return 'yes';
  return extents.includes('none') && readable ? 'no' : 'uncertain';
}

type DeliveryAction = (typeof DELIVERY_ACTIONS)[number];

/** What a statement says of log delivery, wherever that writes. */
interface DeliveryStatement {
  readonly statement: ResourceStatement;
  readonly extents: Readonly<Record<DeliveryAction, Extent>>;
  /** Whether its conditions are AWS's own for the account and region that an ARN names. */
  readonly isAsDocumented: (group: Arn) => boolean;
}

/** What a policy says of log delivery: one of the account is asked about each of its log groups. */
const readOnce = remembering((text: PolicyText) => {
  const document = readResourcePolicy(text);
  return {
    readable: document.status === 'read',
    statements: document.status === 'read' ? document.statements.map(ofDelivery) : [],
  };
});

function ofDelivery(statement: ResourceStatement): DeliveryStatement {
  const { actions, condition } = statement;
  const extentFor = (action: DeliveryAction) => least(who(statement), extentOf(actions, action.toLowerCase()));
  const holdsIn = remembering((place) => condition === null || isAsDocumented(condition, place));
  return {
    statement,
    extents: {
      'logs:CreateLogStream': extentFor('logs:CreateLogStream'),
      'logs:PutLogEvents': extentFor('logs:PutLogEvents'),
    },
    isAsDocumented: (group) => holdsIn(group.split(':', 5).join(':')),
  };
}

interface PlacedStatement extends Pick<DeliveryStatement, 'extents'> {
  readonly effect: ResourceStatement['effect'];
  /** How much of what log delivery does to one group it speaks of. */
  readonly here: Extent;
}

function placedAt(group: Arn, { statement, extents, isAsDocumented }: DeliveryStatement): PlacedStatement {
  return {
    extents,
    effect: statement.effect,
    here: least(where(statement, group), isAsDocumented(group) ? 'all' : 'some'),
  };
}

function allowed(statements: readonly PlacedStatement[], action: DeliveryAction): Extent {
  const widest: Record<PlacedStatement['effect'], Extent> = { Allow: 'none', Deny: 'none' };
  for (const { extents, effect, here } of statements) {
    widest[effect] = wider(widest[effect], least(extents[action], here));
  }
  return widest.Allow === 'none' || widest.Deny === 'none' ? widest.Allow : 'some';
}

/** A statement speaks of no more than the least of its parts. */
function least(one: Extent, other: Extent): Extent {
  if (one === 'none' || other === 'none') return 'none';
  return one === 'some' || other === 'some' ? 'some' : 'all';
}

function wider(one: Extent, other: Extent): Extent {
  if (one === 'all' || other === 'all') return 'all';
  return one === 'some' || other === 'some' ? 'some' : 'none';
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

/** The two conditions of AWS's own example: the account, and any log source of the account and region. */
function isAsDocumented(condition: Readonly<Record<string, unknown>>, place: string): boolean {
  return Object.entries(condition).every(([operator, keys]) =>
    Object.entries(keys ?? {}).every(([key, values]) => {
      const list: readonly unknown[] = Array.isArray(values) ? values : [values];
      return list.some((value) => holds({ operator, key: key.toLowerCase(), value: String(value) }, place));
    }),
  );
}

interface Comparison {
  readonly operator: string;
  readonly key: string;
  readonly value: string;
}

function holds({ operator, key, value }: Comparison, place: string): boolean {
  const [, partition, , region, accountId = ''] = place.split(':');
  const like = operator === 'StringLike' || operator === 'ArnLike' || operator === 'ArnEquals';
  if (key === 'aws:sourceaccount')
    return operator === 'StringEquals' ? value === accountId : like && covers(value, accountId);
  return key === 'aws:sourcearn' && like && covers(value, `arn:${partition}:logs:${region}:${accountId}:*`);
}
