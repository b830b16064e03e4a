import type { Scenario } from '../../../src/sandbox/index.ts';
import type { OrganizationPlan, AccountPlan as ScenarioAccount } from '../../../src/sandbox/world/plan.ts';
import type { AccountPlan, SeededAccount } from './account.ts';
import { seedAccount } from './account.ts';
import { assumeRole, managementCaller } from './callers.ts';
import { createOrganization } from './organization.ts';

export interface SeededScenario {
  /** Of the organization; empty where the scenario has none. */
  readonly id: string;
  /** By the scenario's names. moto invents the ids of members. */
  readonly accounts: Readonly<Record<string, SeededAccount>>;
}

/** Makes moto look like one of the sandbox's scenarios. Throws where the scenario has what moto cannot show. */
export async function seedScenario(endpoint: string, { plan, name }: Scenario): Promise<SeededScenario> {
  const beyond = beyondMoto(plan);
  if (beyond.length > 0) throw new Error(`moto cannot show ${beyond.join(', ')} of the scenario ${name}`);
  const caller = managementCaller(endpoint);
  const [[first, own] = ['', {}], ...others] = Object.entries(plan.accounts);
  const units = Object.fromEntries(others.map(([member, { unit }]) => [member, unit ?? 'Members']));
  const organization = plan.standalone ? null : await createOrganization(caller, units);
  const accounts: Record<string, SeededAccount> = { [first]: await seedAccount(caller, placesOf(own)) };
  for (const [member, account] of others) {
    const id = organization?.accounts[member];
    if (id !== undefined) accounts[member] = await seedAccount(await assumeRole(caller, id), placesOf(account));
  }
  return { id: organization?.id ?? '', accounts };
}

/** The two plans have one shape; the sandbox's knows more, which `beyondMoto` has ruled out. */
function placesOf({ places }: ScenarioAccount): AccountPlan {
  return (places ?? {}) as AccountPlan;
}

const OF_PLANS = ['partition', 'caller', 'optInRegions', 'delegatedAdministrators', 'serviceControlPolicies'] as const;
const OF_ACCOUNTS = ['state', 'optStatus', 'entryRoles', 'externalId', 'denied'] as const;
const OF_TRAILS = ['organization', 'errors', 'memberErrors', 'recursiveLogging', 'snsTopicArn'] as const;

/** What of a plan moto does not have, in the plan's own words. */
export function beyondMoto(plan: OrganizationPlan): readonly string[] {
  const accounts = Object.values(plan.accounts);
  const trails = accounts.flatMap(({ places = {} }) => Object.values(places).flatMap((place) => place.trails ?? []));
  return [
    ...new Set([
      ...saidOf(plan, OF_PLANS),
      ...accounts.flatMap((account) => saidOf(account, OF_ACCOUNTS)),
      ...trails.flatMap((trail) => saidOf(trail, OF_TRAILS)),
    ]),
  ];
}

function saidOf<K extends string>(plan: { readonly [key in K]?: unknown }, keys: readonly K[]): readonly K[] {
  return keys.filter((key) => plan[key] !== undefined);
}
