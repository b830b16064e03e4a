import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { EXIT } from '../../src/engine/exit-status.ts';
import { scenarioNamed, startSandbox } from '../../src/sandbox/index.ts';
import { temporaryFolder } from '../support/folder.ts';
import { sandboxEnvironment } from '../support/scenario.ts';
import { trailgate } from '../support/trailgate.ts';
import { commandsOf, ownArguments, PAGES, page } from './commands.ts';

const MAIN = resolve('dist/src/cli/main.js');

/** What else people are told to type; none of it is ours to run here. */
const OTHERS = /^(npm (ci|test|run) ?|npx vitest |aws |jq |duckdb |for |done$|\w+=\$\()/;

const folder = temporaryFolder();
const INVENTORY = join(folder, 'inventory');
const REPORT = join(folder, 'report.json');
const PACKAGE = join(folder, 'package.zip');

/** A scan of one account, and what is made of it: what the commands read that a page takes for there. */
beforeAll(async () => {
  const { world, conditions } = scenarioNamed('single-account');
  const sandbox = await startSandbox({ ...conditions, world });
  const env = sandboxEnvironment(sandbox);
  await trailgate(['scan', '--save-inventory', INVENTORY, '--report', `json=${REPORT}`, '--quiet'], { env });
  await sandbox.stop();
  await trailgate(['evidence', INVENTORY, '--out', PACKAGE]);
});

/** A record as CloudTrail writes it, of an account that the evidence is not of. */
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

/** The words that follow an option or the command, up to the next option. */
function valuesAfter(args: readonly string[], name: string): readonly string[] {
  const from = args.indexOf(name) + 1;
  if (from === 0) return [];
  const rest = args.slice(from);
  const next = rest.findIndex((word) => word.startsWith('--'));
  return next < 0 ? rest : rest.slice(0, next);
}

/** Puts there what a command reads, under the names that the page gives it. */
function prepare(args: readonly string[], cwd: string): void {
  const [command = ''] = args;
  const operands = valuesAfter(args, command);
  const inventories = [...valuesAfter(args, '--inventory'), ...valuesAfter(args, '--resume')];
  if (['judge', 'evidence', 'merge'].includes(command)) inventories.push(...operands);
  for (const name of inventories) cpSync(INVENTORY, join(cwd, name), { recursive: true });
  const reports = [...valuesAfter(args, '--baseline'), ...(command === 'diff' ? operands : [])];
  for (const name of reports) cpSync(REPORT, join(cwd, name));
  if (command === 'verify') for (const name of operands) cpSync(PACKAGE, join(cwd, name));
  if (command === 'trace') for (const name of operands) writeFileSync(join(cwd, name), JSON.stringify(RECORD));
}

interface Ended {
  readonly status: number;
  readonly stderr: string;
}

/** Runs a command on a machine without credentials, in a folder that holds what it reads. What serves is stopped once it does. */
async function run(args: readonly string[], input: string | null): Promise<Ended> {
  const cwd = mkdtempSync(join(folder, 'run-'));
  prepare(args, cwd);
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
    if (input !== null) child.stdin?.end('$context.requestId $context.status');
    child.stderr?.on('data', (text) => String(text).includes('until Ctrl-C') && child.kill('SIGINT'));
  });
}

const NO_CREDENTIALS: Ended = {
  status: EXIT.impossible,
  stderr: expect.stringContaining('no usable AWS credentials'),
};

/**
 * How a command ends that was understood. A scan has checked its options, accounts, regions, rules, reports and folders when
 * it looks for credentials, as has a trace that asks AWS. A trace by evidence of another account does not know, and the
 * formats have problems. The others do their work.
 */
function understood(args: readonly string[]): Ended {
  const [command = ''] = args;
  const done = (status: number, stderr: unknown = ''): Ended => ({ status, stderr: stderr as string });
  if (args.includes('--help')) return done(EXIT.clean);
  if (command === 'scan') return NO_CREDENTIALS;
  if (command === 'trace') return args.includes('--inventory') ? done(EXIT.impossible) : NO_CREDENTIALS;
  if (command === 'format') return done(EXIT.findings);
  if (command === 'demo') return done(EXIT.clean, expect.stringContaining('no AWS involved'));
  if (command === 'sandbox' && !args.includes('--list'))
    return done(EXIT.clean, expect.stringContaining('runs until Ctrl-C'));
  return done(EXIT.clean);
}

/** Every different command of ours, with the pages that show it. */
function ownCommands(): readonly (readonly [text: string, args: readonly string[], input: string | null])[] {
  const found = PAGES.flatMap((path) => commandsOf(page(path))).flatMap((command) => {
    const args = ownArguments(command);
    return args === null ? [] : [[args.join(' '), args, command.input] as const];
  });
  return [...new Map(found.map((entry) => [entry[0], entry])).values()];
}

describe('the commands that pages show', () => {
  test.concurrent.each(ownCommands())('trailgate %s is one', async (_, args, input) => {
    expect(await run(args, input)).toEqual(understood(args));
  });

  test.each(PAGES)('those of others in %s are known ones', (path) => {
    const others = commandsOf(page(path)).filter((command) => ownArguments(command) === null);
    expect(others.map(({ words }) => words.join(' ')).filter((line) => !OTHERS.test(line))).toEqual([]);
  });

  test.each([
    ['an option', ['scan', '--every-account']],
    ['a format', ['scan', '--report', 'pdf=report.pdf']],
    ['a rule', ['judge', 'evidence', '--rules', 'trails/asleep']],
    ['a region', ['scan', '--regions', 'europe']],
  ])('would be caught with %s that does not exist', async (_, args) => {
    expect(await run(args, null)).toMatchObject({ status: EXIT.usage });
  });

  test('are of every command that there is', async () => {
    const { stdout } = await trailgate(['--help']);
    const commands = [...stdout.matchAll(/^ {2}trailgate (\w+)/gm)].map(([, name]) => name);
    const shown = ownCommands().map(([, args]) => args[0]);
    expect(commands.length).toBeGreaterThan(10);
    for (const command of commands) expect(shown, command).toContain(command);
  });
});
