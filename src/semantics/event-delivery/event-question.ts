import type { AccountId, Region } from '../../model/target.ts';
import { possibleCategories } from './event-categories.ts';
import { ABSENT, known, notKnown } from './reading.ts';
import type { TracedEvent } from './traced-event.ts';

/** A call that somebody describes, without a record of it. */
export interface EventQuestion {
  /** Such as `apigateway.amazonaws.com`. */
  readonly source: string;
  /** Such as `DeleteStage`. */
  readonly name: string;
  readonly account: AccountId;
  readonly region: Region;
  readonly access: 'read' | 'write';
}

/** The described call as an event, of which everything else is not known. */
export function eventFromQuestion({ source, name, account, region, access }: EventQuestion): TracedEvent {
  const unsaid = notKnown('the question does not say');
  return {
    eventId: null,
    time: null,
    account: known(account),
    region: known(region),
    categories: possibleCategories(source, name),
    fields: {
      eventSource: known(source),
      eventName: known(name),
      readOnly: known(String(access === 'read')),
      eventType: unsaid,
      errorCode: unsaid,
      vpcEndpointId: unsaid,
      'userIdentity.arn': unsaid,
      sessionCredentialFromConsole: unsaid,
    },
    resources: null,
    // A call that CloudTrail makes itself is a special case that the question would be about.
    invokedBy: ABSENT,
    endpoint: 'unknown',
    caller: null,
    flaws: [],
    hypothetical: true,
  };
}
