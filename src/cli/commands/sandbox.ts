import type { Argv, CommandModule, InferredOptionTypes } from 'yargs';

const options = {
  list: { type: 'boolean', default: false, describe: 'list the scenarios' },
  port: { type: 'number', requiresArg: true, describe: 'listen there; default: a free port' },
  rates: { type: 'boolean', default: true, describe: "AWS's request rates; --no-rates lifts them" },
} as const;

type Arguments = InferredOptionTypes<typeof options> & { readonly scenario: string };

export const sandbox: CommandModule<object, Arguments> = {
  command: 'sandbox [scenario]',
  describe: 'serve an AWS organization on this machine, to try a scan on',
  builder: (yargs: Argv) =>
    yargs
      .positional('scenario', { type: 'string', default: 'demo', describe: 'what it shows' })
      .options(options)
      .example('$0 sandbox landing-zone-scps', 'print the environment, and serve until Ctrl-C'),
  handler: async ({ scenario, list, port, rates }) => {
    const { listScenarios, runSandbox } = await import('../sandbox.ts');
    if (list) process.stdout.write(listScenarios());
    else await runSandbox({ scenario, port: port ?? null, rates });
  },
};
