import type { Trail, TrailStatus } from '../../model/cloudtrail.ts';
import type { Severity } from '../../model/verdict.ts';
import type { DeliveryTarget } from './delivery-repair.ts';

/** What a trail could not deliver. */
interface DeliveryError {
  readonly what: string;
  readonly target: DeliveryTarget;
  readonly to: string;
  readonly error: string;
  readonly severity: Severity;
}

/**
 * The last errors of what a trail is set to deliver, worst first. An error may outlive the setting that it is of, so
 * that one of a log group that is no longer named does not count.
 */
export function deliveryErrors(trail: Trail, status: TrailStatus): readonly DeliveryError[] {
  const bucket = trail.bucket ?? '';
  const digestError = trail.logFileValidation ? status.latestDigestDeliveryError : null;
  const logsError = trail.logGroupArn === null ? null : status.latestLogsDeliveryError;
  const topicError = trail.snsTopicArn === null ? null : status.latestNotificationError;
  const all = [
    { what: 'log files', target: 'bucket', to: bucket, error: status.latestDeliveryError, severity: 'high' },
    { what: 'digests', target: 'bucket', to: bucket, error: digestError, severity: 'medium' },
    { what: 'events', target: 'log group', to: trail.logGroupArn ?? '', error: logsError, severity: 'medium' },
    { what: 'notifications', target: 'topic', to: trail.snsTopicArn ?? '', error: topicError, severity: 'low' },
  ] as const;
  return all.flatMap(({ error, ...delivery }) => (error === null ? [] : [{ ...delivery, error }]));
}

/** A region without events delivers nothing, so that only a long silence is worth a word. Milliseconds. */
const LONG = 7 * 24 * 60 * 60_000;

/**
 * Whether nothing was delivered for long, although the trail was on. Digests arrive every hour, also when nothing
 * happened (User Guide, log file validation), so that they are a sign of life.
 */
export function isStale(
  { startedAt, latestDeliveryAt, latestDigestDeliveryAt }: TrailStatus,
  askedAt: string,
): boolean {
  const signs = [startedAt, latestDeliveryAt, latestDigestDeliveryAt].flatMap((time) =>
    time === null ? [] : [Date.parse(time)],
  );
  return signs.every((time) => Date.parse(askedAt) - time > LONG);
}
