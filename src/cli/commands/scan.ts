import type { Argv, CommandModule, InferredOptionTypes } from 'yargs';
import { Failure } from '../../engine/failure.ts';
import type { InventoryPlace } from '../collect.ts';
import type { ReportListener } from '../conclude.ts';
import { accessOptions, accessSettings, accountIds, findingOptions, list, regionNames } from '../options.ts';
import type { ScanCommand } from '../scan.ts';
import { durationNamed, shardNamed } from '../scan-settings.ts';

const options = {
  organization: { type: 'boolean', default: false, describe: 'every active account of the organization' },
  accounts: { type: 'string', array: true, requiresArg: true, describe: 'these accounts, as id,id' },
  'exclude-accounts': { type: 'string', array: true, requiresArg: true, describe: 'not these accounts' },
  'organizational-units': {
    type: 'string',
    array: true,
    requiresArg: true,
    describe: 'only accounts below these units or roots',
  },
  regions: {
    type: 'string',
    array: true,
    requiresArg: true,
    describe: 'these regions, as a,b; default: every enabled one',
  },
  'save-inventory': { type: 'string', requiresArg: true, describe: 'keep the evidence in this folder' },
  resume: { type: 'string', requiresArg: true, describe: 'go on with the scan that was begun in this folder' },
  shard: { type: 'string', requiresArg: true, describe: 'only the i-th of n parts of the accounts, as i/n' },
  deadline: { type: 'string', requiresArg: true, describe: 'report what is there after this time, such as 45m' },
  ...accessOptions,
  ...findingOptions,
} as const;

/** Options that a scan that goes on has settled when it was begun. */
const SETTLED_BY_RESUMED = [
  'organization',
  'accounts',
  'exclude-accounts',
  'organizational-units',
  'regions',
  'shard',
  'save-inventory',
] as const;

type Arguments = InferredOptionTypes<typeof options>;

export function scan(onReport: ReportListener | undefined): CommandModule<object, Arguments> {
  return {
    command: 'scan',
    describe: 'ask AWS, judge, report',
    builder: (yargs: Argv) =>
      yargs
        .options(options)
        .example('$0 scan', 'the account of your credentials, in every enabled region')
        .example('$0 scan --organization --role-name OrganizationAccountAccessRole', 'a whole organization')
        .example('$0 scan --report html=report.html --report sarif=report.sarif', 'with reports'),
    handler: async (args) => {
      requireCompatible(args);
      const { runScan } = await import('../scan.ts');
      process.exitCode = await runScan(scanCommand(args, onReport));
    },
  };
}

function requireCompatible(args: Arguments): void {
  if (args.organization && args.accounts !== undefined) {
    throw new Failure('usage', '--organization and --accounts exclude each other');
  }
  if (args['organizational-units'] !== undefined && !args.organization) {
    throw new Failure('usage', '--organizational-units is for a scan with --organization');
  }
  const decided = SETTLED_BY_RESUMED.find((name) => args.resume !== undefined && Boolean(args[name]));
  if (decided !== undefined)
    throw new Failure('usage', `--resume goes on with what was asked for; leave out --${decided}`);
}

function scanCommand(args: Arguments, onReport: ReportListener | undefined): ScanCommand {
  return {
    selection: {
      organization: args.organization,
      accounts: accountIds(args.accounts),
      exclude: accountIds(args['exclude-accounts']),
      organizationalUnits: list(args['organizational-units']),
    },
    regions: regionNames(args.regions),
    ...accessSettings(args),
    inventory: inventoryPlace(args),
    shard: shardNamed(args.shard),
    deadline: durationNamed(args.deadline),
    quiet: args.quiet,
    conclusion: async () => {
      const { findingSettings } = await import('../finding-settings.ts');
      return { ...findingSettings(args), onReport };
    },
  };
}

function inventoryPlace({ resume, 'save-inventory': fresh }: Arguments): InventoryPlace {
  if (resume !== undefined) return { keep: 'resumed', folder: resume };
  return fresh === undefined ? { keep: 'no', folder: null } : { keep: 'new', folder: fresh };
}
