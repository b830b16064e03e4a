import type { ScanPlan, ScanRecord } from '../../src/inventory/manifest.ts';
import { createInventory } from '../../src/inventory/write.ts';
import type { EvidenceRecord } from '../../src/model/catalog.ts';
import { SCOPES } from '../../src/model/catalog.ts';

const TOOL = { name: 'trailgate', version: '0.1.0' };

/** The plan of a scan that asked what a record tells of. */
export function planOf(scan: ScanRecord, records: readonly EvidenceRecord[] = []): ScanPlan {
  const { partition, caller, accounts, shard, regions, startedAt, organization } = scan;
  return {
    partition,
    caller,
    organization: organization && { ...organization, arn: `arn:aws:organizations::x:organization/${organization.id}` },
    accounts,
    shard,
    selected: accounts,
    regions,
    keys: [...new Set(records.map(({ key }) => key))],
    role: null,
    startedAt,
  };
}

/** Saves evidence as a scan would have. Accounts are those of the records' targets. */
export async function writeInventory(
  folder: string,
  scan: ScanRecord,
  records: readonly EvidenceRecord[],
  tool = TOOL,
): Promise<void> {
  const inventory = await createInventory(folder, tool);
  await inventory.begin(planOf(scan, records));
  const ofOrganization = records.filter(({ key }) => SCOPES[key] === 'organization');
  const organization = await inventory.organization();
  for (const record of ofOrganization) await organization.append(record);
  await organization.close(true, {});
  const others = records.filter(({ key }) => SCOPES[key] !== 'organization');
  for (const accountId of new Set(others.map(({ target }) => target.accountId))) {
    const file = await inventory.account(accountId);
    for (const record of others.filter(({ target }) => target.accountId === accountId)) await file.append(record);
    await file.close(true, {});
  }
  await inventory.finish(scan);
}
