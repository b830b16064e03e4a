import { draw } from './draw.ts';
import { globMatches } from './world/denials.ts';

/** What goes wrong with a request. */
export type Fault =
  /** An error in the service's own words, in place of the answer. */
  | {
      readonly kind:
        | 'throttled'
        | 'internal'
        | 'unavailable'
        | 'expired-credentials'
        | 'region-disabled'
        | 'access-denied'
        | 'denied-by-scp';
    }
  /** The account is closed from this request on: its credentials are void, and its role can no longer be assumed. */
  | { readonly kind: 'account-closed' }
  /** The server's clock is ahead of the true time by so much, or behind. */
  | { readonly kind: 'clock-skew'; readonly milliseconds: number }
  /** The connection is reset, before anything was answered or in the middle of the body. */
  | { readonly kind: 'reset'; readonly when: 'before-answer' | 'mid-body' }
  /** The connection stays open and nothing comes. */
  | { readonly kind: 'silence' }
  /** The body takes so long, in small pieces. */
  | { readonly kind: 'slow-body'; readonly milliseconds: number }
  /** The connection ends in order, but before the body does. */
  | { readonly kind: 'cut-body' }
  /** The body is whole as far as HTTP goes, and broken off as JSON or XML. */
  | { readonly kind: 'malformed' }
  /** A page without items and with a token to the same place. Only where the operation has pages. */
  | { readonly kind: 'empty-page' }
  /** Every page has a token: always the same one, or each time another. */
  | { readonly kind: 'endless-pages'; readonly tokens: 'same' | 'new' };

export interface FaultRule {
  readonly fault: Fault;
  /** `cloudtrail:GetTrailStatus`, or a service's `cloudtrail:*`. Left out: any. */
  readonly api?: string;
  /** The account that is asked: of AssumeRole the role's. */
  readonly accountId?: string;
  readonly region?: string;
  /** Of the requests that match, counted from 1: the first and last that fail. Left out: all. */
  readonly from?: number;
  readonly to?: number;
  /** Of those, how many fail, at random by the seed. */
  readonly probability?: number;
  /** From so many seconds after the sandbox's start. */
  readonly afterSeconds?: number;
  /** What is counted by itself; all requests together unless said otherwise. */
  readonly per?: 'account' | 'region' | 'session';
}

/** A request, as rules see it. */
export interface FaultTarget {
  readonly api: string;
  readonly accountId: string;
  readonly region: string;
  readonly accessKeyId: string;
}

export interface Faults {
  /** The fault of the first rule that has one for this request. Counts the request. */
  next(target: FaultTarget): Fault | null;
  readonly closedAccounts: ReadonlySet<string>;
}

export interface FaultOptions {
  readonly seed: string | number;
  /** A clock in milliseconds that started with the sandbox. */
  readonly now: () => number;
}

export function openFaults(rules: readonly FaultRule[], { seed, now }: FaultOptions): Faults {
  const closedAccounts = new Set<string>();
  const counts = rules.map(() => new Map<string, number>());

  function fires(rule: FaultRule, index: number, target: FaultTarget): boolean {
    if (!matches(rule, target)) return false;
    const group = groupOf(rule, target);
    const count = (counts[index]?.get(group) ?? 0) + 1;
    counts[index]?.set(group, count);
    const { from = 1, to = Number.POSITIVE_INFINITY, probability = 1, afterSeconds = 0 } = rule;
    if (count < from || count > to || now() < afterSeconds * 1_000) return false;
    return probability >= 1 || draw(seed, 'fault', index, group, count) < probability;
  }

  return {
    closedAccounts,
    next: (target) => {
      const fired = rules.filter((rule, index) => fires(rule, index, target));
      const fault = fired[0]?.fault ?? null;
      if (fault?.kind === 'account-closed') closedAccounts.add(target.accountId);
      return fault;
    },
  };
}

function matches({ api = '*', accountId, region }: FaultRule, target: FaultTarget): boolean {
  return (
    globMatches(api, target.api) &&
    (accountId === undefined || accountId === target.accountId) &&
    (region === undefined || region === target.region)
  );
}

function groupOf({ per }: FaultRule, { accountId, region, accessKeyId }: FaultTarget): string {
  switch (per) {
    case 'account':
      return accountId;
    case 'region':
      return `${accountId} ${region}`;
    case 'session':
      return accessKeyId;
    default:
      return '';
  }
}
