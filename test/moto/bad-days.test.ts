import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { CoverageRow, Finding, ScanDescription } from '../../src/model/report.ts';
import { temporaryFolder } from '../support/folder.ts';
import type { Moto } from '../support/moto.ts';
import { awsEnvironment, MANAGEMENT_ACCOUNT, motoAvailable, startMoto } from '../support/moto.ts';
import type { RefusingProxy } from '../support/refusing-proxy.ts';
import { startRefusingProxy } from '../support/refusing-proxy.ts';
import { seedManyApis } from '../support/seed/many-apis.ts';
import { trailgate } from '../support/trailgate.ts';

const REGIONS = ['--regions', 'us-east-1,eu-west-1'];

describe.skipIf(!motoAvailable)('on a bad day', () => {
  const folder = temporaryFolder();
  let moto: Moto;
  let proxy: RefusingProxy;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    moto = await startMoto();
    await seedManyApis({ endpoint: moto.endpoint, apis: 40, regions: 2 });
    proxy = await startRefusingProxy(moto.endpoint);
    env = awsEnvironment(proxy.endpoint);
  }, 60_000);
  afterEach(() => proxy?.clear());
  afterAll(async () => {
    await proxy?.stop();
    await moto?.stop();
  });

  test('credentials that have expired end the scan with one sentence', async () => {
    proxy.refuse({ service: 'sts' }, 'credentials-expired');
    const inventory = join(folder, 'expired');
    const { status, stderr } = await trailgate(['scan', ...REGIONS, '--save-inventory', inventory], { env });
    expect(stderr).toMatch(
      /^trailgate: the credentials have expired; sign in again \(.*\)\nSee: https:.*#credentials-expired\n$/,
    );
    expect(status).toBe(2);
    expect(readdirSync(inventory), 'nothing stands in the way of the next try').toEqual([]);
  });

  test('a region that AWS does not list is told with those that it does', async () => {
    const { status, stderr } = await trailgate(['scan', '--regions', 'eu-west-1,eu-west-9'], { env });
    expect(stderr).toMatch(/^trailgate: AWS does not know the region eu-west-9; it lists .*eu-west-3/);
    expect(status).toBe(64);
  });

  test('a foreign account without a role is told before anything is asked of it', async () => {
    const { status, stderr } = await trailgate(['scan', '--accounts', '444455556666', ...REGIONS], { env });
    expect(stderr).toMatch(/account 444455556666 is not the caller's own \(123456789012\); name a role/);
    expect(status).toBe(64);
    expect(proxy.count({ service: 'cloudtrail' })).toBe(0);
  });

  test('an organization that may not be listed ends the scan with the call that was denied', async () => {
    proxy.refuse({ service: 'organizations' }, 'access-denied');
    const { status, stderr } = await trailgate(['scan', '--organization', ...REGIONS], { env });
    expect(stderr).toMatch(
      /^trailgate: the organization cannot be listed: organizations:\w+ in 123456789012: access-denied: .*not authorized/,
    );
    expect(status).toBe(2);
  });

  test('an account of which AWS tells no state is scanned, a closed one is not', async () => {
    const account = (Id: string, State?: string) => ({
      Id,
      Arn: `arn:aws:organizations::1:account/o-1/${Id}`,
      Name: Id,
      State,
    });
    const answer = (body: object) => ({
      status: 200,
      headers: { 'content-type': 'application/x-amz-json-1.1' },
      body: JSON.stringify(body),
    });
    const Organization = {
      Id: 'o-exampleorgid',
      Arn: 'arn:aws:organizations::1:organization/o-1',
      MasterAccountId: MANAGEMENT_ACCOUNT,
    };
    proxy.refuse({ operation: 'DescribeOrganization' }, answer({ Organization }));
    const Accounts = [
      account(MANAGEMENT_ACCOUNT, 'ACTIVE'),
      account('222233334444'),
      account('333344445555', 'SUSPENDED'),
    ];
    proxy.refuse({ operation: 'ListAccounts' }, answer({ Accounts }));
    const args = ['--organization', '--role-name', 'Audit', '--rules', 'roles/missing', '--report', 'json', '--quiet'];
    const { stdout } = await trailgate(['scan', ...REGIONS, ...args], { env });
    const { scan } = JSON.parse(stdout) as { scan: ScanDescription };
    expect(scan.accounts.map(({ id }) => id)).toEqual([MANAGEMENT_ACCOUNT, '222233334444']);
  });

  test('regions that may not be listed must be named, and are then scanned', async () => {
    proxy.refuse({ service: 'ec2' }, 'access-denied');
    const unnamed = await trailgate(['scan'], { env });
    expect(unnamed.stderr).toMatch(/the enabled regions cannot be listed; name them with --regions/);
    expect(unnamed.status).toBe(2);
    const named = await trailgate(['scan', ...REGIONS, '--rules', 'stages/*', '--report', 'json', '--quiet'], { env });
    const { coverage } = JSON.parse(named.stdout) as { coverage: CoverageRow[] };
    expect(coverage.map(({ region, status }) => `${region} ${status}`)).toEqual([
      'null denied',
      'eu-west-1 scanned',
      'us-east-1 scanned',
    ]);
  });

  test('without --regions every enabled region is scanned, and the disabled ones are told', async () => {
    const { stdout } = await trailgate(
      ['scan', '--rules', 'trails/*', '--report', 'json', '--quiet', '--rate-share', '1'],
      { env },
    );
    const { coverage } = JSON.parse(stdout) as { coverage: CoverageRow[] };
    const asked = proxy.requests.filter(({ operation }) => operation === 'DescribeTrails').map(({ region }) => region);
    const scanned = coverage
      .filter(({ region, status }) => region !== null && status === 'scanned')
      .map(({ region }) => region);
    expect(scanned).toEqual([...asked].sort());
    expect(scanned.length).toBeGreaterThan(15);
  });

  test('an inventory that somebody changed is refused, whole or in part', async () => {
    const inventory = join(folder, 'changed');
    await trailgate(['scan', ...REGIONS, '--save-inventory', inventory, '--quiet'], { env });
    appendFileSync(join(inventory, 'accounts', `${MANAGEMENT_ACCOUNT}.ndjson`), '\n');
    const { status, stderr } = await trailgate(['judge', inventory]);
    expect(stderr).toMatch(
      /^trailgate: the inventory .* is damaged: accounts\/123456789012\.ndjson is not what its manifest says/,
    );
    expect(status).toBe(2);
  });

  test('no evidence stays on the disk where none was asked for', async () => {
    const TMPDIR = mkdtempSync(join(tmpdir(), 'trailgate-test-tmp-'));
    await trailgate(['scan', ...REGIONS, '--quiet'], { env: { ...env, TMPDIR } });
    expect(readdirSync(TMPDIR)).toEqual([]);
  });

  test('no secret is in an inventory or a report', async () => {
    const inventory = join(folder, 'secrets');
    const report = join(folder, 'secrets.json');
    const args = [
      'scan',
      '--accounts',
      '210987654321',
      '--role-name',
      'Audit',
      '--external-id',
      'extern-SECRET-id',
      ...REGIONS,
    ];
    await trailgate([...args, '--save-inventory', inventory, '--report', `json=${report}`, '--quiet'], { env });
    const files = readdirSync(inventory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const texts = [report, ...files.map((file) => join(file.parentPath, file.name))].map((file) =>
      readFileSync(file, 'utf8'),
    );
    expect(texts.join('')).toContain('210987654321');
    expect(texts.join('')).not.toMatch(/extern-SECRET-id|wJalrXUtnFEMI|SessionToken|AKIA|ASIA/);
  });

  test('Ctrl-C keeps what was collected, writes the reports and ends with 130', async () => {
    const report = join(folder, 'interrupted.json');
    const inventory = join(folder, 'interrupted');
    // A thousandth of AWS's rate: twenty APIs in each region would take half an hour.
    const { status, stderr } = await trailgate(
      [
        'scan',
        ...REGIONS,
        '--rate-share',
        '0.001',
        '--report',
        `json=${report}`,
        '--save-inventory',
        inventory,
        '--quiet',
      ],
      { env, onStart: (child) => interruptOnce(() => proxy.count({ operation: 'GetRestApis' }) === 2, child) },
    );
    expect(stderr).toMatch(/the scan was interrupted; what was collected is being reported/);
    expect(status).toBe(130);
    const { scan, findings, coverage } = JSON.parse(readFileSync(report, 'utf8')) as {
      scan: ScanDescription;
      findings: Finding[];
      coverage: CoverageRow[];
    };
    expect(scan.interrupted).toBe(true);
    const reasons = coverage.flatMap((row) => row.reasons.map(({ reason }) => reason));
    expect(new Set(reasons)).toEqual(new Set(['not-asked']));
    expect(findings.filter(({ outcome }) => outcome === 'unknown').length).toBeGreaterThan(0);
    expect(existsSync(join(inventory, 'manifest.json'))).toBe(true);
    const again = await trailgate(['judge', inventory, '--quiet', '--fail-on', 'never', '--fail-on-unknown']);
    expect(again.status).toBe(2);
  });
});

/** Sends SIGINT as soon as the condition holds; looked at whenever the event loop comes round. */
function interruptOnce(
  condition: () => boolean,
  child: { kill(signal: 'SIGINT'): boolean; exitCode: number | null },
): void {
  const look = (): void => {
    if (child.exitCode !== null) return;
    if (condition()) child.kill('SIGINT');
    else setImmediate(look);
  };
  look();
}
