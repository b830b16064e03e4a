import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { collectors } from '../../src/collect/index.ts';
import { HELP } from '../../src/engine/failure.ts';
import { scenarios } from '../../src/sandbox/index.ts';
import { temporaryFolder } from '../support/folder.ts';
import { awsEnvironment } from '../support/moto.ts';
import { trailgate } from '../support/trailgate.ts';

const NOBODY = 'http://127.0.0.1:9';
const env = awsEnvironment(NOBODY);

const HELP_PAGE = `${JSON.parse(readFileSync('package.json', 'utf8')).homepage}/blob/main/docs/troubleshooting.md`;

/** What a person reads: one line that begins with our name, perhaps one on where more is said, and no stack. */
function expectOneSentence(stderr: string): void {
  const [sentence = '', ...rest] = stderr.trimEnd().split('\n');
  expect(sentence).toMatch(/^trailgate: .{15,}/);
  const [see = 'See: trailgate --help', ...more] = rest;
  if (!HELP.some((section) => see === `See: ${HELP_PAGE}#${section}`)) expect(see).toBe('See: trailgate --help');
  expect(more).toEqual([]);
}

describe('the command line', () => {
  test('explains itself, and each command with examples', async () => {
    const [top, scan] = await Promise.all([trailgate(['--help']), trailgate(['scan', '--help'])]);
    expect(top).toMatchObject({ status: 0, stderr: '' });
    for (const command of ['scan', 'judge', 'rules', 'policy', 'format', 'trace', 'demo', 'sandbox'])
      expect(top.stdout).toContain(`trailgate ${command}`);
    expect(scan.stdout).toContain('trailgate scan --organization --role-name');
    for (const option of [
      'exclude-accounts',
      'organizational-units',
      'external-id',
      'rate-share',
      'save-inventory',
      'fail-on-unknown',
    ]) {
      expect(scan.stdout).toContain(`--${option}`);
    }
  });

  test('does not load the SDK to explain itself', async () => {
    const [help, policy] = await Promise.all([packagesLoadedBy(['scan', '--help']), packagesLoadedBy(['policy'])]);
    expect(policy, 'what asks AWS loads it').toMatch(/@aws-sdk/);
    expect(help).toMatch(/yargs/);
    expect(help).not.toMatch(/@aws-sdk|@smithy/);
  });

  test('tells its version', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(await trailgate(['--version'])).toMatchObject({ status: 0, stdout: `${version}\n` });
  });

  test('lists every rule, and explains each', async () => {
    const { stdout } = await trailgate(['rules']);
    expect(stdout.trimEnd().split('\n')).toHaveLength(rules.length);
    const one = await trailgate(['rules', 'formats/missing-request-id']);
    expect(one.stdout).toContain('Why: ');
    expect(one.stdout).toContain('CIS AWS Foundations Benchmark 7.0.0: 4.10');
  });

  test('lists the scenarios of the sandbox, each with what it shows', async () => {
    const { status, stdout } = await trailgate(['sandbox', '--list']);
    expect(status).toBe(0);
    for (const { name, description } of scenarios)
      expect(stdout).toMatch(new RegExp(`^${name} +${description.slice(0, 20)}`, 'm'));
  });

  test('prints the least-privilege policy: every action that a collector names, read-only, and no other', async () => {
    const { stdout } = await trailgate(['policy']);
    const { Statement } = JSON.parse(stdout) as {
      Statement: { Effect: string; Action: string[]; Resource: string[] }[];
    };
    const actions = Statement.flatMap(({ Action }) => Action);
    for (const { permissions } of Object.values(collectors))
      for (const { action } of permissions) expect(actions).toContain(action);
    for (const action of actions) expect(action).toMatch(/^(apigateway:GET|[a-z0-9]+:(Get|List|Describe)[A-Za-z]+)$/);
    expect(new Set(Statement.map(({ Effect }) => Effect))).toEqual(new Set(['Allow']));
  });

  test('adds the right to assume a role where one is named', async () => {
    const { stdout } = await trailgate(['policy', '--role-name', 'Audit']);
    expect(stdout).toContain('arn:*:iam::*:role/Audit');
  });
});

describe('a command that is called wrongly ends with 64 and one sentence', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'full'));
  writeFileSync(join(folder, 'full', 'a'), '');

  test.each([
    ['no command', [], /name a command/],
    ['an unknown command', ['scann'], /scann/],
    ['an unknown option', ['scan', '--regoins', 'eu-west-1'], /regoins/],
    ['an unknown rule', ['scan', '--rules', 'trails/none'], /no rule is called trails\/none/],
    ['a rule that is skipped and is not there', ['scan', '--skip-rules', 'nope/*'], /no rule is called nope/],
    ['every rule skipped', ['scan', '--skip-rules', '*'], /no rule is left/],
    ['an unknown rule to explain', ['rules', 'trails/none'], /no rule is called trails\/none/],
    ['an unknown report format', ['scan', '--report', 'pdf=a.pdf'], /no report format is called pdf; there are json/],
    [
      'a report format that every object has',
      ['scan', '--report', 'constructor'],
      /no report format is called constructor/,
    ],
    ['a report without its file', ['scan', '--report', 'json='], /names no file/],
    [
      'two reports to one place',
      ['scan', '--report', 'json', '--report', 'sarif'],
      /cannot both go to standard output/,
    ],
    [
      'a folder that is not there',
      ['scan', '--report', 'json=/nowhere/at/all.json'],
      /cannot be written to \/nowhere\/at\/all\.json/,
    ],
    ['a folder that is a report', ['scan', '--report', `json=${folder}`], /cannot be written/],
    ['an inventory that would overwrite files', ['scan', '--save-inventory', join(folder, 'full')], /is not empty/],
    ['an account id that is not one', ['scan', '--accounts', '12345'], /12345 is not an account id/],
    ['an excluded account id that is not one', ['scan', '--exclude-accounts', 'prod'], /prod is not an account id/],
    ['a region that cannot be one', ['scan', '--regions', 'Ireland'], /Ireland is not the name of a region/],
    ['a share of nothing', ['scan', '--rate-share', '0'], /--rate-share is 0/],
    ['more than the whole', ['scan', '--rate-share', '2'], /--rate-share is 2/],
    ['a severity that is none', ['scan', '--fail-on', 'severe'], /fail-on/],
    ['accounts of an organization', ['scan', '--organization', '--accounts', '111122223333'], /exclude each other/],
    ['an unknown scenario', ['sandbox', 'nowhere'], /no scenario is called nowhere/],
    ['units without an organization', ['scan', '--organizational-units', 'ou-a'], /--organizational-units/],
  ] as const)('%s', async (_, args, sentence) => {
    const { status, stdout, stderr } = await trailgate(args, { env });
    expect(stderr).toMatch(sentence);
    expectOneSentence(stderr);
    expect({ status, stdout }).toEqual({ status: 64, stdout: '' });
  });
});

describe('a scan that cannot do its work ends with 2 and one sentence', () => {
  test('without credentials', async () => {
    const { AWS_ACCESS_KEY_ID: _, AWS_SECRET_ACCESS_KEY: __, ...without } = env;
    const { status, stderr } = await trailgate(['scan'], { env: without });
    expect(stderr).toMatch(/no usable AWS credentials/);
    expect(stderr).toContain(`\nSee: ${HELP_PAGE}#no-credentials\n`);
    expectOneSentence(stderr);
    expect(status).toBe(2);
  });

  test('with a profile that is not there', async () => {
    const { status, stderr } = await trailgate(['scan', '--profile', 'audit'], { env });
    expectOneSentence(stderr);
    expect(status).toBe(2);
  });

  test('with an endpoint that is down', async () => {
    const { status, stderr } = await trailgate(['scan'], {
      env: awsEnvironment(`http://127.0.0.1:${await closedPort()}`),
    });
    expect(stderr).toMatch(/AWS cannot be reached; check the network and AWS_ENDPOINT_URL/);
    expectOneSentence(stderr);
    expect(status).toBe(2);
  });
});

/** What a scan leaves before its first answer. */
const KILLED = JSON.stringify({ format: 'trailgate-scan', version: 2, plan: { accounts: [] } });

describe('judging what cannot be judged ends with 2 and one sentence', () => {
  const folder = temporaryFolder();

  test.each([
    ['a folder that is not there', null, /holds no inventory/],
    ['a folder of something else', { 'manifest.json': '{"name":"x"}' }, /is something else/],
    ['a manifest that is no JSON', { 'manifest.json': '{' }, /manifest\.json is not JSON/],
    ['an inventory whose scan was killed', { 'scan.json': KILLED }, /did not come to an end; go on with/],
  ] as const)('%s', async (name, files, sentence) => {
    const inventory = join(folder, name.replaceAll(' ', '-'));
    if (files !== null) {
      mkdirSync(inventory);
      for (const [path, text] of Object.entries(files)) writeFileSync(join(inventory, path), text);
    }
    const { status, stderr } = await trailgate(['judge', inventory]);
    expect(stderr).toMatch(sentence);
    expectOneSentence(stderr);
    expect(status).toBe(2);
  });
});

/** The packages that a command imports, told by a hook of Node's own module loader. */
async function packagesLoadedBy(args: readonly string[]): Promise<string> {
  const hook = `export async function resolve(specifier, context, next) {
    if (!/^[./]|^node:|^file:/.test(specifier)) process._rawDebug('import ' + specifier);
    return next(specifier, context);
  }`;
  const register = `import { register } from 'node:module'; register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(hook)}`)});`;
  const NODE_OPTIONS = `--import data:text/javascript,${encodeURIComponent(register)}`;
  return (await trailgate(args, { env: { ...process.env, NODE_OPTIONS } })).stderr;
}

async function closedPort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 9));
    });
  });
}
