import type { Argv, CommandModule } from 'yargs';

export const rules: CommandModule<object, { readonly id: string | undefined }> = {
  command: 'rules [id]',
  describe: 'list the rules, or explain one',
  builder: (yargs: Argv) => yargs.positional('id', { type: 'string', describe: 'a rule, such as trails/stopped' }),
  handler: async ({ id }) => {
    const { describeRules } = await import('../rules.ts');
    process.stdout.write(describeRules(id ?? null));
  },
};
