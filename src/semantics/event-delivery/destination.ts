import type { TrailStatus } from '../../model/cloudtrail.ts';
import type { Evidence } from '../../model/evidence.ts';
import type { AccountId, Arn } from '../../model/target.ts';
import type { AccountTrail } from './account-trails.ts';
import { knownValue } from './reading.ts';
import type { TracedEvent } from './traced-event.ts';

/** Where a trail writes an account's events. */
export interface Destination {
  readonly bucket: string | null;
  /** The beginning of the objects' keys, as far as it is known. */
  readonly folder: string;
  /** Null where the trail has none. Log groups get no event of more than 256 KB (User Guide, limits). */
  readonly logGroupArn: Arn | null;
  /** Null where the trail has none. It gets a notice of each file, not the events. */
  readonly snsTopicArn: Arn | null;
  /** The account that owns the trail and the log group; of the bucket's owner nothing is known. */
  readonly trailOwner: AccountId;
  /** `central`: an organization's trail, which writes the events of all members; `account`: a trail of the account's own. */
  readonly custody: 'central' | 'account';
  /** What last went wrong on the way to the log group and the topic; null for nothing. */
  readonly logGroupError: string | null;
  readonly topicError: string | null;
}

/** Between account and region in each key (User Guide, finding your CloudTrail log files). */
const FOLDERS: ReadonlyMap<string, string> = new Map([
  ['Management', 'CloudTrail'],
  ['Data', 'CloudTrail'],
  ['NetworkActivity', 'CloudTrail-NetworkActivity'],
  ['Insight', 'CloudTrail-Insight'],
  ['Aggregated', 'CloudTrail-Aggregated'],
]);

/** `organizationId` is null where it is not known. */
export function destinationOf(
  { trail, status }: AccountTrail,
  event: TracedEvent,
  organizationId: string | null,
): Destination {
  const central = trail.organization || trail.ownerAccountId !== knownValue(event.account);
  return {
    bucket: trail.bucket,
    folder: folderOf(trail.bucketPrefix, trail.organization ? [organizationId] : [], event),
    logGroupArn: trail.logGroupArn,
    snsTopicArn: trail.snsTopicArn,
    trailOwner: trail.ownerAccountId,
    custody: central ? 'central' : 'account',
    ...errorsOf(status),
  };
}

function errorsOf(status: Evidence<TrailStatus>): Pick<Destination, 'logGroupError' | 'topicError'> {
  if (status.status === 'unavailable') return { logGroupError: null, topicError: null };
  return { logGroupError: status.value.latestLogsDeliveryError, topicError: status.value.latestNotificationError };
}

function folderOf(prefix: string | null, organization: readonly (string | null)[], event: TracedEvent): string {
  const kinds = new Set(event.categories.map((category) => FOLDERS.get(category) ?? null));
  const kind = kinds.size === 1 ? ([...kinds][0] ?? null) : null;
  const parts = [...organization, knownValue(event.account), kind, knownValue(event.region)];
  const unknownFrom = parts.indexOf(null);
  const certain = unknownFrom < 0 ? parts : parts.slice(0, unknownFrom);
  return [...(prefix === null ? [] : [prefix]), 'AWSLogs', ...certain, ''].join('/');
}
