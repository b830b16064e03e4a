import type { Fact } from '../../model/verdict.ts';
import { countCommon, has } from './action-set.ts';
import type { Harm, Service } from './catalogue.ts';
import { HARMS } from './catalogue.ts';
import type { Excess } from './excess.ts';

/** How many services a message names for each harm, and how many are listed as facts. */
const IN_MESSAGE = 3;
const IN_FACTS = 25;
/** How many of a service's actions are listed by name. */
const NAMED = 10;
const GRANTS = 25;

interface ServiceShare {
  readonly service: string;
  readonly actions: number;
  /** At most NAMED of them. */
  readonly examples: readonly string[];
}

interface HarmShare {
  readonly harm: Harm;
  readonly actions: number;
  /** Those with the most actions first. */
  readonly services: readonly ServiceShare[];
}

/** Such as `change permissions (iam: 133 actions and 90 more services), read (s3:GetObject)`; worst first. */
export function summarise(excess: Excess): string {
  return sharesOf(excess)
    .map(({ harm, services }) => {
      const named = services
        .slice(0, IN_MESSAGE)
        .map(({ service, actions, examples }) =>
          actions <= 2 ? examples.join(', ') : `${service}: ${actions} actions`,
        );
      const more = services.length - named.length;
      return `${harm} (${named.join(', ')}${more > 0 ? ` and ${more} more service${more > 1 ? 's' : ''}` : ''})`;
    })
    .join(', ');
}

/** The statements that allow it, such as `AdministratorAccess (statement 1)`. */
export function namesOfGrants({ grants }: Excess): string {
  const named = grants.slice(0, IN_MESSAGE).map(({ statement }) => `${statement.policy} (${statement.label})`);
  const more = grants.length - named.length;
  return named.join(', ') + (more > 0 ? ` and ${more} more statement${more > 1 ? 's' : ''}` : '');
}

/** The same as data. Lists are cut off, counts are not. */
export function factsOf(excess: Excess): Readonly<Record<string, Fact>> {
  const shares = sharesOf(excess);
  return {
    actions: shares.reduce((sum, { actions }) => sum + actions, 0),
    harms: shares.map(({ harm, actions, services }) => ({
      harm,
      actions,
      services: services.slice(0, IN_FACTS).map((share) => ({ ...share })),
      moreServices: Math.max(0, services.length - IN_FACTS),
    })),
    unrecognised: excess.unrecognised.slice(0, GRANTS),
    grantedBy: excess.grants.slice(0, GRANTS).map(({ statement, actions }) => ({
      policy: statement.policyArn ?? statement.policy,
      statement: statement.label,
      actions,
    })),
    moreStatements: Math.max(0, excess.grants.length - GRANTS),
  };
}

function sharesOf(excess: Excess): readonly HarmShare[] {
  return HARMS.map((harm) => {
    const services = excess.catalogue.services
      .map((service) => shareOf(excess, harm, service))
      .filter(({ actions }) => actions > 0)
      .sort((a, b) => b.actions - a.actions);
    return { harm, services, actions: services.reduce((sum, { actions }) => sum + actions, 0) };
  }).filter(({ actions }) => actions > 0);
}

function shareOf({ actions, catalogue }: Excess, harm: Harm, service: Service): ServiceShare {
  const { firstWord, endWord } = service;
  const ofHarm = catalogue.harms[harm];
  const count = countCommon(actions, ofHarm, firstWord, endWord);
  const examples: string[] = [];
  for (let place = 0; count > examples.length && examples.length < NAMED; place++) {
    const index = firstWord * 32 + place;
    const name = service.actions[place];
    if (name !== undefined && has(actions, index) && has(ofHarm, index)) examples.push(name);
  }
  return { service: service.prefix, actions: count, examples };
}
