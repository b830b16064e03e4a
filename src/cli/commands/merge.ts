import type { Argv, CommandModule, InferredOptionTypes } from 'yargs';
import { findingOptions } from '../options.ts';

const options = {
  'save-inventory': { type: 'string', requiresArg: true, describe: 'keep the merged evidence in this folder' },
  ...findingOptions,
} as const;

type Arguments = InferredOptionTypes<typeof options> & { readonly folders: string[] };

export const merge: CommandModule<object, Arguments> = {
  command: 'merge <folders..>',
  describe: 'judge the shards of a scan as one',
  builder: (yargs: Argv) =>
    yargs
      .positional('folders', {
        type: 'string',
        array: true,
        demandOption: true,
        describe: 'what each scan’s --save-inventory wrote',
      })
      .options(options)
      .example('$0 merge shard-* --report html=report.html', 'one report of all shards'),
  handler: async (args) => {
    const { findingSettings } = await import('../finding-settings.ts');
    const { runMerge } = await import('../merge.ts');
    const settings = findingSettings(args);
    process.exitCode = await runMerge(args.folders, args['save-inventory'] ?? null, settings);
  },
};
