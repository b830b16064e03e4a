import type { AccountId, Region } from './target.ts';

/**
 * Why there is no answer. `not-asked` is ours: the scan was interrupted, or an inventory was collected without
 * this question.
 */
export const REASONS = [
  'access-denied',
  'denied-by-scp',
  'region-disabled',
  'throttled',
  'unreachable',
  'credentials-expired',
  'invalid-response',
  'error',
  'not-asked',
] as const;
export type Reason = (typeof REASONS)[number];

/** One request to AWS, as an auditor would quote it. */
export interface ApiCall {
  /** Endpoint prefix and operation, such as `cloudtrail:DescribeTrails`. */
  readonly api: string;
  /** The account whose credentials signed the request. */
  readonly accountId: AccountId;
  /** The region that was asked; null for a global service. */
  readonly region: Region | null;
  /** What was asked for, without secrets, such as `{ Name: 'arn:…' }`. */
  readonly parameters: Readonly<Record<string, string>>;
  /** When the answer arrived, ISO 8601 in UTC. */
  readonly at: string;
  /** AWS's request id, null where no answer carried one. */
  readonly requestId: string | null;
}

/** An answer, with the calls that gave it. */
export interface Collected<T> {
  readonly status: 'collected';
  readonly value: T;
  readonly calls: readonly ApiCall[];
}

/** No answer, and why. `call` is null only where nothing was asked. */
export interface Unavailable {
  readonly status: 'unavailable';
  readonly reason: Reason;
  readonly detail: string;
  readonly call: ApiCall | null;
}

/** An answer with its provenance, or the reason why there is none. Never `undefined`. */
export type Evidence<T> = Collected<T> | Unavailable;

export function collected<T>(value: T, calls: readonly ApiCall[]): Collected<T> {
  return { status: 'collected', value, calls };
}

export function unavailable(reason: Reason, detail: string, call: ApiCall | null): Unavailable {
  return { status: 'unavailable', reason, detail, call };
}

/** Tells a node of evidence apart from any other object: the rule tester and the coverage ledger walk values for them. */
export function isEvidence(value: unknown): value is Evidence<unknown> {
  if (typeof value !== 'object' || value === null || !('status' in value)) return false;
  if (value.status === 'collected') return 'value' in value && 'calls' in value;
  return value.status === 'unavailable' && 'reason' in value && 'call' in value;
}
