import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CoverageRow, Finding } from '../../src/model/report.ts';
import { isGap } from '../../src/model/report.ts';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { scenarioNamed, startSandbox, worldOf } from '../../src/sandbox/index.ts';
import { temporaryFolder } from '../support/folder.ts';
import type { Moto } from '../support/moto.ts';
import { awsEnvironment, motoAvailable, startMoto } from '../support/moto.ts';
import { sandboxEnvironment } from '../support/scenario.ts';
import { seedAccount } from '../support/seed/account.ts';
import { managementCaller } from '../support/seed/callers.ts';
import { without } from '../support/trailgate.ts';
import { type GitHubServer, startGitHub } from './github-server.ts';
import { obeyed, startJob, type Used } from './runner.ts';

const folder = temporaryFolder();
const TOKEN = 'ghs_0123456789abcdef';
const ALL = { organization: 'true', 'role-name': 'OrganizationAccountAccessRole', 'rate-share': '1' } as const;

let sandbox: Sandbox;
let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  const { conditions, world } = scenarioNamed('denied-account');
  sandbox = await startSandbox({ ...conditions, world });
  env = sandboxEnvironment(sandbox);
});
afterAll(() => sandbox.stop());

interface JsonReport {
  readonly findings: readonly Finding[];
  readonly coverage: readonly CoverageRow[];
}

function jsonReport(workspace: string, { outputs }: Used): JsonReport {
  return JSON.parse(readFileSync(join(workspace, outputs.json ?? 'missing'), 'utf8'));
}

describe('the install step', () => {
  test('installs what the lockfile says, without scripts, and builds it, once in a job', async () => {
    const job = startJob(folder, 'install');
    await job.use({ regions: 'nowhere' }, env);
    expect(job.npmCalls()).toBe(
      `${job.actionPath}: npm ci --ignore-scripts --include=dev --no-audit --no-fund\n${job.actionPath}: npm run build\n`,
    );
    const before = job.npmCalls();
    const { status } = await job.use({ regions: 'nowhere' }, env);
    expect({ status, calls: job.npmCalls() }).toEqual({ status: 64, calls: before });
  });

  test('does not take a build that failed for one', async () => {
    const job = startJob(folder, 'unbuilt');
    writeFileSync(join(job.actionPath, 'dist'), '');
    const failing = await job.use({}, { ...env, NPM_FAILS: 'run build' });
    expect([failing.status, failing.outputs]).toEqual([1, {}]);
    expect(existsSync(join(job.actionPath, 'node_modules', '.trailgate-built'))).toBe(false);
  });
});

describe('the scan step', () => {
  const job = startJob(folder, 'scan');
  let used: Used;
  beforeAll(async () => {
    used = await job.use({ ...ALL, 'fail-on': 'low', reports: 'csv=findings.csv\njunit=junit.xml' }, env);
  }, 60_000);

  test('ends with the scan’s status', () => {
    expect([used.status, used.outputs['exit-status']]).toEqual([1, '1']);
  });

  test('puts all reports into one folder and says where they are', () => {
    expect(readdirSync(join(job.folder, 'trailgate-report')).sort()).toEqual(
      ['findings.csv', 'junit.xml', 'trailgate.html', 'trailgate.json', 'trailgate.md', 'trailgate.sarif'].sort(),
    );
    for (const name of ['sarif', 'html', 'json', 'markdown']) {
      expect(used.outputs[name]).toMatch(/^trailgate-report\/trailgate\.(sarif|html|json|md)$/);
    }
  });

  test('counts what the report holds', () => {
    const { findings, coverage } = jsonReport(job.folder, used);
    const failures = (severity: string) =>
      String(findings.filter((finding) => finding.outcome === 'fail' && finding.severity === severity).length);
    const { critical, high, medium, low, unknown, uncovered } = used.outputs;
    expect({ critical, high, medium, low }).toEqual({
      critical: failures('critical'),
      high: failures('high'),
      medium: failures('medium'),
      low: failures('low'),
    });
    expect(unknown).toBe(String(findings.filter(({ outcome }) => outcome === 'unknown').length));
    expect(uncovered).toBe(String(coverage.filter(({ status }) => isGap(status)).length));
    expect(Number(uncovered)).toBeGreaterThanOrEqual(2);
    expect(Number(unknown)).toBeGreaterThan(0);
  });

  test('says nothing of a baseline where there is none', () => {
    expect(used.outputs).not.toHaveProperty('new');
    expect(used.outputs).not.toHaveProperty('fixed');
  });

  test('writes the Markdown report into the job’s summary', () => {
    expect(used.summary).toBe(readFileSync(join(job.folder, used.outputs.markdown ?? ''), 'utf8'));
    expect(used.summary).toMatch(/^# /);
  });

  test('annotates the run with counts and what could not be seen', () => {
    expect(used.commands.length).toBeLessThanOrEqual(4);
    expect(used.commands[0]).toMatch(/^::error title=Trailgate found failures::Failures: \d/);
    expect(used.commands[1]).toMatch(/^::warning title=Trailgate could not see everything::Accounts and regions/);
    expect(used.commands[2]).toMatch(/^::error title=\w+%3A [a-z]+\/[a-z-]+::.+ \(arn:aws:/);
  });

  test('compares with a baseline, which may be the report that it replaces', async () => {
    const { status, outputs } = await job.use({ ...ALL, baseline: used.outputs.json ?? '', 'fail-on': 'low,new' }, env);
    expect(status).toBe(0);
    expect(outputs).toMatchObject({ new: '0', fixed: '0', 'exit-status': '0' });
  }, 60_000);

  test('leaves out the summary and annotations where they are not wanted', async () => {
    const { summary, commands, outputs } = await job.use({ ...ALL, summary: 'false', annotations: 'false' }, env);
    expect({ summary, commands }).toEqual({ summary: '', commands: [] });
    expect(existsSync(join(job.folder, outputs.markdown ?? ''))).toBe(true);
  }, 60_000);

  test('keeps evidence, goes on from it, and splits SARIF by account', async () => {
    const fresh = startJob(folder, 'evidence');
    const first = await fresh.use({ ...ALL, 'save-inventory': 'evidence', 'sarif-split': 'account' }, env);
    expect(first.outputs).toMatchObject({ inventory: 'evidence', sarif: 'trailgate-report/sarif' });
    expect(readdirSync(join(fresh.folder, 'trailgate-report', 'sarif')).length).toBeGreaterThan(1);
    const second = await fresh.use({ resume: 'evidence' }, env);
    expect(second.outputs).toMatchObject({ inventory: 'evidence', unknown: first.outputs.unknown });
  }, 60_000);
});

describe('a scan that cannot do its work', () => {
  test.each([
    ['of a region that is none', { regions: 'nowhere' }, 'nowhere is not the name of a region'],
    ['with a misspelt switch', { 'fail-on-unknown': 'yes' }, 'the input fail-on-unknown is yes; it is true or false'],
    ['with a report without a file', { reports: 'csv' }, 'the input reports has csv; each is FORMAT=FILE'],
    ['with a report outside of the folder', { reports: 'csv=../x.csv' }, 'the file must be in report-directory'],
    ['with a report on the log', { reports: 'json=/dev/stdout' }, 'the file must be in report-directory'],
    ['with a baseline that is not there', { baseline: 'gone.json' }, 'gone.json'],
    ['with a part that is none', { shard: '5/4' }, '--shard is 5/4'],
    ['with a file for a folder', { 'report-directory': '/dev/null/x' }, 'reports cannot be written to /dev/null/x'],
  ])('%s says why in the summary, an annotation and the log', async (name, inputs: Record<string, string>, why) => {
    const { status, outputs, summary, commands, log } = await startJob(folder, name).use(inputs, env);
    expect(status).toBe(64);
    expect(outputs).toEqual({ 'exit-status': '64' });
    expect(summary.replaceAll('`', '')).toContain(why);
    expect(commands).toEqual([expect.stringMatching(/^::error title=Trailgate could not scan::/)]);
    expect(commands[0]).toContain(why.split(';')[0]);
    expect(log).toContain('trailgate: ');
  });

  test('without credentials ends with 2, and leaves no report of an earlier run to pass for its own', async () => {
    const job = startJob(folder, 'no-credentials');
    mkdirSync(join(job.folder, 'trailgate-report'));
    writeFileSync(join(job.folder, 'trailgate-report', 'trailgate.sarif'), '{}');
    const keyless = { ...without('AWS_', env), AWS_ENDPOINT_URL: sandbox.endpoint, AWS_EC2_METADATA_DISABLED: 'true' };
    const { status, outputs, summary } = await job.use({ regions: 'eu-west-1' }, { ...keyless, HOME: folder });
    expect([status, outputs]).toEqual([2, { 'exit-status': '2' }]);
    expect(summary).toContain('**The scan could not do its work.**');
    expect(readdirSync(join(job.folder, 'trailgate-report'))).toEqual([]);
  }, 60_000);

  test('because its deadline passes before anything is known says so', async () => {
    const { status, outputs, summary } = await startJob(folder, 'deadline').use({ ...ALL, deadline: '0.001s' }, env);
    expect([status, outputs]).toEqual([2, { 'exit-status': '2' }]);
    expect(summary).toContain('stopped before there was anything to report');
  }, 60_000);

  test.each([
    ['a command', '$(touch pwned)'],
    ['another command', '`touch pwned`'],
    ['another option', '--help'],
    ['an output of its own', 'x\nexit-status=0'],
    ['a delimited output', 'x\nexit-status<<y\n0\ny'],
    ['a quote', `'"; touch pwned; '`],
    ['a mask', 'x\n::add-mask::eu\n::set-output name=exit-status::0'],
    ['an old command', 'x ##[add-mask]eu'],
    ['an expression', '${{ github.token }}'],
  ])(
    'takes %s in an input for a value',
    async (name, hostile) => {
      const job = startJob(folder, `hostile-${name.replaceAll(' ', '-')}`);
      for (const input of ['regions', 'reports']) {
        const { status, outputs, commands, summary } = await job.use({ [input]: hostile }, env);
        expect([status, outputs]).toEqual([64, { 'exit-status': '64' }]);
        expect(commands).toEqual([expect.stringMatching(/^::error title=Trailgate could not scan::/)]);
        expect(summary).not.toMatch(/^\s*::/m);
      }
      expect(existsSync(join(job.folder, 'pwned'))).toBe(false);
    },
    60_000,
  );

  test('makes a folder even of a hostile name, and nothing else', async () => {
    const job = startJob(folder, 'hostile-folder');
    const name = '$(touch pwned)"\nexit-status=0';
    const { outputs } = await job.use({ accounts: '1', 'report-directory': name }, env);
    expect(outputs).toEqual({ 'exit-status': '64' });
    expect(readdirSync(job.folder)).toEqual([name]);
  });
});

describe('hostile names in AWS', () => {
  const NAMES = [
    '::error title=forged::forged',
    'x ##[add-mask]eu-west-1 %0A::warning::forged',
    'a\n::set-output name=exit-status::0\n::add-mask::eu',
    '$(touch pwned) `touch pwned` @everyone <img src=x onerror=alert(1)>',
    '<!-- trailgate comment trailgate -->',
  ];
  let github: GitHubServer;
  let hostile: Sandbox;
  let used: Used;
  const job = startJob(folder, 'names');

  beforeAll(async () => {
    github = await startGitHub(TOKEN);
    const apis = NAMES.map((name) => ({ kind: 'rest', name, stages: { prod: {} } }) as const);
    const trails = NAMES.map((name) => ({ name, multiRegion: false, logFileValidation: false }));
    hostile = await startSandbox({
      rates: 'off',
      world: worldOf({
        standalone: true,
        regions: ['us-east-1', 'eu-west-1'],
        accounts: { alone: { places: { 'eu-west-1': { apis, trails } } } },
      }),
    });
    const event = join(folder, 'event.json');
    writeFileSync(event, JSON.stringify({ pull_request: { number: 7 } }));
    used = await job.use(
      { comment: 'true', 'fail-on': 'low', rules: 'trails/unvalidated-log-files' },
      {
        ...sandboxEnvironment(hostile),
        ...github.environment,
        GITHUB_EVENT_NAME: 'pull_request',
        GITHUB_EVENT_PATH: event,
      },
    );
  }, 60_000);
  afterAll(async () => {
    await hostile.stop();
    await github.stop();
  });

  test('are in the findings', () => {
    const text = JSON.stringify(jsonReport(job.folder, used).findings);
    for (const name of NAMES) expect(text).toContain(JSON.stringify(name).slice(1, -1));
  });

  test('give the runner no commands and the job no outputs', () => {
    expect(used.status).toBe(1);
    expect(used.commands.length).toBeLessThanOrEqual(4);
    expect(used.commands.join()).toContain('forged');
    // The log would give them, if it were not for this.
    const unguarded = obeyed(used.log.replaceAll('::stop-commands::', ''));
    expect(unguarded.length).toBeGreaterThan(used.commands.length);
    for (const command of used.commands) expect(command).toMatch(/^::(error|warning) title=[^:,]+::/);
    for (const [name, value] of Object.entries(used.outputs)) {
      expect(value, name).toMatch(/^(\d+|trailgate-report\/trailgate\.\w+)$/);
    }
    expect(existsSync(join(job.folder, 'pwned'))).toBe(false);
  });

  test('are code in the summary and in the comment', () => {
    const [comment] = github.comments;
    for (const text of [used.summary, comment?.body ?? '']) {
      expect(text).toContain('forged');
      // Outside of code spans and blocks.
      const prose = text.replace(/^```[\s\S]*?^```$/gm, '').replace(/(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
      expect(prose).not.toMatch(/forged|onerror|@everyone/);
      expect(prose.match(/<!--/g)?.length ?? 0).toBeLessThanOrEqual(1);
    }
    expect(comment?.body).toMatch(/^<!-- trailgate comment trailgate -->\n/);
  });
});

test('a comment that GitHub refuses is a warning, and no reason to fail', async () => {
  const github = await startGitHub(TOKEN);
  github.refusals.set('GET', { status: 403, message: 'Not for you\n::error::forged' });
  const event = join(folder, 'refused.json');
  writeFileSync(event, JSON.stringify({ pull_request: { number: 7 } }));
  const about = { ...github.environment, GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: event };
  const inputs = { ...ALL, 'fail-on': 'never', comment: 'true', annotations: 'false' };
  const { status, commands } = await startJob(folder, 'refused').use(inputs, { ...env, ...about });
  await github.stop();
  expect(status).toBe(0);
  expect(commands).toEqual([
    expect.stringMatching(
      /^::warning title=Trailgate did not comment::GitHub answered 403 .+Not for you<U\+000A>::error/,
    ),
  ]);
}, 60_000);

test('a comment without a pull request is a notice', async () => {
  const inputs = { regions: 'nowhere', comment: 'true' };
  const { commands } = await startJob(folder, 'push').use(inputs, { ...env, GITHUB_EVENT_NAME: 'push' });
  expect(commands.at(-1)).toBe('::notice title=Trailgate did not comment::This run is for no pull request');
});

describe.skipIf(!motoAvailable)('against moto', () => {
  let moto: Moto;
  beforeAll(async () => {
    moto = await startMoto();
    await seedAccount(managementCaller(moto.endpoint), {
      'eu-west-1': { apis: [{ kind: 'rest', name: 'orders', stages: { prod: {} } }] },
    });
  }, 60_000);
  afterAll(() => moto?.stop());

  test('judges the rules that it is given, and passes where nothing is to fail it', async () => {
    const job = startJob(folder, 'moto');
    const used = await job.use(
      {
        regions: 'eu-west-1',
        rules: 'stages/*\ntrails/*',
        'skip-rules': 'trails/unprotected-bucket',
        'fail-on': 'never',
      },
      without('GITHUB_', awsEnvironment(moto.endpoint)),
    );
    expect([used.status, used.outputs['exit-status']]).toEqual([0, '0']);
    const families = jsonReport(job.folder, used).findings.map(({ ruleId }) => ruleId.split('/')[0]);
    expect(new Set(families)).toEqual(new Set(['stages', 'trails']));
    expect(Number(used.outputs.high) + Number(used.outputs.medium)).toBeGreaterThan(0);
  }, 60_000);
});
