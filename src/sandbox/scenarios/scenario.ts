import type { SandboxOptions } from '../server.ts';
import { worldOf } from '../world/organization.ts';
import type { OrganizationPlan } from '../world/plan.ts';
import type { World } from '../world/world.ts';

/** A small organization, and what it shows. */
export interface Scenario {
  readonly name: string;
  /** One line. */
  readonly description: string;
  readonly plan: OrganizationPlan;
  readonly world: World;
  /** What belongs to the scenario beyond its organization. */
  readonly conditions: Pick<SandboxOptions, 'rates' | 'latency' | 'faults'>;
}

export function scenario({
  conditions = {},
  ...written
}: Omit<Scenario, 'world' | 'conditions'> & Partial<Pick<Scenario, 'conditions'>>): Scenario {
  return { ...written, conditions, world: worldOf(written.plan) };
}
