import { ListRegionsCommand } from '@aws-sdk/client-account';
import { partitionNamed } from '../aws/partitions.ts';
import { Refusal } from '../aws/refusal.ts';
import type { Ask } from '../aws/session.ts';
import type { AccountRegion } from '../model/organizations.ts';
import { defineCollector, onAnything } from './collector.ts';
import { given } from './given.ts';
import { allPages } from './pages.ts';

export const REGION_PERMISSIONS = onAnything('account:ListRegions', 'ec2:DescribeRegions');

/** Every region that the account knows, enabled or not. */
export const accountRegions = defineCollector({
  key: 'account.regions',
  needs: [],
  permissions: REGION_PERMISSIONS,
  collect: ({ partition }, ask) => regionsOfAccount(partition, ask),
});

/**
 * ListRegions is asked first; where it is refused or does not exist (GovCloud has no Account Management endpoint)
 * DescribeRegions tells the same.
 */
export async function regionsOfAccount(partition: string, ask: Ask): Promise<readonly AccountRegion[]> {
  const { account, leader } = partitionNamed(partition);
  if (account === null) return describeRegions(leader, ask);
  try {
    return await listRegions(account, ask);
  } catch (error) {
    if (!(error instanceof Refusal) || error.unavailable.reason === 'not-asked') throw error;
    return describeRegions(leader, ask);
  }
}

async function listRegions(at: string, ask: Ask): Promise<readonly AccountRegion[]> {
  const found = await allPages(async (NextToken) => {
    const page = await ask('account', at, ListRegionsCommand, { NextToken, MaxResults: 50 });
    return { items: page.Regions, next: page.NextToken };
  });
  // A region that is being enabled or disabled cannot be relied on yet, or any more.
  return sorted(
    found.map(({ RegionName, RegionOptStatus }) => ({
      name: RegionName ?? '',
      enabled: RegionOptStatus === 'ENABLED' || RegionOptStatus === 'ENABLED_BY_DEFAULT',
      optIn: RegionOptStatus !== 'ENABLED_BY_DEFAULT',
    })),
  );
}

async function describeRegions(at: string, ask: Ask): Promise<readonly AccountRegion[]> {
  // Seldom needed, and by far the largest of the SDK's packages: loading it takes longer than all the others together.
  const { DescribeRegionsCommand } = await import('@aws-sdk/client-ec2');
  const { Regions } = await ask('ec2', at, DescribeRegionsCommand, { AllRegions: true });
  return sorted(
    given(Regions, 'Regions').map(({ RegionName, OptInStatus }) => ({
      name: RegionName ?? '',
      enabled: OptInStatus !== 'not-opted-in',
      optIn: OptInStatus !== undefined && OptInStatus !== 'opt-in-not-required',
    })),
  );
}

function sorted(regions: readonly AccountRegion[]): readonly AccountRegion[] {
  if (regions.length === 0) throw new Error('AWS listed no regions');
  return [...regions].sort((a, b) => (a.name < b.name ? -1 : 1));
}
