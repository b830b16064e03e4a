import type { InferredOptionTypes } from 'yargs';
import { Failure } from '../engine/failure.ts';

/** What a person sees while a command runs. */
export const displayOptions = {
  quiet: { type: 'boolean', default: false, describe: 'no progress and no closing table' },
  color: { type: 'boolean', default: true, describe: 'colours on a terminal; NO_COLOR and --no-color turn them off' },
  debug: { type: 'boolean', default: false, describe: 'show where an error came from' },
} as const;

/** How AWS is reached, for every command that asks it. */
export const accessOptions = {
  'role-name': { type: 'string', requiresArg: true, describe: 'the role to assume in each account but your own' },
  'external-id': { type: 'string', requiresArg: true, describe: 'the external id that the role asks for' },
  'session-name': {
    type: 'string',
    requiresArg: true,
    default: 'trailgate',
    describe: 'how the sessions show in CloudTrail',
  },
  profile: { type: 'string', requiresArg: true, describe: 'a profile of the AWS configuration' },
  'rate-share': {
    type: 'number',
    requiresArg: true,
    default: 0.5,
    describe: "the part of AWS's request rates to use",
  },
} as const;

/** What those options say, checked. Throws a usage Failure. */
export function accessSettings(args: InferredOptionTypes<typeof accessOptions>) {
  const roleName = args['role-name'];
  if (roleName === undefined && args['external-id'] !== undefined) {
    throw new Failure('usage', '--external-id is for the role that --role-name names');
  }
  const role =
    roleName === undefined
      ? null
      : { roleName, sessionName: args['session-name'], externalId: args['external-id'] ?? null };
  return { role, profile: args.profile ?? null, rateShare: rateShare(args['rate-share']) };
}

/** Options that every command with findings has. yargs reads its types from these. */
export const findingOptions = {
  report: {
    type: 'string',
    array: true,
    requiresArg: true,
    nargs: 1,
    default: [] as string[],
    describe: 'a report, as FORMAT or FORMAT=FILE; repeatable',
  },
  'sarif-split': {
    choices: ['account'] as const,
    requiresArg: true,
    describe: 'SARIF as one file for each account, in the folder that --report names',
  },
  rules: {
    type: 'string',
    array: true,
    requiresArg: true,
    nargs: 1,
    default: [] as string[],
    describe: 'only rules that match GLOB',
  },
  'skip-rules': {
    type: 'string',
    array: true,
    requiresArg: true,
    nargs: 1,
    default: [] as string[],
    describe: 'no rules that match GLOB',
  },
  baseline: {
    type: 'string',
    requiresArg: true,
    describe: 'an earlier JSON report; every report then tells what is new, fixed, changed or became unknown',
  },
  'fail-on': {
    type: 'string',
    array: true,
    requiresArg: true,
    nargs: 1,
    default: ['high'],
    defaultDescription: 'high',
    describe:
      'exit with 1 on a failure of this severity or worse, or never; with new, as in high,new, only on one that the baseline does not have, or has as a milder one',
  },
  'fail-on-unknown': { type: 'boolean', default: false, describe: 'exit with 2 if anything could not be judged' },
  ...displayOptions,
} as const;

/** `a,b` and repeated options as one list, without blanks. */
export function list(values: readonly string[] | undefined): readonly string[] {
  return (values ?? [])
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

export function accountIds(values: readonly string[] | undefined): readonly string[] {
  const ids = list(values);
  const wrong = ids.find((id) => !/^\d{12}$/.test(id));
  if (wrong !== undefined) throw new Failure('usage', `${wrong} is not an account id, which has twelve digits`);
  return ids;
}

export function regionNames(values: readonly string[] | undefined): readonly string[] | null {
  if (values === undefined) return null;
  const names = list(values);
  const wrong = names.find((name) => !/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(name));
  if (wrong !== undefined) throw new Failure('usage', `${wrong} is not the name of a region, such as eu-west-1`);
  if (names.length === 0) throw new Failure('usage', '--regions names no region');
  return [...new Set(names)];
}

function rateShare(value: number): number {
  if (value > 0 && value <= 1) return value;
  throw new Failure('usage', `--rate-share is ${value}; it must be above 0 and at most 1`);
}
