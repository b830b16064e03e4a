import type { Unavailable } from '../../model/evidence.ts';
import type { Arn, Region } from '../../model/target.ts';
import type { AccountTrail, AccountTrails } from './account-trails.ts';
import { mayHideTrail } from './account-trails.ts';
import type { Destination } from './destination.ts';
import { destinationOf } from './destination.ts';
import { neverRecorded } from './event-categories.ts';
import { knownValue, whyNotKnown } from './reading.ts';
import type { SelectorClauses } from './selector-clauses.ts';
import { selectorClauses } from './selector-clauses.ts';
import type { Step } from './step.ts';
import { step } from './step.ts';
import type { Ternary } from './ternary.ts';
import { every, some } from './ternary.ts';
import type { TracedEvent } from './traced-event.ts';
import { selectionStep } from './trail-selection.ts';
import { globalServiceStep, loggingStep, recursionStep, regionStep } from './trail-steps.ts';

/** Whether one trail delivers an event, and the steps that show it: all must hold. */
export interface TrailDelivery {
  readonly arn: Arn;
  readonly name: string;
  readonly outcome: Ternary;
  readonly steps: readonly Step[];
  readonly destination: Destination;
}

/** Whether an event is delivered by some trail. */
export interface Delivery {
  readonly outcome: Ternary;
  /** What decides it apart from the trails that were seen, such as trails that could not be. */
  readonly steps: readonly Step[];
  /** By ARN. */
  readonly trails: readonly TrailDelivery[];
}

interface SimulatedTrail {
  readonly trail: AccountTrail;
  /** Null where they could not be read. */
  readonly selectors: readonly SelectorClauses[] | null;
}

/**
 * The simulator of one account: tells of any event what its trails make of it. Never throws, whatever the event is.
 * `organizationId` names the folder of organization trails; null where it is not known.
 */
export function deliveryIn(account: AccountTrails, organizationId: string | null): (event: TracedEvent) => Delivery {
  const trails = account.trails.map(
    (trail): SimulatedTrail => ({
      trail,
      selectors: trail.selectors.status === 'collected' ? selectorClauses(trail.selectors.value) : null,
    }),
  );
  return (event) => {
    const never = event.hypothetical
      ? neverRecorded(knownValue(event.fields.eventSource), knownValue(event.fields.eventName))
      : null;
    if (never !== null) return { outcome: 'no', steps: [step('recordable', 'no', never)], trails: [] };
    const elsewhere = accountStep(account, event);
    if (elsewhere !== null) return { outcome: 'unknown', steps: [elsewhere], trails: [] };

    const deliveries = trails.map((each) => trailDelivery(account, each, event, organizationId));
    const hidden = hiddenTrails(account, event);
    const bySome = some([...deliveries.map((delivery) => delivery.outcome), ...hidden.map((each) => each.outcome)]);
    const flaws = event.flaws.map((flaw) => step('record', 'unknown', `AWS writes no such record: ${flaw}`));
    const outcome = every([bySome, ...flaws.map((each) => each.outcome)]);
    return { outcome, steps: [...flaws, ...(bySome === 'yes' ? [] : hidden)], trails: deliveries };
  };
}

/** The delivery of an event of which nothing can be said, for want of evidence. */
export function undecidedDelivery(why: string, because: readonly Unavailable[] = []): Delivery {
  return { outcome: 'unknown', steps: [step('account', 'unknown', why, because)], trails: [] };
}

function trailDelivery(
  account: AccountTrails,
  { trail, selectors }: SimulatedTrail,
  event: TracedEvent,
  organizationId: string | null,
): TrailDelivery {
  const steps = [
    loggingStep(trail),
    regionStep(account, trail, event),
    ...globalServiceStep(account, trail, event),
    ...recursionStep(trail, event),
    selectionStep(trail, selectors, event),
  ];
  return {
    arn: trail.trail.arn,
    name: trail.trail.name,
    outcome: every(steps.map(({ outcome }) => outcome)),
    steps,
    destination: destinationOf(trail, event, organizationId),
  };
}

function accountStep(account: AccountTrails, event: TracedEvent): Step | null {
  const reading = event.account;
  if (reading.status === 'known' && reading.value === account.accountId) return null;
  const other = `the event is of another account than ${account.accountId}`;
  const why = reading.status === 'known' ? other : whyNotKnown(reading);
  return step('account', 'unknown', why);
}

/** Trails that nobody could see may deliver what those that were seen do not. */
function hiddenTrails(account: AccountTrails, event: TracedEvent): readonly Step[] {
  const region = knownValue(event.region);
  if (region !== null && !mayHideTrail(account, region)) return [];
  const unread = account.unread.filter((each) => !account.multiRegionTrailsSeen || each.region === region);
  const because = unread.map(({ evidence }) => evidence);
  return [step('hidden-trails', 'unknown', hiddenInWords(account, region), because)];
}

function hiddenInWords({ multiRegionTrailsSeen, listings }: AccountTrails, region: Region | null): string {
  if (!multiRegionTrailsSeen) {
    return 'no region that is enabled by default could be read, where every multi-region trail shows';
  }
  if (region === null) return 'some region may have a trail of its own';
  const reason = listings.has(region) ? 'its trails could not be listed' : 'the scan did not ask there';
  return `${region} may have a trail of its own: ${reason}`;
}
