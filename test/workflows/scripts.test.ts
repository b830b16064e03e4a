import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { scriptOf } from './files.ts';

const MAIN = resolve('dist/src/cli/main.js');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trailgate-step-'));
  await mkdir(join(folder, 'bin'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Puts an executable before all others on the path of the step. */
async function command(name: string, script: string): Promise<void> {
  const file = join(folder, 'bin', name);
  await writeFile(file, `#!/usr/bin/env bash\n${script}\n`);
  await chmod(file, 0o755);
}

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

interface Ended {
  readonly status: number;
  readonly stdout: string;
  /** What the step gave as its outputs. */
  readonly outputs: string;
}

/** Runs a step's script as GitHub's runner does. */
async function runStep(script: string, env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const file = join(folder, 'step.sh');
  const GITHUB_OUTPUT = join(folder, 'outputs');
  await writeFile(file, script);
  await writeFile(GITHUB_OUTPUT, '');
  const PATH = `${join(folder, 'bin')}${delimiter}${process.env.PATH}`;
  const ended = await new Promise<Omit<Ended, 'outputs'>>((done) => {
    execFile(
      'bash',
      ['-e', file],
      { cwd: folder, env: { ...process.env, PATH, GITHUB_OUTPUT, ...env } },
      (error, stdout) => done({ status: error === null ? 0 : Number(error.code), stdout }),
    );
  });
  return { ...ended, outputs: await readFile(GITHUB_OUTPUT, 'utf8') };
}

/** The workflow commands that the runner would obey, which it looks for at the beginning of a line, blanks aside. */
function obeyed(log: string): readonly string[] {
  const commands: string[] = [];
  let resume: string | null = null;
  for (const line of log.split(/[\r\n]+/).map((text) => text.trimStart())) {
    if (resume !== null) {
      if (line === `::${resume}::`) resume = null;
    } else if (line.startsWith('::stop-commands::')) resume = line.slice('::stop-commands::'.length);
    else if (line.startsWith('::')) commands.push(line);
  }
  return commands;
}

describe('the formats step of pull-request.yml', () => {
  const script = scriptOf('docs/workflows/pull-request.yml', 'Judge');
  const GOOD = JSON.stringify({
    requestId: '$context.requestId',
    ip: '$context.identity.sourceIp',
    caller: '$context.identity.caller',
    user: '$context.identity.user',
    time: '$context.requestTime',
    method: '$context.httpMethod',
    path: '$context.path',
    status: '$context.status',
    protocol: '$context.protocol',
    bytes: '$context.responseLength',
    agent: '$context.identity.userAgent',
  });

  beforeEach(() => command('npx', `shift 2\nexec ${JSON.stringify(process.execPath)} ${JSON.stringify(MAIN)} "$@"`));

  test('passes a repository without formats', async () => {
    expect(await runStep(script)).toMatchObject({ status: 0, stdout: '' });
  });

  test('passes good formats', async () => {
    await put('access-log-formats/rest/orders.json', `${GOOD}\n`);
    const { status, stdout } = await runStep(script);
    expect(stdout).toContain('access-log-formats/rest/orders.json, for a rest API');
    expect(stdout).toContain('No problems.');
    expect(status).toBe(0);
  });

  test('fails on each bad format, in folders below too, and shows a repaired one', async () => {
    await put('access-log-formats/rest/orders.json', GOOD);
    await put('access-log-formats/http/team/cart.txt', '$context.identity.sourceIp $context.status');
    await put('access-log-formats/websocket/chat.json', '{"id": $context.requestId');
    const { status, stdout } = await runStep(script);
    expect(status).toBe(1);
    expect(stdout).toContain('Repaired:');
    expect(obeyed(stdout)).toEqual([
      '::error::2 access-log formats have problems; the log of this step has a repaired one for each',
    ]);
  });

  test('lets neither a name nor a format give commands', async () => {
    await put(
      'access-log-formats/rest/$(touch pwned)\n::set-env name=PATH::evil',
      '::add-mask::a\n::error::b $context.x',
    );
    const { status, stdout } = await runStep(script);
    expect(status).toBe(1);
    expect(obeyed(stdout)).toHaveLength(1);
    await expect(readFile(join(folder, 'pwned'))).rejects.toThrow();
  });
});

describe('the baseline step of baseline.yml', () => {
  const script = scriptOf('docs/workflows/baseline.yml', 'Get the baseline');
  const env = { REPOSITORY: 'example/audit', BRANCH: 'main', WORKFLOW: 'Trailgate, what is new' };

  test('says so where no run came before', async () => {
    await command('gh', 'true');
    const { status, stdout, outputs } = await runStep(script, env);
    expect({ status, outputs }).toEqual({ status: 0, outputs: '' });
    expect(obeyed(stdout)).toEqual(['::notice::There is no baseline yet: this run makes the first one']);
  });

  test('takes the report of the last good run of the default branch', async () => {
    await command('gh', 'printf "%s|" "$@" >> calls; echo >> calls; if [ "$2" = list ]; then echo 4711; fi');
    expect(await runStep(script, env)).toMatchObject({ status: 0, outputs: 'file=baseline/trailgate.json\n' });
    const [list, download] = (await readFile(join(folder, 'calls'), 'utf8')).split('\n');
    expect(list).toContain('--workflow|Trailgate, what is new|--branch|main|--status|success|');
    expect(download).toBe('run|download|4711|--repo|example/audit|--name|trailgate-baseline|--dir|baseline|');
  });

  test('fails rather than go without a baseline that exists', async () => {
    await command('gh', 'if [ "$2" = list ]; then echo 4711; else exit 1; fi');
    expect(await runStep(script, env)).toMatchObject({ status: 1, outputs: '' });
  });
});

describe('the issue step of baseline.yml', () => {
  const script = scriptOf('docs/workflows/baseline.yml', 'Open an issue');
  const RUN = 'https://github.com/example/audit/actions/runs/4712';
  const env = { REPOSITORY: 'example/audit', NEW: '3', FIXED: '1', UNKNOWN: '12', RUN };

  test('opens an issue with numbers and the run’s address', async () => {
    await command('gh', 'printf "%s|" "$@" >> calls; echo >> calls');
    expect(await runStep(script, env)).toMatchObject({ status: 0 });
    const calls = (await readFile(join(folder, 'calls'), 'utf8')).trim().split('\n');
    expect(calls.map((call) => call.split('|').slice(0, 2).join(' '))).toEqual([
      'issue list',
      'label create',
      'issue create',
    ]);
    expect(calls[2]).toContain('|Trailgate: 3 new failures|');
    expect(calls[2]).toContain(`3 new failures, 1 fixed. 12 findings are unknown. The report is an artifact of ${RUN}`);
  });

  test('comments on the issue that is open', async () => {
    await command('gh', 'printf "%s|" "$@" >> calls; echo >> calls; if [ "$2" = list ]; then echo 7; fi');
    expect(await runStep(script, env)).toMatchObject({ status: 0 });
    const calls = (await readFile(join(folder, 'calls'), 'utf8')).trim().split('\n');
    expect(calls).toHaveLength(2);
    expect(calls[1]).toMatch(/^issue\|comment\|7\|/);
  });
});

describe('the comparing step of release.yml', () => {
  const script = scriptOf('.github/workflows/release.yml', "Compare the tag with the package's version and with main");
  const onMain = 'test "$1" = merge-base';

  beforeEach(() => put('package.json', '{ "version": "1.4.0" }'));

  test.each([
    { tag: 'v1.4.0', git: onMain, status: 0, says: [] },
    { tag: 'v1.4.1', git: onMain, status: 1, says: ["::error::The tag is v1.4.1 and the package's version v1.4.0"] },
    { tag: 'v1.4.0', git: 'exit 1', status: 1, says: ['::error::The tag is not on main'] },
  ])('for $tag ends with $status: $says', async ({ tag, git, status, says }) => {
    await command('git', git);
    const ended = await runStep(script, { TAG: tag });
    expect(ended.status).toBe(status);
    expect(obeyed(ended.stdout)).toEqual(says);
  });
});
