import { GetTrailStatusCommand } from '@aws-sdk/client-cloudtrail';
import type { Ask } from '../aws/session.ts';
import type { Trail, TrailStatus } from '../model/cloudtrail.ts';
import { given } from './given.ts';
import { textOrNull } from './trails.ts';

/** A trail's status in its home region. By ARN, which is the only name that a shadow has (CloudTrail API Reference). */
export async function trailStatus(trail: Trail, ask: Ask): Promise<TrailStatus> {
  const status = await ask('cloudtrail', trail.homeRegion, GetTrailStatusCommand, { Name: trail.arn });
  return {
    logging: given(status.IsLogging, 'IsLogging'),
    startedAt: timeOrNull(status.StartLoggingTime),
    stoppedAt: timeOrNull(status.StopLoggingTime),
    latestDeliveryAt: timeOrNull(status.LatestDeliveryTime),
    latestDeliveryError: textOrNull(status.LatestDeliveryError),
    latestDigestDeliveryAt: timeOrNull(status.LatestDigestDeliveryTime),
    latestDigestDeliveryError: textOrNull(status.LatestDigestDeliveryError),
    latestLogsDeliveryAt: timeOrNull(status.LatestCloudWatchLogsDeliveryTime),
    latestLogsDeliveryError: textOrNull(status.LatestCloudWatchLogsDeliveryError),
    latestNotificationError: textOrNull(status.LatestNotificationError),
  };
}

function timeOrNull(time: Date | undefined): string | null {
  return time === undefined ? null : time.toISOString();
}
