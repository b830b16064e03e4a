import { ListAccountsForParentCommand, ListOrganizationalUnitsForParentCommand } from '@aws-sdk/client-organizations';
import { partitionNamed } from '../aws/partitions.ts';
import type { Ask } from '../aws/session.ts';
import type { AccountId } from '../model/target.ts';
import { onAnything } from './collector.ts';
import { allPages } from './pages.ts';

/** Asked only when a scan is narrowed to organizational units. */
export const organizationalUnitPermissions = onAnything(
  'organizations:ListAccountsForParent',
  'organizations:ListOrganizationalUnitsForParent',
);

/** The accounts in the given roots and organizational units, at any depth. Throws a Refusal. */
export async function accountsUnder(
  parents: readonly string[],
  partition: string,
  ask: Ask,
): Promise<ReadonlySet<AccountId>> {
  const region = partitionNamed(partition).organizations;
  const found = new Set<AccountId>();
  for (const queue = [...parents], seen = new Set<string>(); queue.length > 0; ) {
    const ParentId = queue.shift() ?? '';
    if (seen.has(ParentId)) continue;
    seen.add(ParentId);
    const accounts = await allPages(async (NextToken) => {
      const page = await ask('organizations', region, ListAccountsForParentCommand, {
        ParentId,
        NextToken,
        MaxResults: 20,
      });
      return { items: page.Accounts, next: page.NextToken };
    });
    for (const { Id } of accounts) if (Id !== undefined) found.add(Id);
    const units = await allPages(async (NextToken) => {
      const page = await ask('organizations', region, ListOrganizationalUnitsForParentCommand, {
        ParentId,
        NextToken,
        MaxResults: 20,
      });
      return { items: page.OrganizationalUnits, next: page.NextToken };
    });
    for (const { Id } of units) if (Id !== undefined) queue.push(Id);
  }
  return found;
}
