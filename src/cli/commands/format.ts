import type { Argv, CommandModule, InferredOptionTypes } from 'yargs';
import { API_KINDS } from '../../model/apigateway.ts';
import { SEVERITIES } from '../../model/verdict.ts';
import { displayOptions } from '../options.ts';

const options = {
  api: { choices: API_KINDS, demandOption: true, describe: 'the kind of API' },
  json: { type: 'boolean', default: false, describe: 'the answer as JSON' },
  'fail-on': {
    choices: [...SEVERITIES, 'never'] as const,
    default: 'medium' as const,
    describe: 'exit with 1 on a problem of this severity or worse',
  },
  debug: displayOptions.debug,
} as const;

type Arguments = InferredOptionTypes<typeof options> & { readonly format: string | undefined };

export const format: CommandModule<object, Arguments> = {
  command: 'format [format]',
  describe: 'judge an access-log format, without AWS',
  builder: (yargs: Argv) =>
    yargs
      .positional('format', {
        type: 'string',
        describe: 'the format, in single quotes; - or nothing reads standard input',
      })
      .options(options)
      .example('$0 format --api rest \'{"id":"$context.requestId"}\'', 'one format')
      .example('$0 format --api http --json - < format.txt', 'from a file'),
  handler: async (args) => {
    const { runFormat } = await import('../format.ts');
    const { api, json, 'fail-on': failOn } = args;
    process.exitCode = await runFormat({ format: args.format ?? null, api, json, failOn });
  },
};
