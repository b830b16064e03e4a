import { remembering } from '../remember.ts';
import type { ActionSet } from './action-set.ts';
import { add, addAll, removeAll } from './action-set.ts';
import type { Patterns } from './glob.ts';
import { covers, hasWildcard } from './glob.ts';
import { ACCESS_LEVELS, IAM_ACTIONS } from './iam-catalogue.generated.ts';

/** What an action that API Gateway does not need can do, worst first. */
export const HARMS = ['change permissions', 'delete logs', 'write', 'read', 'list'] as const;
export type Harm = (typeof HARMS)[number];

/** A service's actions. Each service begins at a word of its own, so that a range of words counts its actions. */
export interface Service {
  readonly prefix: string;
  /** As AWS writes them, such as `iam:PassRole`; the first is bit 0 of the first word. */
  readonly actions: readonly string[];
  readonly firstWord: number;
  readonly endWord: number;
}

/** The IAM actions that are known, and sets of them. */
export interface Catalogue {
  readonly services: readonly Service[];
  readonly harms: Readonly<Record<Harm, ActionSet>>;
  /** A new set: the actions that an Action or NotAction element in lower case names. */
  named(patterns: Patterns): ActionSet;
}

let aws: Catalogue | undefined;

/** Every action that AWS had published on the day of the generated data. */
export function awsCatalogue(): Catalogue {
  aws ??= catalogueOf(IAM_ACTIONS);
  return aws;
}

/** Builds a catalogue from the form of the generated data: service prefix to one string of names per access level. */
export function catalogueOf(data: Readonly<Record<string, readonly string[]>>): Catalogue {
  const services: Service[] = [];
  const indexes: Record<Harm, number[]> = {
    'change permissions': [],
    'delete logs': [],
    write: [],
    read: [],
    list: [],
  };
  let firstWord = 0;
  for (const [prefix, levels] of Object.entries(data)) {
    const actions: string[] = [];
    for (const [level, names] of levels.entries()) {
      for (const name of names.split(' ').filter(Boolean)) {
        indexes[harmOf(prefix, name, ACCESS_LEVELS[level] ?? 'Write')].push(firstWord * 32 + actions.length);
        actions.push(`${prefix}:${name}`);
      }
    }
    const endWord = firstWord + Math.ceil(actions.length / 32);
    services.push({ prefix, actions, firstWord, endWord });
    firstWord = endWord;
  }
  const words = firstWord;
  const harms = Object.fromEntries(HARMS.map((harm) => [harm, setOf(words, indexes[harm])])) as Catalogue['harms'];
  const all = new Uint32Array(words);
  for (const harm of HARMS) addAll(all, harms[harm]);
  const matching = remembering((glob) => (glob === '*' ? all : setOf(words, indexesMatching(services, glob))), 2_000);
  const named = ({ except, globs }: Patterns) => {
    const set = new Uint32Array(words);
    for (const glob of globs) addAll(set, matching(glob));
    if (!except) return set;
    const rest = all.slice();
    removeAll(rest, set);
    return rest;
  };
  return { services, harms, named };
}

function setOf(words: number, indexes: Iterable<number>): ActionSet {
  const set = new Uint32Array(words);
  for (const index of indexes) add(set, index);
  return set;
}

function harmOf(prefix: string, name: string, level: (typeof ACCESS_LEVELS)[number]): Harm {
  if (level === 'Read') return 'read';
  if (level === 'List') return 'list';
  // Whatever writes to IAM gives somebody rights: a key, a login, a role to pass.
  if (level === 'Permissions management' || prefix === 'iam') return 'change permissions';
  const deletesLogs = prefix === 'logs' && /^(DeleteLogGroup|DeleteLogStream|PutRetentionPolicy)$/.test(name);
  return deletesLogs ? 'delete logs' : 'write';
}

function* indexesMatching(services: readonly Service[], glob: string): Iterable<number> {
  const prefix = glob.split(':', 1)[0] ?? '';
  for (const service of services) {
    if (!hasWildcard(prefix) && service.prefix !== prefix) continue;
    for (const [place, action] of service.actions.entries()) {
      if (covers(glob, action.toLowerCase())) yield service.firstWord * 32 + place;
    }
  }
}
