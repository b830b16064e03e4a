import type { Argv, CommandModule, InferredOptionTypes } from 'yargs';
import { displayOptions } from '../options.ts';

const options = {
  folder: { type: 'string', requiresArg: true, default: 'trailgate-demo', describe: 'where the reports go' },
  ...displayOptions,
} as const;

export const demo: CommandModule<object, InferredOptionTypes<typeof options>> = {
  command: 'demo',
  describe: 'scan an organization that runs inside Trailgate, without AWS',
  builder: (yargs: Argv) => yargs.options(options),
  handler: async ({ folder, quiet, color }) => {
    const { runDemo } = await import('../demo.ts');
    process.exitCode = await runDemo({ folder, quiet, color });
  },
};
