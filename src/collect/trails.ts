import { DescribeTrailsCommand, type Trail as SdkTrail } from '@aws-sdk/client-cloudtrail';
import type { Ask } from '../aws/session.ts';
import type { Trail } from '../model/cloudtrail.ts';
import type { Region } from '../model/target.ts';
import { defineCollector, onAnything } from './collector.ts';
import { given } from './given.ts';

/**
 * The trails of one region, with the shadows of trails whose home is elsewhere: the shadow of an organization's trail
 * is what proves that it reaches a member account (CloudTrail API Reference, DescribeTrails). Not paginated.
 */
export const trails = defineCollector({
  key: 'cloudtrail.trails',
  needs: [],
  permissions: onAnything('cloudtrail:DescribeTrails'),
  collect: ({ region }, ask) => describeTrails(region, ask),
});

export async function describeTrails(region: Region, ask: Ask): Promise<readonly Trail[]> {
  const { trailList } = await ask('cloudtrail', region, DescribeTrailsCommand, { includeShadowTrails: true });
  return given(trailList, 'trailList')
    .map(toTrail)
    .sort((a, b) => (a.arn < b.arn ? -1 : 1));
}

function toTrail(trail: SdkTrail): Trail {
  const arn = trail.TrailARN;
  const homeRegion = trail.HomeRegion;
  if (!arn || !homeRegion) throw new Error('DescribeTrails left out the ARN or the home region of a trail');
  return {
    arn,
    name: trail.Name ?? arn.slice(arn.indexOf('/') + 1),
    homeRegion,
    ownerAccountId: arn.split(':')[4] ?? '',
    multiRegion: trail.IsMultiRegionTrail === true,
    organization: trail.IsOrganizationTrail === true,
    includeGlobalServiceEvents: trail.IncludeGlobalServiceEvents === true,
    logFileValidation: trail.LogFileValidationEnabled === true,
    // Older answers lack it; CloudTrail's default is true.
    recursiveLogging: trail.RecursiveLogging !== false,
    kmsKeyId: textOrNull(trail.KmsKeyId),
    bucket: textOrNull(trail.S3BucketName),
    bucketPrefix: textOrNull(trail.S3KeyPrefix),
    logGroupArn: textOrNull(trail.CloudWatchLogsLogGroupArn),
    logsRoleArn: textOrNull(trail.CloudWatchLogsRoleArn),
    snsTopicArn: textOrNull(trail.SnsTopicARN),
  };
}

/** AWS omits what is not set, or sends an empty string. */
export function textOrNull(text: string | null | undefined): string | null {
  return text === undefined || text === null || text === '' ? null : text;
}
