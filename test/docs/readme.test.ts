import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { reporters } from '../../reports/index.ts';
import { EXIT } from '../../src/engine/exit-status.ts';
import { createInventory } from '../../src/inventory/write.ts';
import { temporaryFolder } from '../support/folder.ts';
import { SAMPLE_SCAN } from '../support/report.ts';

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

/**
 * Runs the command on a machine without credentials, in a folder of its own, which is empty but for the evidence that
 * `judge` is to judge: that of a scan that came to no account.
 */
async function runWithoutAws(args: readonly string[]): Promise<Ended> {
  const cwd = mkdtempSync(join(folder, 'run-'));
  if (args[0] === 'judge') {
    const inventory = await createInventory(join(cwd, args[1] ?? ''));
    await inventory.finish(SAMPLE_SCAN, { name: 'trailgate', version: '0.1.0' });
  }
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
 * How a command ends that was understood. A scan has checked its options, accounts, regions, rules and reports when it
 * looks for credentials; a judge, when it finds nothing to judge. The others need no AWS and do their work.
 */
function understood([command]: readonly string[]): Ended {
  if (command === 'scan') return impossible('no usable AWS credentials');
  if (command === 'judge') return impossible('nothing could be judged');
  return { status: EXIT.clean, stderr: '' };
}

function impossible(why: string): Ended {
  return { status: EXIT.impossible, stderr: expect.stringContaining(why) };
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
    ['a region', ['scan', '--regions', 'europe']],
  ])('would be caught with %s that does not exist', async (_, args) => {
    expect(await runWithoutAws(args)).toMatchObject({ status: EXIT.usage });
  });

  test('has every report format and every exit status in its tables', () => {
    for (const format of Object.keys(reporters)) expect(README).toContain(`| \`${format}\` |`);
    for (const status of Object.values(EXIT)) expect(README).toContain(`| ${status} |`);
  });

  test('says how to run all tests in one line', () => {
    expect(README).toContain('\n```sh\nnpm ci && npm test\n```\n');
  });
});
