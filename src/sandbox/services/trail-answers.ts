import type { Trail } from '../world/world.ts';
import type { Context } from './service.ts';
import { epochSeconds } from './service.ts';

/** A trail as DescribeTrails shows it. What is not set is left out (CloudTrail API Reference, DescribeTrailsResponse). */
export function trailOf(trail: Trail): object {
  const { selectors = { default: 'basic' } } = trail;
  return {
    Name: trail.name,
    S3BucketName: `cloudtrail-logs-${trail.ownerAccountId}`,
    SnsTopicName: trail.snsTopicArn,
    SnsTopicARN: trail.snsTopicArn,
    IncludeGlobalServiceEvents: trail.globalEvents ?? true,
    IsMultiRegionTrail: trail.multiRegion ?? true,
    HomeRegion: trail.homeRegion,
    TrailARN: trail.arn,
    LogFileValidationEnabled: trail.logFileValidation ?? true,
    CloudWatchLogsLogGroupArn: trail.logGroupArn,
    CloudWatchLogsRoleArn: trail.logsRoleArn,
    KmsKeyId: trail.kmsKeyId,
    HasCustomEventSelectors: !('default' in selectors),
    HasInsightSelectors: false,
    IsOrganizationTrail: trail.organization ?? false,
    RecursiveLogging: trail.recursiveLogging ?? true,
  };
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * A trail's status as the asking account has it. Members that AWS no longer uses still come, as text, and some of them
 * empty (CloudTrail API Reference, GetTrailStatus).
 */
export function statusOf(trail: Trail, { world, account }: Context): object {
  const { logging = 'on' } = trail;
  const { bucket, digest, logGroup, topic } = trail.errorsSeenBy(account.id);
  const started = logging === 'never-started' ? undefined : world.at - 300 * DAY;
  const stopped = logging === 'stopped' ? world.at - 2 * DAY : undefined;
  // Where the bucket refuses, the last delivery was before that.
  const last = stopped ?? (bucket === undefined ? world.at - 5 * MINUTE : world.at - 4 * DAY);
  const delivered = started === undefined ? undefined : epochSeconds(last);
  return {
    IsLogging: logging === 'on',
    LatestDeliveryError: bucket,
    LatestNotificationError: topic,
    LatestDeliveryTime: delivered,
    StartLoggingTime: started === undefined ? undefined : epochSeconds(started),
    StopLoggingTime: stopped === undefined ? undefined : epochSeconds(stopped),
    LatestCloudWatchLogsDeliveryError: logGroup,
    LatestCloudWatchLogsDeliveryTime: trail.logGroupArn === undefined ? undefined : delivered,
    LatestDigestDeliveryTime: trail.logFileValidation === false ? undefined : delivered,
    LatestDigestDeliveryError: digest,
    ...retiredMembers(started, stopped, last),
  };
}

function retiredMembers(started: number | undefined, stopped: number | undefined, last: number): object {
  const text = (time: number | undefined) =>
    time === undefined ? '' : new Date(time).toISOString().replace('.000', '');
  return {
    LatestDeliveryAttemptTime: text(started === undefined ? undefined : last),
    LatestNotificationAttemptTime: '',
    LatestNotificationAttemptSucceeded: '',
    LatestDeliveryAttemptSucceeded: text(started === undefined ? undefined : last),
    TimeLoggingStarted: text(started),
    TimeLoggingStopped: text(stopped),
  };
}

/** A trail that nobody customised shows in one of two ways (CloudTrail User Guide, logging data and management events). */
export function selectorsOf({ arn, selectors = { default: 'basic' } }: Trail): object {
  if ('basic' in selectors) return { TrailARN: arn, EventSelectors: selectors.basic.map(completed) };
  if ('advanced' in selectors) return { TrailARN: arn, AdvancedEventSelectors: selectors.advanced };
  if (selectors.default === 'basic') return { TrailARN: arn, EventSelectors: [completed({})] };
  const FieldSelectors = [{ Field: 'eventCategory', Equals: ['Management'] }];
  return { TrailARN: arn, AdvancedEventSelectors: [{ Name: 'Management events selector', FieldSelectors }] };
}

/** CloudTrail answers with its defaults filled in. */
function completed(selector: object): object {
  const defaults = {
    ReadWriteType: 'All',
    IncludeManagementEvents: true,
    DataResources: [],
    ExcludeManagementEventSources: [],
  };
  return { ...defaults, ...selector };
}
