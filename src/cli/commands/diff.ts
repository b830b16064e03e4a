import type { Argv, CommandModule, InferredOptionTypes } from 'yargs';
import { displayOptions, findingOptions } from '../options.ts';

const options = {
  report: findingOptions.report,
  'sarif-split': findingOptions['sarif-split'],
  'fail-on': { ...findingOptions['fail-on'], default: ['new'] as string[], defaultDescription: 'new' },
  'fail-on-unknown': findingOptions['fail-on-unknown'],
  ...displayOptions,
} as const;

type Arguments = InferredOptionTypes<typeof options> & { readonly old: string; readonly new: string };

export const diff: CommandModule<object, Arguments> = {
  command: 'diff <old> <new>',
  describe: 'compare two JSON reports, without AWS',
  builder: (yargs: Argv) =>
    yargs
      .positional('old', { type: 'string', demandOption: true, describe: 'the earlier report' })
      .positional('new', { type: 'string', demandOption: true, describe: 'the later report' })
      .options(options)
      .example('$0 diff monday.json friday.json', 'exit with 1 if anything fails that did not')
      .example('$0 diff monday.json friday.json --fail-on high,new', 'only if it is grave')
      .example('$0 diff monday.json friday.json --report html=diff.html', 'with a report'),
  handler: async (args) => {
    const { presentationSettings, toleranceOf } = await import('../finding-settings.ts');
    const { runDiff } = await import('../diff.ts');
    const presentation = { ...presentationSettings(args), tolerance: toleranceOf(args) };
    process.exitCode = await runDiff(args.old, args.new, presentation);
  },
};
