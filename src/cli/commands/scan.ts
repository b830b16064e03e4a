import type { Argv, CommandModule, InferredOptionTypes } from 'yargs';
import { Failure } from '../../engine/failure.ts';
import { accountIds, findingOptions, list, rateShare, regionNames } from '../options.ts';

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
  'role-name': { type: 'string', requiresArg: true, describe: 'the role to assume in each account but your own' },
  'external-id': { type: 'string', requiresArg: true, describe: 'the external id that the role asks for' },
  'session-name': {
    type: 'string',
    requiresArg: true,
    default: 'trailgate',
    describe: 'how the sessions show in CloudTrail',
  },
  regions: {
    type: 'string',
    array: true,
    requiresArg: true,
    describe: 'these regions, as a,b; default: every enabled one',
  },
  profile: { type: 'string', requiresArg: true, describe: 'a profile of the AWS configuration' },
  'rate-share': {
    type: 'number',
    requiresArg: true,
    default: 0.5,
    describe: "the part of AWS's request rates to use",
  },
  'save-inventory': { type: 'string', requiresArg: true, describe: 'keep the evidence in this folder' },
  ...findingOptions,
} as const;

type Arguments = InferredOptionTypes<typeof options>;

export const scan: CommandModule<object, Arguments> = {
  command: 'scan',
  describe: 'ask AWS, judge, report',
  builder: (yargs: Argv) =>
    yargs
      .options(options)
      .example('$0 scan', 'the account of your credentials, in every enabled region')
      .example('$0 scan --organization --role-name OrganizationAccountAccessRole', 'a whole organization')
      .example('$0 scan --report html=report.html --report sarif=report.sarif', 'with reports'),
  handler: async (args) => {
    if (args.organization && args.accounts !== undefined) {
      throw new Failure('usage', '--organization and --accounts exclude each other');
    }
    if (args['organizational-units'] !== undefined && !args.organization) {
      throw new Failure('usage', '--organizational-units is for a scan with --organization');
    }
    const { findingSettings } = await import('../finding-settings.ts');
    const { runScan } = await import('../scan.ts');
    process.exitCode = await runScan({
      selection: {
        organization: args.organization,
        accounts: accountIds(args.accounts),
        exclude: accountIds(args['exclude-accounts']),
        organizationalUnits: list(args['organizational-units']),
      },
      role: roleOf(args),
      regions: regionNames(args.regions),
      profile: args.profile ?? null,
      rateShare: rateShare(args['rate-share']),
      saveInventory: args['save-inventory'] ?? null,
      ...findingSettings(args),
    });
  },
};

function roleOf(args: Arguments) {
  const roleName = args['role-name'];
  if (roleName === undefined) return null;
  return { roleName, sessionName: args['session-name'], externalId: args['external-id'] ?? null };
}
