import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { goTool, hasGoTools } from '../support/go.ts';
import { hasPythonTools, pythonTool } from '../support/python.ts';
import { workflows } from './files.ts';

const PATHS = workflows.map(({ path }) => path);
const ACTION = 'action.yml';
const SHELLCHECK = resolve('.venv/tools/bin/shellcheck');

/** Lets anybody who opens a pull request run a command, and names a key that does not exist. */
const WRONG = `
name: Wrong
on: pull_request_target
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v6
      - run: echo \${{ github.event.pull_request.title }} $unquoted
        retries: 3
`;

let folder: string;
let wrong: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trailgate-workflow-'));
  wrong = join(folder, 'wrong.yml');
  await writeFile(wrong, WRONG);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.skipIf(!hasPythonTools)('GitHub’s schemas', () => {
  const against = (schema: string, ...paths: readonly string[]) =>
    pythonTool('check-jsonschema', ['--builtin-schema', `vendor.github-${schema}`, ...paths]);

  test('accept every workflow', async () => {
    expect(PATHS.length).toBeGreaterThanOrEqual(8);
    expect(await against('workflows', ...PATHS)).toMatchObject({ status: 0 });
  });

  test('accept the action', async () => {
    expect(await against('actions', ACTION)).toMatchObject({ status: 0 });
  });

  test('refuse a workflow with a wrong key', async () => {
    expect(await against('workflows', wrong)).toMatchObject({ status: 1 });
  });
});

describe.skipIf(!hasGoTools || !hasPythonTools)('actionlint with ShellCheck', () => {
  const lint = (...paths: readonly string[]) =>
    goTool('actionlint', ['-no-color', '-shellcheck', SHELLCHECK, '-pyflakes', '', ...paths]);

  test.each(PATHS)('finds nothing in %s', async (path) => {
    expect(await lint(path)).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  test('finds a wrong key and a wrong script', async () => {
    const { status, stdout } = await lint(wrong);
    expect(status).toBe(1);
    expect(stdout).toMatch(/"retries"/);
    expect(stdout).toMatch(/SC2086/);
  });
});

describe.skipIf(!hasPythonTools)('zizmor, at its most pedantic', () => {
  const audit = (...paths: readonly string[]) =>
    pythonTool('zizmor', ['--offline', '--no-config', '--persona=pedantic', '--format=json', ...paths]);

  test('finds nothing in the workflows and the action', async () => {
    const { status, stdout } = await audit(...PATHS, ACTION);
    expect(JSON.parse(stdout)).toEqual([]);
    expect(status).toBe(0);
  });

  test('finds an injection and an action without a pin', async () => {
    const { stdout } = await audit(wrong);
    const found = JSON.parse(stdout).map(({ ident }: { readonly ident: string }) => ident);
    expect(found).toEqual(expect.arrayContaining(['template-injection', 'unpinned-uses', 'dangerous-triggers']));
  });
});
