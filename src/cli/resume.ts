import type { Caller, RoleOptions } from '../aws/accounts.ts';
import { Failure } from '../engine/failure.ts';
import type { ScanPlan } from '../inventory/manifest.ts';
import type { EvidenceKey } from '../model/catalog.ts';

/** Refuses to go on where the evidence would not be that of one scan. Throws a usage Failure. */
export function requireSameScan(plan: ScanPlan, caller: Caller, keys: readonly EvidenceKey[]): void {
  if (caller.accountId !== plan.caller.accountId) {
    throw new Failure(
      'usage',
      `the scan was begun with credentials of account ${plan.caller.accountId}; these are of ${caller.accountId}`,
      'the-scan-cannot-go-on',
    );
  }
  const unasked = keys.find((key) => !plan.keys.includes(key));
  if (unasked !== undefined) {
    throw new Failure(
      'usage',
      `the scan was begun for fewer rules and does not ask ${unasked}; choose the same with --rules, or begin a new scan`,
      'the-scan-cannot-go-on',
    );
  }
}

/** The role that the scan was begun with; of its external id the inventory knows only that there was one. */
export function roleOf(plan: ScanPlan, given: RoleOptions | null): RoleOptions | null {
  const { role } = plan;
  if (role === null) return null;
  if (given !== null && given.roleName !== role.roleName) {
    const message = `the scan was begun with the role ${role.roleName}, not ${given.roleName}`;
    throw new Failure('usage', message, 'the-scan-cannot-go-on');
  }
  const externalId = given?.externalId ?? null;
  if (role.externalId !== (externalId !== null) && (role.externalId || given !== null)) {
    const message = role.externalId
      ? `the scan was begun with an external id, which is not kept; give it again, with --role-name ${role.roleName}`
      : 'the scan was begun without an external id; leave out --external-id';
    throw new Failure('usage', message, 'the-scan-cannot-go-on');
  }
  return { ...role, externalId };
}
