import {
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListDelegatedAdministratorsCommand,
} from '@aws-sdk/client-organizations';
import { partitionNamed } from '../aws/partitions.ts';
import type { Ask } from '../aws/session.ts';
import { UNTOLD_STATE } from '../model/organizations.ts';
import type { AccountId } from '../model/target.ts';
import { REGION_PERMISSIONS, regionsOfAccount } from './account-regions.ts';
import { defineCollector, onAnything } from './collector.ts';
import { given } from './given.ts';
import { allPages } from './pages.ts';

/** DescribeOrganization may be asked by any member; its management account is where an organization's trails live. */
export const organization = defineCollector({
  key: 'organizations.organization',
  needs: [],
  permissions: onAnything('organizations:DescribeOrganization'),
  collect: async ({ partition }, ask) => {
    const { Organization: found } = await ask(
      'organizations',
      partitionNamed(partition).organizations,
      DescribeOrganizationCommand,
      {},
    );
    return {
      id: given(found?.Id, 'Organization.Id'),
      arn: given(found?.Arn, 'Organization.Arn'),
      managementAccountId: given(found?.MasterAccountId, 'Organization.MasterAccountId'),
    };
  },
});

/** Every account of the organization, whatever its state. */
export const accounts = defineCollector({
  key: 'organizations.accounts',
  needs: [],
  permissions: onAnything('organizations:ListAccounts'),
  collect: async ({ partition }, ask) => {
    const region = partitionNamed(partition).organizations;
    const found = await allPages(async (NextToken) => {
      const page = await ask('organizations', region, ListAccountsCommand, { NextToken, MaxResults: 20 });
      return { items: page.Accounts, next: page.NextToken };
    });
    return found
      .map(({ Id = '', Name = '', Arn = '', State }) => ({
        id: Id,
        name: Name,
        arn: Arn,
        state: State ?? UNTOLD_STATE,
      }))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  },
});

/** The members that administer CloudTrail for the organization. */
export const cloudTrailAdministrators = defineCollector({
  key: 'organizations.delegated-administrators',
  needs: [],
  permissions: onAnything('organizations:ListDelegatedAdministrators'),
  collect: ({ partition }, ask) => delegatedAdministrators(partition, ask),
});

/** Asked of the management account, or of a delegated administrator (Organizations API Reference). */
export async function delegatedAdministrators(partition: string, ask: Ask): Promise<readonly AccountId[]> {
  const administrators = await allPages(async (NextToken) => {
    const page = await ask(
      'organizations',
      partitionNamed(partition).organizations,
      ListDelegatedAdministratorsCommand,
      { ServicePrincipal: 'cloudtrail.amazonaws.com', NextToken },
    );
    return { items: page.DelegatedAdministrators, next: page.NextToken };
  });
  return administrators.flatMap(({ Id }) => Id ?? []).sort();
}

/** The management account's own regions, for what is true of a region in every account. */
export const organizationRegions = defineCollector({
  key: 'organizations.regions',
  needs: [],
  permissions: REGION_PERMISSIONS,
  collect: ({ partition }, ask) => regionsOfAccount(partition, ask),
});
