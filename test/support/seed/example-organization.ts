import { everyRule } from '../../../src/sandbox/scenarios/every-rule.ts';
import type { SeededAccount } from './account.ts';
import type { Caller } from './callers.ts';
import { assumeRole, at, managementCaller } from './callers.ts';
import { createOrganization } from './organization.ts';
import { seedScenario } from './scenario.ts';
import { seedTrail } from './trails.ts';

export const EXAMPLE_REGIONS = ['us-east-1', 'eu-west-1'] as const;

/** As the scenario `every-rule` names them. */
export type MemberName = 'payments' | 'legacy' | 'shop' | 'warehouse' | 'identity' | 'analytics' | 'archive';

export interface ExampleOrganization {
  readonly id: string;
  readonly accounts: Readonly<Record<MemberName | 'management', SeededAccount>>;
}

/**
 * A management account and seven members in which each rule passes somewhere and fails somewhere, in `EXAMPLE_REGIONS`:
 * the sandbox's scenario `every-rule`, on moto. Needs AWS's managed policies.
 */
export async function seedExampleOrganization(endpoint: string): Promise<ExampleOrganization> {
  return (await seedScenario(endpoint, everyRule)) as ExampleOrganization;
}

export interface OrganizationWithTrail {
  /** Not moto's default account: a scan must be given its `credentialVariables`. */
  readonly management: Caller;
  readonly memberAccountId: string;
  readonly trailArn: string;
}

/** A second, small organization, with an organization trail in all regions: organization/missing-trail passes. */
export async function seedOrganizationWithTrail(endpoint: string): Promise<OrganizationWithTrail> {
  const management = await assumeRole(managementCaller(endpoint), '210987654321');
  const { accounts } = await createOrganization(management, { booking: 'Workloads' });
  const trail = { name: 'organization', organization: true };
  const trailArn = await seedTrail(at(management, 'us-east-1'), trail);
  return { management, memberAccountId: accounts.booking, trailArn };
}
