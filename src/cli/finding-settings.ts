import type { InferredOptionTypes } from 'yargs';
import { rules } from '../../rules/index.ts';
import { chooseRules } from './globs.ts';
import { type findingOptions, list } from './options.ts';
import { parseOutputs } from './outputs.ts';

/** What the options of a command with findings say, checked. Throws a usage Failure. */
export function findingSettings(args: InferredOptionTypes<typeof findingOptions>) {
  return {
    rules: chooseRules(rules, list(args.rules), list(args['skip-rules'])),
    outputs: parseOutputs(args.report),
    tolerance: { failOn: args['fail-on'], failOnUnknown: args['fail-on-unknown'] },
    quiet: args.quiet,
    color: args.color,
  };
}
