import type { Collector } from '../collect/collector.ts';
import { collectors } from '../collect/index.ts';
import type { EvidenceKey, EvidenceRecord } from '../model/catalog.ts';
import { SCOPES } from '../model/catalog.ts';
import type { Evidence } from '../model/evidence.ts';
import type { OrganizationTarget } from '../model/target.ts';
import type { Preparation } from './preparation.ts';
import { isSettled } from './settled.ts';

/** What enumerating asks. A run that was killed before it could write the answers down leaves them to the next. */
const ENUMERATED: readonly EvidenceKey[] = ['organizations.organization', 'organizations.accounts'];

/** Writes down what enumerating asked, and asks what else is asked of the organization: all of it by its management account. */
export async function collectOrganization(preparation: Preparation): Promise<void> {
  const { inventory, plan, enumerated, requests } = preparation;
  const file = await inventory.organization();
  for (const record of enumerated) await file.append(record);
  const kept = [...file.known, ...enumerated].filter(({ evidence }) => isSettled(evidence)).map(({ key }) => key);
  const ofOrganization = plan.keys.filter((key) => SCOPES[key] === 'organization');
  const wanted = [...new Set([...ENUMERATED, ...ofOrganization])].filter((key) => !kept.includes(key));
  const settled = await Promise.all(
    (plan.organization === null ? [] : wanted).map(async (key) => {
      const record = await askOrganization(key, preparation);
      await file.append(record);
      return isSettled(record.evidence);
    }),
  );
  await file.close(settled.every(Boolean), requests());
}

async function askOrganization(key: EvidenceKey, { plan, sessions, elsewhere }: Preparation): Promise<EvidenceRecord> {
  const accountId = plan.organization?.managementAccountId ?? plan.caller.accountId;
  const target: OrganizationTarget = { scope: 'organization', partition: plan.partition, accountId };
  const session = await sessions(accountId);
  const { collect }: Collector = collectors[key];
  const evidence: Evidence<unknown> =
    session.status === 'unavailable'
      ? session
      : await session.value.collect((question) => collect(target, question, {}, elsewhere));
  return { key, target, evidence } as EvidenceRecord;
}
