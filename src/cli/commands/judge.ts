import type { Argv, CommandModule, InferredOptionTypes } from 'yargs';
import { findingOptions } from '../options.ts';

type Arguments = InferredOptionTypes<typeof findingOptions> & { readonly folder: string };

export const judge: CommandModule<object, Arguments> = {
  command: 'judge <folder>',
  describe: 'judge saved evidence again, without AWS',
  builder: (yargs: Argv) =>
    yargs
      .positional('folder', { type: 'string', demandOption: true, describe: 'what --save-inventory wrote' })
      .options(findingOptions)
      .example('$0 judge evidence --report html=report.html', 'another report from the same scan')
      .example('$0 judge evidence --baseline monday.json --fail-on high,new', 'only what was not there on Monday'),
  handler: async (args) => {
    const { findingSettings } = await import('../finding-settings.ts');
    const { runJudge } = await import('../judge.ts');
    process.exitCode = await runJudge(args.folder, findingSettings(args));
  },
};
