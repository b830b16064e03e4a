import type { Fact } from '../../model/verdict.ts';
import { countCommon, has } from './action-set.ts';
import type { Harm, Service } from './catalogue.ts';
import { HARMS } from './catalogue.ts';
import type { Excess } from './excess.ts';

/** How many services or statements a message names, and how many are listed as facts. */
const IN_MESSAGE = 3;
const IN_FACTS = 25;
/** How many of a service's actions are listed by name. */
const EXAMPLES = 10;

interface ServiceShare {
  readonly service: Service;
  readonly actions: number;
}

interface HarmShare {
  readonly harm: Harm;
  readonly actions: number;
  /** Those with the most actions first. */
  readonly services: readonly ServiceShare[];
}

/** An excess in words and as data. */
export interface ExcessDescription {
  /** Such as `change permissions (iam: 133 actions and 90 more services), read (s3:GetObject)`; worst first. */
  readonly summary: string;
  /** The statements that allow it, such as `AdministratorAccess (statement 1)`. */
  readonly grantedBy: string;
  /** Lists are cut off, counts are not. */
  readonly facts: Readonly<Record<string, Fact>>;
}

export function describeExcess(excess: Excess): ExcessDescription {
  const shares = HARMS.map((harm) => shareOf(excess, harm)).filter(({ actions }) => actions > 0);
  return {
    summary: shares.map((share) => inWords(excess, share)).join(', '),
    grantedBy: listed(
      excess.grants.map(({ statement }) => `${statement.policy} (${statement.label})`),
      'statement',
    ),
    facts: factsOf(excess, shares),
  };
}

function shareOf({ actions, catalogue }: Excess, harm: Harm): HarmShare {
  const services = catalogue.services
    .map((service) => ({
      service,
      actions: countCommon(actions, catalogue.harms[harm], service.firstWord, service.endWord),
    }))
    .filter((share) => share.actions > 0)
    .sort((a, b) => b.actions - a.actions);
  return { harm, services, actions: services.reduce((sum, share) => sum + share.actions, 0) };
}

function inWords(excess: Excess, { harm, services }: HarmShare): string {
  const words = services.map(({ service, actions }, index) => {
    if (index >= IN_MESSAGE || actions > 2) return `${service.prefix}: ${actions} actions`;
    return examplesOf(excess, harm, service).join(', ');
  });
  return `${harm} (${listed(words, 'service')})`;
}

function listed(words: readonly string[], noun: string): string {
  const more = words.length - IN_MESSAGE;
  return words.slice(0, IN_MESSAGE).join(', ') + (more > 0 ? ` and ${more} more ${noun}${more > 1 ? 's' : ''}` : '');
}

function factsOf(excess: Excess, shares: readonly HarmShare[]): Readonly<Record<string, Fact>> {
  return {
    actions: shares.reduce((sum, { actions }) => sum + actions, 0),
    harms: shares.map(({ harm, actions, services }) => ({
      harm,
      actions,
      services: services.slice(0, IN_FACTS).map((share) => ({
        service: share.service.prefix,
        actions: share.actions,
        examples: examplesOf(excess, harm, share.service),
      })),
      moreServices: Math.max(0, services.length - IN_FACTS),
    })),
    unrecognised: excess.unrecognised.slice(0, IN_FACTS),
    grantedBy: excess.grants.slice(0, IN_FACTS).map(({ statement, actions }) => ({
      policy: statement.policyArn ?? statement.policy,
      statement: statement.label,
      actions,
    })),
    moreStatements: Math.max(0, excess.grants.length - IN_FACTS),
  };
}

/** Some of a service's actions by name. */
function examplesOf({ actions, catalogue }: Excess, harm: Harm, { actions: names, firstWord }: Service) {
  const examples: string[] = [];
  for (let place = 0; place < names.length && examples.length < EXAMPLES; place++) {
    const index = firstWord * 32 + place;
    if (has(actions, index) && has(catalogue.harms[harm], index)) examples.push(names[place] ?? '');
  }
  return examples;
}
