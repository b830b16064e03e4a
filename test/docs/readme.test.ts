import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { reporters } from '../../reports/index.ts';
import { EXIT } from '../../src/engine/exit-status.ts';
import { temporaryFolder } from '../support/folder.ts';

const README = readFileSync('README.md', 'utf8');
const MAIN = resolve('dist/src/cli/main.js');

/** The arguments of every `trailgate` line in the code blocks, as a shell without variables would read them. */
function commandsIn(markdown: string): readonly (readonly string[])[] {
  const blocks = [...markdown.matchAll(/^```\w*\n([\s\S]*?)^```/gm)].map(([, block = '']) => block);
  return blocks
    .flatMap((block) => block.replace(/\\\n\s*/g, ' ').split('\n'))
    .flatMap((line) => /^\s*(?:-\s+)?(?:run:\s+)?(?:npx )?trailgate\s+(.+)$/.exec(line)?.[1] ?? [])
    .map((rest) => (rest.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? []).map((word) => word.replace(/['"]/g, '')));
}

interface Ended {
  readonly status: number;
  readonly stderr: string;
}

const folder = temporaryFolder();

/** Runs the command as on a machine without credentials or network settings, in an empty folder. */
function runWithoutAws(args: readonly string[]): Promise<Ended> {
  const cwd = mkdtempSync(join(folder, 'run-'));
  const env = {
    PATH: process.env.PATH,
    HOME: cwd,
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  return new Promise((done) => {
    execFile(process.execPath, [MAIN, ...args], { cwd, env }, (error, _, stderr) =>
      done({ status: error === null ? 0 : Number(error.code), stderr }),
    );
  });
}

/**
 * How a command ends that was understood: what needs no AWS does its work. A scan has read its options, regions,
 * accounts, rules and reports by the time it looks for credentials; a judge, by the time it looks for evidence.
 */
function understood(args: readonly string[]): Ended {
  if (args[0] === 'scan')
    return { status: EXIT.impossible, stderr: expect.stringContaining('no usable AWS credentials') };
  if (args[0] === 'judge') return { status: EXIT.impossible, stderr: expect.stringContaining('holds no inventory') };
  return { status: EXIT.clean, stderr: '' };
}

describe('the README', () => {
  const commands = commandsIn(README);

  test.each(commands.map((args) => [args.join(' '), args] as const))(
    'its command trailgate %s is one',
    async (_, args) => {
      expect(await runWithoutAws(args)).toEqual(understood(args));
    },
  );

  test('shows each command, and the main job', () => {
    expect(new Set(commands.map(([name]) => name))).toEqual(new Set(['scan', 'judge', 'rules', 'policy', '--help']));
    expect(README).toContain(
      'npx trailgate scan --organization --role-name OrganizationAccountAccessRole --regions us-east-1,eu-west-1 --report json=a.json --report sarif=a.sarif --report html=a.html\n',
    );
  });

  test.each([
    ['an option', ['scan', '--every-account']],
    ['a format', ['scan', '--report', 'pdf=report.pdf']],
    ['a rule', ['judge', 'evidence', '--rules', 'trails/asleep']],
  ])('%s that does not exist would not pass for a command', async (_, args) => {
    expect((await runWithoutAws(args)).status).not.toBe(understood(args).status);
  });

  test('has every report format and every exit status in its tables', () => {
    for (const format of Object.keys(reporters)) expect(README).toContain(`| \`${format}\` |`);
    for (const status of Object.values(EXIT)) expect(README).toContain(`| ${status} |`);
  });

  test('says how to run all tests in one line', () => {
    expect(README).toContain('\n```sh\nnpm ci && npm test\n```\n');
  });
});
