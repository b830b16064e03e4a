import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { actionInputs } from '../../src/cli/action/inputs.ts';
import { outputsOf } from '../../src/cli/action/outputs.ts';
import { sampleReport } from '../support/report.ts';
import { trailgate } from '../support/trailgate.ts';
import { action } from './runner.ts';

/** What a workflow has other means for: credentials, a log without colours, and the reports, which have inputs of their own. */
const NOT_INPUTS = ['profile', 'report', 'quiet', 'color', 'no-color', 'debug', 'version', 'help'];
const names = Object.keys(action.inputs);
const scan = action.runs.steps.find(({ id }) => id === 'scan');

describe('action.yml', () => {
  test('pins what it uses by commit', () => {
    const uses = action.runs.steps.flatMap((step) => step.uses ?? []);
    expect(uses).toHaveLength(1);
    for (const name of uses) expect(name).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
  });

  test('splices nothing into its scripts, which are all in bash', () => {
    for (const { run, shell } of action.runs.steps) {
      expect(run ?? '').not.toContain('${{');
      if (run !== undefined) expect(shell).toBe('bash');
    }
  });

  test('has an input for every option of a scan', async () => {
    const { stdout } = await trailgate(['scan', '--help']);
    const options = [...stdout.matchAll(/^ +--([a-z-]+)/gm)].map(([, name = '']) => name);
    expect(options.length).toBeGreaterThan(20);
    for (const option of options.filter((name) => !NOT_INPUTS.includes(name))) expect(names).toContain(option);
  });

  test('hands every input on by its own name', () => {
    const handed = names.map((name) => [`INPUT_${name.toUpperCase().replaceAll('-', '_')}`, `\${{ inputs.${name} }}`]);
    expect(scan?.env).toEqual(Object.fromEntries(handed));
  });

  test('tells every output that a scan has, and no other', () => {
    const report = sampleReport();
    const comparison = { counts: { new: 1, fixed: 2 } } as NonNullable<typeof report.comparison>;
    const inputs = { ...actionInputs({}), inventory: 'docs' };
    const told = outputsOf(inputs, { status: 1, report: { ...report, comparison }, error: null });
    expect(Object.keys(action.outputs).sort()).toEqual(Object.keys(told).sort());
    for (const [name, { value }] of Object.entries(action.outputs)) {
      expect(value).toBe(`\${{ steps.scan.outputs.${name} }}`);
    }
  });

  test('has the defaults that an empty input has too', () => {
    const defaults = Object.entries(action.inputs).map(([name, input]) => [
      `INPUT_${name.toUpperCase().replaceAll('-', '_')}`,
      input.default,
    ]);
    const { argv, ...asked } = actionInputs(Object.fromEntries(defaults));
    const { argv: bare, ...nothingAsked } = actionInputs({});
    expect(asked).toEqual(nothingAsked);
    expect(argv.filter((argument) => argument !== '--fail-on=high')).toEqual(bare);
  });

  test('has its page', () => {
    const page = readFileSync('docs/action.md', 'utf8');
    for (const name of [...names, ...Object.keys(action.outputs)]) expect(page).toContain(`| \`${name}\` |`);
  });
});
