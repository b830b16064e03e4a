import type { Argv, CommandModule, InferredOptionTypes } from 'yargs';
import { displayOptions } from '../options.ts';

const options = { debug: displayOptions.debug } as const;

type Arguments = InferredOptionTypes<typeof options> & { readonly package: string };

export const verify: CommandModule<object, Arguments> = {
  command: 'verify <package>',
  describe: 'check that a package is whole and that its report follows from its evidence',
  builder: (yargs: Argv) =>
    yargs
      .positional('package', { type: 'string', demandOption: true, describe: 'what evidence --out wrote' })
      .options(options),
  handler: async (args) => {
    const { runVerify } = await import('../evidence/verify.ts');
    process.exitCode = await runVerify(args.package);
  },
};
