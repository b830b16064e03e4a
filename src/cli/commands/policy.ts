import type { Argv, CommandModule } from 'yargs';

const ROLE = {
  type: 'string',
  requiresArg: true,
  describe: 'add the right to assume this role in other accounts',
} as const;

export const policy: CommandModule<object, { readonly 'role-name': string | undefined }> = {
  command: 'policy',
  describe: 'print the IAM policy that a scan needs, and no more',
  builder: (yargs: Argv) => yargs.option('role-name', ROLE),
  handler: async (args) => {
    const { policyDocument } = await import('../../collect/policy.ts');
    process.stdout.write(`${JSON.stringify(policyDocument(args['role-name'] ?? null), null, 2)}\n`);
  },
};
