import { describe, expect, test } from 'vitest';
import { goTool, hasGoTools } from '../support/go.ts';
import { hasPythonTools, pythonTool } from '../support/python.ts';
import { accountGrants, type Grants, grantsIn, managementGrants } from './declared.ts';

const MODULE = 'deploy/audit-role/terraform';

describe.skipIf(!hasGoTools)('HashiCorp’s own tools', () => {
  test('would format nothing otherwise', async () => {
    const files = ['main.tf', 'variables.tf', 'outputs.tf'].map((name) => `${MODULE}/${name}`);
    expect(await goTool('hclfmt', ['-check', ...files])).toMatchObject({ status: 0, stderr: '' });
  });

  test('read the module without a diagnostic', async () => {
    const { status, stdout } = await goTool('terraform-config-inspect', ['--json', MODULE]);
    expect(status).toBe(0);
    const module = JSON.parse(stdout);
    expect(module.diagnostics).toBeUndefined();
    expect(Object.keys(module.managed_resources)).toEqual(['aws_iam_role.audit', 'aws_iam_role_policy.audit']);
    expect(Object.keys(module.outputs)).toEqual(['role_arn', 'role_name']);
    const variables = Object.values<{ readonly name: string; readonly required: boolean }>(module.variables);
    const required = variables.filter((variable) => variable.required).map(({ name }) => name);
    expect(required.sort()).toEqual(['external_id', 'trusted_principal_arn']);
  });
});

/** A block as python-hcl2 gives it: texts keep their quotation marks, expressions stand in `${}`. */
interface StatementBlock {
  readonly sid?: string;
  readonly actions: readonly string[];
  readonly resources?: readonly string[];
  readonly principals?: readonly { readonly type: string; readonly identifiers: readonly string[] }[];
  readonly condition?: readonly {
    readonly test: string;
    readonly variable: string;
    readonly values: readonly string[];
  }[];
}

interface DocumentBlock {
  readonly statement: readonly StatementBlock[];
  readonly dynamic?: readonly Readonly<
    Record<string, { readonly for_each: string; readonly content: [StatementBlock] }>
  >[];
}

describe.skipIf(!hasPythonTools)('python-hcl2', () => {
  /** The policy document of the module with the given name. */
  async function policyDocument(name: string): Promise<DocumentBlock> {
    const { status, stdout, stderr } = await pythonTool('hcl2tojson', [`${MODULE}/main.tf`]);
    if (status !== 0) throw new Error(stderr);
    const blocks: readonly Readonly<Record<string, Readonly<Record<string, DocumentBlock>>>>[] =
      JSON.parse(stdout).data;
    const found = blocks.find((block) => block['"aws_iam_policy_document"']?.[`"${name}"`] !== undefined);
    const document = found?.['"aws_iam_policy_document"']?.[`"${name}"`];
    if (document === undefined) throw new Error(`there is no policy document ${name}`);
    return document;
  }

  const bare = (text: string) => text.replace(/^"|"$/g, '');

  /** What the statements allow, in whatever partition the module is applied. */
  function grants(statements: readonly StatementBlock[]): Grants {
    return grantsIn({
      Version: '2012-10-17',
      Statement: statements.map(({ sid, actions, resources = [] }) => ({
        Sid: sid,
        Effect: 'Allow',
        Action: actions.map(bare),
        Resource: resources.map((arn) => bare(arn).replace('${data.aws_partition.current.partition}', '*')),
      })),
    });
  }

  /** The statements that are there where the variable is true. */
  function statementsFor(variable: string, { dynamic = [] }: DocumentBlock): readonly StatementBlock[] {
    return dynamic
      .flatMap((block) => Object.values(block))
      .filter(({ for_each }) => for_each === `\${var.${variable} ? [true] : []}`)
      .flatMap(({ content }) => content);
  }

  test('finds the permissions that the collectors declare', async () => {
    const document = await policyDocument('permissions');
    expect(grants(document.statement)).toEqual(accountGrants);
    const organization = statementsFor('management_account', document);
    expect(grants([...document.statement, ...organization])).toEqual(managementGrants);
    expect(grants(statementsFor('start_scans', document))).toEqual([
      'sts:AssumeRole on arn:*:iam::*:role/${var.role_name}',
    ]);
  });

  test('finds one principal in the trust, and the external id', async () => {
    const { statement, dynamic } = await policyDocument('trust');
    expect(dynamic).toBeUndefined();
    expect(statement).toHaveLength(1);
    expect(statement[0]?.actions).toEqual(['"sts:AssumeRole"']);
    expect(statement[0]?.principals).toMatchObject([{ type: '"AWS"', identifiers: ['${var.trusted_principal_arn}'] }]);
    expect(statement[0]?.condition).toMatchObject([
      { test: '"StringEquals"', variable: '"sts:ExternalId"', values: ['${var.external_id}'] },
    ]);
  });
});
