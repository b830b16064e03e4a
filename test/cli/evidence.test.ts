import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { generate, startSandbox } from '../../src/sandbox/index.ts';
import { temporaryFolder } from '../support/folder.ts';
import { sandboxEnvironment } from '../support/scenario.ts';
import { type Ended, trailgate } from '../support/trailgate.ts';

/** Unpacks with Python's own zipfile, which we did not write. */
function unpack(file: string, into: string): void {
  execFileSync('python3', ['-m', 'zipfile', '-e', file, into]);
}

function pack(folder: string, file: string): void {
  execFileSync('python3', ['-m', 'zipfile', '-c', file, ...readdirSync(folder)], { cwd: folder });
}

describe('an evidence package', () => {
  const root = temporaryFolder();
  const inventory = join(root, 'inventory');
  const file = join(root, 'package.zip');
  let sandbox: Sandbox;
  let made: Ended;
  beforeAll(async () => {
    const { world } = generate({ seed: 'evidence', accounts: 3, regions: 2, apis: { median: 3 }, defects: 0.4 });
    sandbox = await startSandbox({ world });
    const scan = ['scan', '--organization', '--role-name', 'OrganizationAccountAccessRole', '--rate-share', '1'];
    await trailgate([...scan, '--quiet', '--save-inventory', inventory], { env: sandboxEnvironment(sandbox) });
    made = await trailgate(['evidence', inventory, '--out', file]);
  });
  afterAll(() => sandbox.stop());

  function opened(name: string): string {
    const folder = join(root, name);
    if (!existsSync(folder)) unpack(file, folder);
    return folder;
  }

  test('says its own sum and the root hash of the evidence', () => {
    expect(made).toMatchObject({ status: 0, stderr: '' });
    expect(made.stdout).toContain(sumOf(file));
    expect(made.stdout).toContain(sumOf(join(inventory, 'manifest.json')));
  });

  test('is whole, and its report follows from its evidence', async () => {
    const { status, stdout, stderr } = await trailgate(['verify', file]);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toContain('gives the same report byte for byte');
  });

  test('can be checked without Trailgate', () => {
    const folder = opened('with-sha256sum');
    execFileSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: folder });
    const root = sumOf(join(folder, 'evidence', 'manifest.json'));
    for (const report of ['report.json', 'report.html', 'report.sarif']) {
      expect(readFileSync(join(folder, 'reports', report), 'utf8'), report).toContain(root);
    }
    expect(readFileSync(join(folder, 'README.txt'), 'utf8')).toContain(root);
  });

  test('says of each finding which calls it rests on, and who made them', () => {
    const folder = opened('provenance');
    const lines = readFileSync(join(folder, 'provenance.ndjson'), 'utf8').trimEnd().split('\n');
    const { findings } = JSON.parse(readFileSync(join(folder, 'reports', 'report.json'), 'utf8'));
    const provenance = lines.map((line) => JSON.parse(line));
    expect(provenance.map(({ fingerprint }) => fingerprint)).toEqual(
      findings.map(({ fingerprint }: { fingerprint: string }) => fingerprint),
    );
    const stages = provenance.filter(({ ruleId, calls }) => ruleId.startsWith('stages/') && calls.length > 0);
    expect(stages.length).toBeGreaterThan(0);
    for (const { calls, evidence } of stages) {
      for (const path of evidence) expect(existsSync(join(folder, path)), path).toBe(true);
      for (const call of calls) {
        expect(call).toMatchObject({ api: expect.any(String), requestId: expect.any(String), at: expect.any(String) });
        expect(call.caller).toMatch(
          call.accountId === sandbox.caller.accountId
            ? /:(user|role|assumed-role)\//
            : new RegExp(`^arn:aws:sts::${call.accountId}:assumed-role/OrganizationAccountAccessRole/trailgate$`),
        );
      }
    }
  });

  test.each<[string, (folder: string) => void, RegExp]>([
    ['a file is changed', (at) => appendFileSync(join(at, 'reports', 'report.html'), ' '), /report\.html is not what/],
    ['a file is added', (at) => writeFileSync(join(at, 'more.txt'), ''), /more\.txt is not in SHA256SUMS/],
    ['an account is changed and its sum renewed', changeAccount, /is damaged: accounts\/\d+\.ndjson is not what/],
    ['its report is of other evidence', changeRoot, /was made from other evidence/],
    ['its report says something else', changeReport, /judged again, gives another report/],
  ])('is refused where %s', async (name, damage, message) => {
    const folder = join(root, name.replaceAll(' ', '-'));
    mkdirSync(folder);
    cpSync(opened('original'), folder, { recursive: true });
    damage(folder);
    const damaged = `${folder}.zip`;
    pack(folder, damaged);
    const { status, stderr } = await trailgate(['verify', damaged]);
    expect(stderr).toMatch(message);
    expect(status).toBe(2);
  });

  test('is not overwritten, and something else is not taken for one', async () => {
    expect((await trailgate(['evidence', inventory, '--out', file])).stderr).toMatch(/is there already/);
    const { status, stderr } = await trailgate(['verify', join(inventory, 'manifest.json')]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/manifest\.json is not a package/);
  });
});

function sumOf(file: string): string {
  return String(execFileSync('sha256sum', [file])).slice(0, 64);
}

function renewSum(folder: string, name: string): void {
  const sums = join(folder, 'SHA256SUMS');
  const text = readFileSync(sums, 'utf8');
  writeFileSync(sums, text.replace(new RegExp(`[0-9a-f]{64}  ${name}`), `${sumOf(join(folder, name))}  ${name}`));
}

function changeAccount(folder: string): void {
  const [account] = readdirSync(join(folder, 'evidence', 'accounts'));
  appendFileSync(join(folder, 'evidence', 'accounts', `${account}`), '\n');
  renewSum(folder, `evidence/accounts/${account}`);
}

function changeReport(folder: string): void {
  replaceInReport(folder, (text) => text.replace('"outcome":"fail"', '"outcome":"pass"'));
}

function changeRoot(folder: string): void {
  replaceInReport(folder, (text) => text.replace(/("inventorySha256": ")[0-9a-f]{64}/, `$1${'0'.repeat(64)}`));
}

function replaceInReport(folder: string, change: (text: string) => string): void {
  const report = join(folder, 'reports', 'report.json');
  const text = readFileSync(report, 'utf8');
  const changed = change(text);
  expect(changed).not.toBe(text);
  writeFileSync(report, changed);
  renewSum(folder, 'reports/report.json');
}
