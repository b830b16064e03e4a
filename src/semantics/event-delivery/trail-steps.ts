import type { AccountTrail, AccountTrails } from './account-trails.ts';
import { covers, isListedIn } from './account-trails.ts';
import { globalServiceEventsArise, reachOf } from './global-services.ts';
import { knownValue, whyNotKnown } from './reading.ts';
import type { Step } from './step.ts';
import { step } from './step.ts';
import type { Ternary } from './ternary.ts';
import type { TracedEvent } from './traced-event.ts';

/** Whether a trail delivers anything for the account. */
export function loggingStep({ trail, state, status }: AccountTrail): Step {
  const seen = status.status === 'collected' ? status.value : null;
  switch (state) {
    case 'logging': {
      const last = seen?.latestDeliveryAt ?? null;
      return step('logging', 'yes', `it is logging${last === null ? '' : ` and last delivered at ${last}`}`);
    }
    case 'delivery-failing':
      return step(
        'logging',
        'unknown',
        `it is logging, but its last delivery failed with ${seen?.latestDeliveryError}`,
      );
    case 'stopped': {
      const since = seen?.stoppedAt ?? null;
      return step('logging', 'no', since === null ? 'it is not logging' : `it was stopped at ${since}`);
    }
    case 'status-unread':
      return step(
        'logging',
        'unknown',
        'whether it is logging could not be read',
        status.status === 'unavailable' ? [status] : [],
      );
    case 'home-not-enabled':
      return step(
        'logging',
        'no',
        `it sends nothing from this account, which has not enabled its home region ${trail.homeRegion}`,
      );
  }
}

/** Whether a trail is for the region of the event. */
export function regionStep(account: AccountTrails, trail: AccountTrail, { region: reading }: TracedEvent): Step {
  const region = knownValue(reading);
  const { homeRegion, multiRegion } = trail.trail;
  if (region === null) return step('region', 'unknown', whyNotKnown(reading));
  if (!covers(trail, region)) return step('region', 'no', `it is a trail of ${homeRegion} alone, not of ${region}`);
  if (!account.regions.includes(region) && account.known.get(region)?.enabled !== true) {
    return step('region', 'unknown', `the account has not enabled ${region}, as far as was seen`);
  }
  if (!isListedIn(account, trail, region)) {
    return step('region', 'unknown', `${region} does not list it yet, as happens after a region is enabled`);
  }
  return step('region', 'yes', multiRegion ? 'it is a trail of every region' : `it is a trail of ${region}`);
}

/** Global service events need a trail that includes them. Nothing to show for an event that is none. */
export function globalServiceStep(
  { partition }: AccountTrails,
  { trail }: AccountTrail,
  event: TracedEvent,
): readonly Step[] {
  const isGlobal = isGlobalServiceEvent(event, partition);
  if (isGlobal === 'no') return [];
  const what = isGlobal === 'yes' ? 'this is a global service event' : 'this may be a global service event';
  if (trail.includeGlobalServiceEvents) {
    return [step('global-service-events', 'yes', `${what}, which it includes`)];
  }
  return [step('global-service-events', isGlobal === 'yes' ? 'no' : 'unknown', `${what}, which it does not include`)];
}

function isGlobalServiceEvent({ fields, region, endpoint }: TracedEvent, partition: string): Ternary {
  const place = knownValue(region);
  const source = knownValue(fields.eventSource);
  const arise = place === null ? 'unknown' : globalServiceEventsArise(partition, place);
  if (arise === 'no' || source === null) return arise === 'no' ? 'no' : 'unknown';
  switch (reachOf(source)) {
    case 'regional':
      return 'no';
    case 'global':
      return arise;
    case 'both':
      return endpoint === 'regional' ? 'no' : endpoint === 'global' ? arise : 'unknown';
    case 'unknown':
      return 'unknown';
  }
}

/**
 * A trail without recursive logging drops what CloudTrail itself writes to buckets and log groups (API Reference,
 * RecursiveLogging). Nothing to show for other trails and events.
 */
export function recursionStep({ trail }: AccountTrail, { fields, invokedBy }: TracedEvent): readonly Step[] {
  if (trail.recursiveLogging) return [];
  const call = `${knownValue(fields.eventSource)} ${knownValue(fields.eventName)}`;
  if (call !== 's3.amazonaws.com PutObject' && call !== 'logs.amazonaws.com PutLogEvents') return [];
  const words = 'it leaves out what CloudTrail itself writes';
  if (invokedBy.status === 'unknown') return [step('recursive-logging', 'unknown', `${words}; ${invokedBy.why}`)];
  const own = knownValue(invokedBy) === 'cloudtrail.amazonaws.com';
  return own ? [step('recursive-logging', 'no', words)] : [];
}
