import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { reporters } from '../../reports/index.ts';
import { rules } from '../../rules/index.ts';
import { EXIT } from '../../src/engine/exit-status.ts';
import { scenarios } from '../../src/sandbox/index.ts';
import { temporaryFolder } from '../support/folder.ts';
import { writeInventory } from '../support/inventory.ts';
import { SAMPLE_SCAN } from '../support/report.ts';
import { RULES_ON_BOTH } from '../support/scenario.ts';

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

/** A record as CloudTrail writes it, of an account that no evidence here is of. */
const RECORD = {
  eventVersion: '1.11',
  userIdentity: { type: 'IAMUser', accountId: '111122223333', userName: 'deployer' },
  eventTime: '2026-11-20T06:31:07Z',
  eventSource: 'apigateway.amazonaws.com',
  eventName: 'DeleteStage',
  awsRegion: 'eu-west-1',
  readOnly: false,
  eventType: 'AwsApiCall',
  managementEvent: true,
  recipientAccountId: '111122223333',
  eventCategory: 'Management',
};

/**
 * Runs the command on a machine without credentials, in a folder of its own, which is empty but for the event of a
 * trace and the evidence that is read: that of a scan that came to no account. What serves until it is stopped is
 * stopped once it serves.
 */
async function runWithoutAws(args: readonly string[]): Promise<Ended> {
  const cwd = mkdtempSync(join(folder, 'run-'));
  const evidence = args[0] === 'judge' ? args[1] : args[args.indexOf('--inventory') + 1 || args.length];
  if (evidence !== undefined) {
    await writeInventory(join(cwd, evidence), SAMPLE_SCAN, []);
  }
  if (args[0] === 'trace') writeFileSync(join(cwd, 'event.json'), JSON.stringify(RECORD));
  const env = {
    PATH: process.env.PATH,
    HOME: cwd,
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  return new Promise((done) => {
    const child = execFile(process.execPath, [MAIN, ...args], { cwd, env }, (error, _, stderr) =>
      done({ status: error === null ? 0 : Number(error.code), stderr }),
    );
    child.stderr?.on('data', (text) => String(text).includes('until Ctrl-C') && child.kill('SIGINT'));
  });
}

/**
 * How a command ends that was understood. A scan has checked its options, accounts, regions, rules and reports when it
 * looks for credentials, as has a trace that asks AWS; a judge, when it finds nothing to judge. A trace by evidence of no
 * account does not know, and the format has problems. The others need no AWS and do their work.
 */
function understood(args: readonly string[]): Ended {
  const [command] = args;
  if (command === 'scan') return impossible('no usable AWS credentials');
  if (command === 'judge') return impossible('nothing could be judged');
  if (command === 'trace')
    return args.includes('--inventory')
      ? { status: EXIT.impossible, stderr: '' }
      : impossible('no usable AWS credentials');
  if (command === 'format') return { status: EXIT.findings, stderr: '' };
  if (command === 'sandbox' && !args.includes('--list'))
    return { status: EXIT.clean, stderr: expect.stringContaining('runs until Ctrl-C') };
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
    expect(new Set(commands.map(([name]) => name))).toEqual(
      new Set(['scan', 'judge', 'format', 'trace', 'sandbox', 'rules', 'policy', '--help']),
    );
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

  test('says in one line each how to see it at work without AWS, and how to run all tests', () => {
    expect(README).toContain('\n```sh\nnpm ci && npm run demo\n```\n');
    expect(README).toContain('\n```sh\nnpm ci && npm test\n```\n');
  });

  test('has every rule, and as many as it says', () => {
    for (const { id } of rules) expect(README).toContain(`](docs/rules/${id}.md)`);
    expect(README).toContain(`Each of the ${rules.length} rules`);
    expect(README).toContain(`for the ${RULES_ON_BOTH.filter((arg) => arg !== '--rules').length} rules whose evidence`);
  });

  test('has as many scenarios as it says', () => {
    expect(README).toContain(`its ${scenarios.length} organizations`);
    expect(README).toContain(`and ${scenarios.length - 1} other organizations`);
  });
});
