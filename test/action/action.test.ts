import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { temporaryFolder } from '../support/folder.ts';
import type { Moto } from '../support/moto.ts';
import { awsEnvironment, motoAvailable, startMoto } from '../support/moto.ts';
import { NODE_24 } from '../support/node-24.ts';
import { seedAccount } from '../support/seed/account.ts';
import { managementCaller } from '../support/seed/callers.ts';

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const action = parse(readFileSync('action.yml', 'utf8')) as Action;
const scan = action.runs.steps.find(({ id }) => id === 'scan');

describe('action.yml', () => {
  test('pins what it uses by commit', () => {
    for (const { uses } of action.runs.steps)
      if (uses !== undefined) expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
  });

  test('splices nothing into its scripts', () => {
    for (const { run } of action.runs.steps) expect(run ?? '').not.toContain('${{');
  });

  test('hands every input on, and sets every output', () => {
    const handed = Object.values(scan?.env ?? {}).join();
    for (const name of Object.keys(action.inputs)) expect(handed).toContain(`inputs.${name} `);
    const source = readFileSync('src/cli/action.ts', 'utf8');
    for (const name of Object.keys(action.inputs)) expect(source).toContain(`'${name}'`);
    for (const name of Object.keys(action.outputs)) expect(source).toMatch(new RegExp(`['{ ]${name}['":]`));
  });
});

describe.skipIf(!motoAvailable)('the scan step, run as a runner does', () => {
  const workspace = temporaryFolder();
  let moto: Moto;

  beforeAll(async () => {
    moto = await startMoto();
    await seedAccount(managementCaller(moto.endpoint), {
      'eu-west-1': { apis: [{ kind: 'rest', name: 'orders', stages: { prod: {} } }] },
    });
  }, 60_000);
  afterAll(() => moto?.stop());

  /** Runs the step's own script in bash with its own environment, its expressions filled in. */
  async function step(name: string, inputs: Readonly<Record<string, string>>) {
    const output = join(workspace, `${name}.output`);
    writeFileSync(output, '');
    const filled = Object.entries(scan?.env ?? {}).map(([variable, value]) => {
      const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(value)?.[1];
      return [variable, input === undefined ? process.cwd() : (inputs[input] ?? action.inputs[input]?.default ?? '')];
    });
    const env = awsEnvironment(moto.endpoint, {
      ...Object.fromEntries(filled),
      GITHUB_OUTPUT: output,
      PATH: [NODE_24, process.env.PATH].filter(Boolean).join(':'),
    });
    const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', scan?.run ?? ''], {
      cwd: workspace,
      env,
    });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const [stderr, status] = await Promise.all([text(child.stderr), ended]);
    return { status, stderr, outputs: outputsIn(readFileSync(output, 'utf8')) };
  }

  test('writes its reports and says where they are, and fails the step by its findings', async () => {
    const { status, outputs } = await step('findings', {
      regions: 'eu-west-1',
      'fail-on': 'medium',
      rules: 'stages/*,trails/*',
    });
    expect(status).toBe(1);
    expect(outputs['exit-status']).toBe('1');
    for (const kind of ['sarif', 'html', 'json'])
      expect(existsSync(join(workspace, outputs[kind] ?? 'missing')), kind).toBe(true);
    const { findings } = JSON.parse(readFileSync(join(workspace, outputs.json ?? ''), 'utf8')) as {
      findings: { ruleId: string }[];
    };
    expect(new Set(findings.map(({ ruleId }) => ruleId.split('/')[0]))).toEqual(new Set(['stages', 'trails']));
  }, 60_000);

  test('passes where nothing is to fail it', async () => {
    const { status, outputs } = await step('never', { regions: 'eu-west-1', 'fail-on': 'never' });
    expect([status, outputs['exit-status']]).toEqual([0, '0']);
  }, 60_000);

  test.each([
    ['a command', 'eu-west-1$(touch pwned)'],
    ['another option', '--help'],
    ['an output of its own', 'x\nexit-status=0'],
    ['a quote', `'"; touch pwned; '`],
  ])(
    'takes %s in an input for a value',
    async (_, hostile) => {
      const { status, outputs, stderr } = await step('hostile', { regions: hostile, 'report-directory': 'hostile' });
      expect(stderr).toMatch(/is not the name of a region/);
      expect([status, outputs['exit-status']]).toEqual([64, '64']);
      expect(existsSync(join(workspace, 'pwned'))).toBe(false);
      expect(Object.keys(outputs)).toEqual(['exit-status']);
    },
    60_000,
  );
});

/** GitHub's file format: NAME, `<<`, delimiter, value, delimiter. */
function outputsIn(file: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...file.matchAll(/^(.+?)<<(.+)\n([\s\S]*?)\n\2$/gm)].map(([, name, , value]) => [name, value]),
  );
}
