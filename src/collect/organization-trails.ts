import { partitionNamed } from '../aws/partitions.ts';
import { defineCollector } from './collector.ts';
import { trailStatus } from './trail-status.ts';
import { describeTrails } from './trails.ts';

/**
 * The organization's trails as the management account lists them. One region is enough: a multi-region trail has a
 * shadow in every region, and only a multi-region trail is looked for.
 */
export const organizationTrails = defineCollector({
  key: 'cloudtrail.organization-trails',
  needs: [],
  permissions: [
    { action: 'cloudtrail:DescribeTrails', resources: ['*'] },
    { action: 'cloudtrail:GetTrailStatus', resources: ['arn:*:cloudtrail:*:*:trail/*'] },
  ],
  collect: async ({ partition }, ask) => {
    const trails = await describeTrails(partitionNamed(partition).leader, ask);
    return Promise.all(
      trails
        .filter(({ organization }) => organization)
        .map(async (trail) => ({ trail, status: await ask.apart((apart) => trailStatus(trail, apart)) })),
    );
  },
});
