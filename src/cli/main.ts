#!/usr/bin/env node
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { EXIT } from '../engine/exit-status.ts';
import { Failure } from '../engine/failure.ts';
import { accountIds, findingOptions, list, rateShare, regionNames } from './options.ts';
import { tool } from './tool.ts';

// The SDK would warn on Node 20 at each start; Trailgate supports it for as long as the SDK runs on it.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

const cli = yargs(hideBin(process.argv))
  .scriptName('trailgate')
  .usage('$0 COMMAND\n\nIf someone calls or changes your APIs on AWS, will there be a usable record of it?')
  .command(
    'scan',
    'ask AWS, judge, report',
    (command) =>
      command
        .options({
          organization: { type: 'boolean', default: false, describe: 'every active account of the organization' },
          accounts: { type: 'string', array: true, requiresArg: true, describe: 'these accounts, as id,id' },
          'exclude-accounts': { type: 'string', array: true, requiresArg: true, describe: 'not these accounts' },
          'organizational-units': {
            type: 'string',
            array: true,
            requiresArg: true,
            describe: 'only accounts below these units or roots',
          },
          'role-name': {
            type: 'string',
            requiresArg: true,
            describe: 'the role to assume in each account but your own',
          },
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
        })
        .example('$0 scan', 'the account of your credentials, in every enabled region')
        .example('$0 scan --organization --role-name OrganizationAccountAccessRole', 'a whole organization')
        .example('$0 scan --report html=report.html --report sarif=report.sarif', 'with reports'),
    async (args) => {
      if (args.organization && args.accounts !== undefined) throw new Failure('usage', '--organization and --accounts exclude each other');
      if (args['organizational-units'] !== undefined && !args.organization) {
        throw new Failure('usage', '--organizational-units is for a scan with --organization');
      }
      const { parseOutputs } = await import('./outputs.ts');
      const { runScan } = await import('./scan.ts');
      process.exitCode = await runScan({
        selection: {
          organization: args.organization,
          accounts: accountIds(args.accounts),
          exclude: accountIds(args['exclude-accounts']),
          organizationalUnits: list(args['organizational-units']),
        },
        role:
          args['role-name'] === undefined
            ? null
            : {
                roleName: args['role-name'],
                sessionName: args['session-name'],
                externalId: args['external-id'] ?? null,
              },
        regions: regionNames(args.regions),
        profile: args.profile ?? null,
        rateShare: rateShare(args['rate-share']),
        only: list(args.rules),
        skip: list(args['skip-rules']),
        outputs: parseOutputs(args.report),
        saveInventory: args['save-inventory'] ?? null,
        tolerance: { failOn: args['fail-on'], failOnUnknown: args['fail-on-unknown'] },
        quiet: args.quiet,
        color: args.color,
      });
    },
  )
  .command(
    'judge <folder>',
    'judge saved evidence again, without AWS',
    (command) =>
      command
        .positional('folder', { type: 'string', demandOption: true, describe: 'what --save-inventory wrote' })
        .options(findingOptions)
        .example('$0 judge evidence --report html=report.html', 'another report from the same scan'),
    async (args) => {
      const { parseOutputs } = await import('./outputs.ts');
      const { runJudge } = await import('./judge.ts');
      process.exitCode = await runJudge(args.folder, {
        only: list(args.rules),
        skip: list(args['skip-rules']),
        outputs: parseOutputs(args.report),
        tolerance: { failOn: args['fail-on'], failOnUnknown: args['fail-on-unknown'] },
        quiet: args.quiet,
        color: args.color,
      });
    },
  )
  .command(
    'rules [id]',
    'list the rules, or explain one',
    (command) => command.positional('id', { type: 'string', describe: 'a rule, such as trails/stopped' }),
    async (args) => {
      const { describeRules } = await import('./rules.ts');
      process.stdout.write(describeRules(args.id ?? null));
    },
  )
  .command(
    'policy',
    'print the IAM policy that a scan needs, and no more',
    (command) =>
      command.option('role-name', {
        type: 'string',
        requiresArg: true,
        describe: 'add the right to assume this role in other accounts',
      }),
    async (args) => {
      const { policyDocument } = await import('../collect/policy.ts');
      process.stdout.write(`${JSON.stringify(policyDocument(args['role-name'] ?? null), null, 2)}\n`);
    },
  )
  .demandCommand(1, 'name a command')
  .strict()
  .version(tool.version)
  .help()
  .wrap(Math.min(100, process.stdout.columns ?? 100))
  .epilogue(
    `Exit status: 0 clean, 1 findings, 2 the scan could not do its work, 64 usage, 130 interrupted.\n${tool.homepage}`,
  )
  .fail((message, error) => {
    throw error ?? new Failure('usage', message);
  });

try {
  await cli.parseAsync();
} catch (error) {
  const debug = process.argv.includes('--debug');
  if (!(error instanceof Failure)) process.exitCode = EXIT.impossible;
  else process.exitCode = error.kind === 'usage' ? EXIT.usage : EXIT.impossible;
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`trailgate: ${message}\n`);
  if (error instanceof Failure && error.kind === 'usage') process.stderr.write('See: trailgate --help\n');
  if (debug && error instanceof Error) process.stderr.write(`${error.stack}\n`);
}
