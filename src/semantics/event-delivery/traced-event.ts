import type { Caller } from './caller.ts';
import type { Reading } from './reading.ts';

/** The fields that conditions of selectors name and that have one value in an event. */
export const EVENT_FIELDS = [
  'eventSource',
  'eventName',
  'readOnly',
  'eventType',
  'errorCode',
  'vpcEndpointId',
  'userIdentity.arn',
  'sessionCredentialFromConsole',
] as const;
export type EventField = (typeof EVENT_FIELDS)[number];

/** One element of a record's `resources`. */
export interface EventResource {
  readonly type: string | null;
  readonly arn: string | null;
  /** Whether the ARN is only the beginning of those concerned: S3 writes `ARNPrefix` where a call names no object. */
  readonly prefix: boolean;
}

/** An event whose delivery is asked for: a record, or as much of one as somebody could say. */
export interface TracedEvent {
  readonly eventId: string | null;
  readonly time: string | null;
  /** The account that gets the event: `recipientAccountId`. */
  readonly account: Reading;
  readonly region: Reading;
  /** `eventCategory`, or the categories that are possible where nothing says which. Never empty. */
  readonly categories: readonly string[];
  readonly fields: Readonly<Record<EventField, Reading>>;
  /** Null: not known. */
  readonly resources: readonly EventResource[] | null;
  /** The service that made the call for somebody: `userIdentity.invokedBy`. */
  readonly invokedBy: Reading;
  /** Whether a call of a service with both kinds of endpoint went to the global one. */
  readonly endpoint: 'global' | 'regional' | 'unknown';
  readonly caller: Caller | null;
  /** Why it cannot be a record of AWS's; empty for one that can. */
  readonly flaws: readonly string[];
  /** Whether there is no record of it, so that CloudTrail may never make one. */
  readonly hypothetical: boolean;
}
