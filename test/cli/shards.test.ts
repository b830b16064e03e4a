import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Finding, ScanDescription } from '../../src/model/report.ts';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { generate, startSandbox } from '../../src/sandbox/index.ts';
import { temporaryFolder } from '../support/folder.ts';
import { sandboxEnvironment } from '../support/scenario.ts';
import { type Ended, trailgate } from '../support/trailgate.ts';

interface Report {
  readonly scan: ScanDescription;
  readonly findings: readonly Finding[];
  readonly summary: { readonly coverage: Readonly<Record<string, number>> };
}

describe('a scan in shards', () => {
  const root = temporaryFolder();
  let sandbox: Sandbox;
  beforeAll(async () => {
    const { world } = generate({ seed: 'shards', accounts: 7, regions: 2, apis: { median: 2 }, defects: 0.3 });
    sandbox = await startSandbox({ world });
  });
  afterAll(() => sandbox.stop());

  function run(...args: readonly string[]): Promise<Ended> {
    return trailgate([...args, '--quiet', '--fail-on', 'never'], { env: sandboxEnvironment(sandbox) });
  }

  const scan = ['scan', '--organization', '--role-name', 'OrganizationAccountAccessRole', '--rate-share', '1'];

  async function shard(index: number): Promise<string> {
    const folder = join(root, `shard-${index}`);
    const { status, stderr } = await run(...scan, '--shard', `${index}/2`, '--save-inventory', folder);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    return folder;
  }

  function reportIn(file: string): Report {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  }

  /** What does not depend on when, and with which request, AWS was asked. */
  function essence({ findings }: Report) {
    return findings.map(({ evidence: { facts }, reasons, ...finding }) => ({
      ...finding,
      facts,
      missing: reasons.length,
    }));
  }

  test('gives the same findings as a scan of the whole, and says which shard is missing', async () => {
    const whole = join(root, 'whole.json');
    const [one, two] = await Promise.all([shard(1), shard(2), run(...scan, '--report', `json=${whole}`)]);
    const merged = join(root, 'merged.json');
    const kept = join(root, 'kept');
    const joined = await run('merge', one, two, '--report', `json=${merged}`, '--save-inventory', kept);
    expect(joined).toMatchObject({ status: 0, stderr: '' });
    expect(essence(reportIn(merged))).toEqual(essence(reportIn(whole)));
    expect(reportIn(merged).summary.coverage).toEqual(reportIn(whole).summary.coverage);
    expect(reportIn(merged).scan.shard).toBeNull();

    const again = join(root, 'again.json');
    expect((await run('judge', kept, '--report', `json=${again}`)).status).toBe(0);
    expect(essence(reportIn(again))).toEqual(essence(reportIn(merged)));

    const part = await run('merge', two, '--report', `json=${join(root, 'part.json')}`);
    expect(part.status, 'a missing shard is no clean end').toBe(2);
    expect(part.stderr).toMatch(/shard 1\/2 is missing; not scanned: \d{12}/);
    expect(reportIn(join(root, 'part.json')).summary.coverage['not-scanned']).toBeGreaterThan(0);
  });

  test.each([
    ['0/2', /--shard is 0\/2; it is i\/n/],
    ['3/2', /--shard is 3\/2/],
    ['half', /--shard is half/],
  ])('does not take %s', async (text, message) => {
    const { status, stderr } = await run(...scan, '--shard', text);
    expect(status).toBe(64);
    expect(stderr).toMatch(message);
  });

  test('goes on only with what it was begun for', async () => {
    const folder = join(root, 'narrow');
    await run('scan', '--rules', 'trails/*', '--regions', 'us-east-1', '--save-inventory', folder);
    const wider = await run('scan', '--resume', folder);
    expect(wider.status).toBe(64);
    expect(wider.stderr).toMatch(/was begun for fewer rules and does not ask/);
    const other = await run('scan', '--resume', folder, '--regions', 'eu-west-1');
    expect(other.status).toBe(64);
    expect(other.stderr).toMatch(/--resume goes on with what was asked for; leave out --regions/);
    expect((await run('scan', '--resume', folder, '--rules', 'trails/*')).status).toBe(0);
    expect((await run('scan', '--resume', join(root, 'nowhere'))).stderr).toMatch(/holds no scan to go on with/);
  });
});
