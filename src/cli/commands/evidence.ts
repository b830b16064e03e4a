import type { Argv, CommandModule, InferredOptionTypes } from 'yargs';
import { displayOptions, findingOptions } from '../options.ts';

const { rules, 'skip-rules': skipRules } = findingOptions;
const options = {
  out: { type: 'string', requiresArg: true, demandOption: true, describe: 'the package, a new zip file' },
  rules,
  'skip-rules': skipRules,
  debug: displayOptions.debug,
} as const;

type Arguments = InferredOptionTypes<typeof options> & { readonly folder: string };

export const evidence: CommandModule<object, Arguments> = {
  command: 'evidence <folder>',
  describe: 'pack saved evidence with its reports for an auditor',
  builder: (yargs: Argv) =>
    yargs
      .positional('folder', { type: 'string', demandOption: true, describe: 'what --save-inventory wrote' })
      .options(options)
      .example('$0 evidence evidence --out package.zip', 'the answers of AWS, what follows from them, and their sums'),
  handler: async (args) => {
    const { chosenRules } = await import('../finding-settings.ts');
    const { runEvidence } = await import('../evidence/evidence.ts');
    process.exitCode = await runEvidence({ folder: args.folder, out: args.out, rules: chosenRules(args) });
  },
};
