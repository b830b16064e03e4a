import type { Argv, CommandModule, InferredOptionTypes } from 'yargs';
import { accessOptions, accessSettings, displayOptions } from '../options.ts';

const options = {
  inventory: {
    type: 'string',
    requiresArg: true,
    describe: 'what scan --save-inventory wrote; without it, AWS is asked',
  },
  source: { type: 'string', requiresArg: true, describe: 'a call’s event source, such as apigateway.amazonaws.com' },
  name: { type: 'string', requiresArg: true, describe: 'its event name, such as DeleteStage' },
  account: { type: 'string', requiresArg: true, describe: 'the account that is called; of records that do not say' },
  region: { type: 'string', requiresArg: true, describe: 'the region that is called' },
  read: { type: 'boolean', default: false, describe: 'the call only reads; default: it writes' },
  json: { type: 'boolean', default: false, describe: 'the answer with its proof as JSON' },
  ...accessOptions,
  ...displayOptions,
} as const;

type Arguments = InferredOptionTypes<typeof options> & { readonly event: string | undefined };

export const trace: CommandModule<object, Arguments> = {
  command: 'trace [event]',
  describe: 'tell whether some trail delivers an event, and why',
  builder: (yargs: Argv) =>
    yargs
      .positional('event', { type: 'string', describe: 'a file of CloudTrail records, or - for standard input' })
      .options(options)
      .example('$0 trace event.json --inventory evidence', 'records as CloudTrail wrote them')
      .example(
        '$0 trace --source apigateway.amazonaws.com --name DeleteStage --account 111122223333 --region eu-west-1 --inventory evidence',
        'a call that somebody might make',
      ),
  handler: async (args) => {
    const { traceLive, traceSaved, traceSubject } = await import('../trace.ts');
    const { json, color, quiet, inventory } = args;
    const command = { subject: traceSubject(args), json, color };
    process.exitCode =
      inventory === undefined
        ? await traceLive(command, { ...accessSettings(args), quiet })
        : await traceSaved(inventory, command);
  },
};
