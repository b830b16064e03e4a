import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { openInventory } from '../../src/inventory/read.ts';
import type { ScanDescription } from '../../src/model/report.ts';
import { type FaultRule, startSandbox, worldOf } from '../../src/sandbox/index.ts';
import type { Latency } from '../../src/sandbox/server.ts';
import { temporaryFolder } from '../support/folder.ts';
import { sandboxEnvironment } from '../support/scenario.ts';
import { type Ended, type RunOptions, trailgate } from '../support/trailgate.ts';
import { expectNoFalsePass, expectNothingLost, expectSame } from './honesty.ts';
import { MEMBERS, PLAN, REGIONS, SHOP } from './organization.ts';
import { judged, type Scanned, scanInto, scanUnder, unlimited } from './scan.ts';

const ORGANIZATION = [
  ...['--organization', '--role-name', 'TrailgateAudit', '--regions', REGIONS.join(',')],
  ...['--rate-share', '1', '--quiet'],
];

let reference: Scanned;
const root = temporaryFolder();
beforeAll(async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0.02);
  reference = await scanUnder();
});

function newFolder(): string {
  return mkdtempSync(join(root, 'inventory-'));
}

interface Interruption extends Pick<RunOptions, 'node'> {
  readonly latency?: Latency;
  readonly faults?: readonly FaultRule[];
  /** After so many requests the process gets the signal. */
  readonly signal?: { readonly name: 'SIGINT' | 'SIGTERM' | 'SIGKILL'; readonly after: number };
}

/** The command line against the organization, in a process of its own. */
async function run(
  args: readonly string[],
  { latency, faults = [], signal, ...how }: Interruption = {},
): Promise<Ended> {
  let requests = 0;
  let interrupt = () => {};
  const sandbox = await startSandbox({
    world: worldOf(PLAN),
    rates: unlimited(() => {
      requests += 1;
      if (requests === signal?.after) interrupt();
    }),
    faults,
    ...(latency === undefined ? {} : { latency }),
  });
  try {
    return await trailgate(['scan', ...args], {
      ...how,
      env: sandboxEnvironment(sandbox),
      onStart: (child) => {
        interrupt = () => child.kill(signal?.name);
      },
    });
  } finally {
    await sandbox.stop();
  }
}

async function judgedIn(folder: string): Promise<Scanned> {
  return judged(await openInventory(folder));
}

describe('a scan that is interrupted', () => {
  test.each([
    ['SIGTERM', 143, 40],
    ['SIGTERM', 143, 110],
    ['SIGINT', 130, 60],
  ] as const)(
    'by %s ends with %i after %i requests, reports, and goes on to the same end',
    async (name, status, after) => {
      const folder = newFolder();
      const report = join(folder, '..', `${name}-${after}.json`);
      const ended = await run([...ORGANIZATION, '--save-inventory', folder, '--report', `json=${report}`], {
        latency: { milliseconds: 10 },
        signal: { name, after },
      });
      expect(ended.stderr).toContain(`go on with: trailgate scan --resume ${folder}`);
      expect(ended.status).toBe(status);
      const { scan } = JSON.parse(readFileSync(report, 'utf8')) as { scan: ScanDescription };
      expect(scan.interrupted).toBe(true);
      const partial = await judgedIn(folder);
      expectNoFalsePass(reference, partial);
      expect(partial.coverage.map((row) => row.status)).not.toEqual(reference.coverage.map((row) => row.status));
      const resumed = await run(['--resume', folder, '--rate-share', '1', '--quiet']);
      expect(resumed).toMatchObject({ status: 1, stderr: '' });
      const whole = await judgedIn(folder);
      expectNothingLost(partial, whole);
      expectSame(reference, whole);
    },
  );

  test.each([
    ['2 where nothing else fails the run', ['--fail-on', 'never'], 2],
    ['1 where what was read fails it', ['--fail-on', 'low'], 1],
  ])('by its deadline ends with %s, and goes on', async (_, args, status) => {
    const folder = newFolder();
    const ended = await run([...ORGANIZATION, ...args, '--save-inventory', folder, '--deadline', '4s'], {
      // So that the scan has much to tell, and would take minutes to its end.
      faults: [{ fault: { kind: 'silence' }, api: 'apigateway:GetStages', accountId: SHOP }],
    });
    expect(ended.stderr).toContain('the deadline has passed; what was collected is being reported');
    expect(ended.status).toBe(status);
    const partial = await judgedIn(folder);
    expectNoFalsePass(reference, partial);
    expect(partial.scan.interrupted).toBe(true);
    expectSame(reference, await scanInto(folder));
  });

  test('and goes on, but is interrupted again at once, still reports all that it had', async () => {
    const folder = newFolder();
    // Answers with holes in them, which are asked for again.
    const before = await scanInto(folder, {
      faults: [
        { fault: { kind: 'throttled' }, api: 'apigateway:GetApis', accountId: SHOP },
        { fault: { kind: 'throttled' }, api: 'cloudtrail:GetTrailStatus', accountId: SHOP, region: 'us-east-1' },
      ],
    });
    const after = await scanInto(folder, { onRequest: (api, stop) => api === 'apigateway:GetRestApis' && stop() });
    expect(after.scan.interrupted).toBe(true);
    expectNothingLost(before, after);
    expectNoFalsePass(reference, after);
    expectSame(reference, await scanInto(folder));
  });

  test('after it was killed, and again before it came to the accounts, still reports what they had', async () => {
    const folder = newFolder();
    const killed = await run([...ORGANIZATION, '--save-inventory', folder], {
      latency: { milliseconds: 10 },
      signal: { name: 'SIGKILL', after: 110 },
    });
    expect(killed.status).toBe(null);
    const kept = filesIn(folder);
    expect(kept.length).toBeGreaterThan(0);
    const after = await scanInto(folder, { onRequest: (api, stop) => api === 'account:ListRegions' && stop() });
    const { manifest } = await openInventory(folder);
    expect(manifest.files.map(({ path }) => path)).toEqual(expect.arrayContaining([...kept]));
    expectNoFalsePass(reference, after);
    expectSame(reference, await scanInto(folder));
  });

  test('with credentials that no longer work leaves what it was to go on with', async () => {
    const folder = newFolder();
    await scanInto(folder, { faults: [{ fault: { kind: 'throttled' }, api: 'apigateway:*', accountId: SHOP }] });
    const before = await judgedIn(folder);
    await expect(
      scanInto(folder, { faults: [{ fault: { kind: 'expired-credentials' }, api: 'sts:GetCallerIdentity' }] }),
    ).rejects.toThrow(/expired/);
    expectSame(before, await judgedIn(folder));
  });
});

function filesIn(folder: string): readonly string[] {
  const accounts = readdirSync(join(folder, 'accounts')).map((name) => `accounts/${name}`);
  return accounts.filter((path) => readFileSync(join(folder, path), 'utf8').includes('\n'));
}

/** A file that is always full (null(4), Linux). */
const FULL = '/dev/full';

describe.skipIf(!existsSync(FULL))('a disk that is full', () => {
  test('under one account’s evidence ends the scan with 2, which goes on when there is room', async () => {
    const folder = newFolder();
    await scanInto(folder);
    const file = join(folder, 'accounts', `${SHOP}.ndjson`);
    rmSync(file);
    symlinkSync(FULL, file);
    const others = MEMBERS.filter((id) => id !== SHOP).map((id) => join(folder, 'accounts', `${id}.ndjson`));
    const before = others.map((path) => readFileSync(path, 'utf8'));
    const ended = await run(['--resume', folder, '--quiet']);
    expect(ended.stderr).toMatch(
      /^trailgate: .*222233334444\.ndjson cannot be written: ENOSPC.*; what was collected until then is kept; go on with: trailgate scan --resume /,
    );
    expect(ended.status).toBe(2);
    expect(others.map((path) => readFileSync(path, 'utf8'))).toEqual(before);
    rmSync(file);
    expectSame(reference, await scanInto(folder));
  });

  test('under a report ends with 2 and says so, and the evidence is whole', async () => {
    const folder = newFolder();
    const report = join(folder, '..', 'full.json');
    symlinkSync(FULL, `${report}.partial`);
    const ended = await run([...ORGANIZATION, '--save-inventory', folder, '--report', `json=${report}`]);
    expect(ended.stderr).toMatch(/^trailgate: the report could not be written to .*full\.json: ENOSPC/);
    expect(ended.status).toBe(2);
    expect(existsSync(report)).toBe(false);
    expectSame(reference, await judgedIn(folder));
  });

  /** A Node of which no file may become longer than 8 KiB. */
  const cramped = join(root, 'cramped-node');
  writeFileSync(cramped, `#!/bin/sh\nulimit -f 16\nexec ${process.execPath} "$@"\n`, { mode: 0o755 });

  test('under everything ends the scan with 2, and nothing that was written is lost', async () => {
    const folder = newFolder();
    const ended = await run([...ORGANIZATION, '--save-inventory', folder], { node: cramped });
    expect(ended.stderr).toMatch(
      /^trailgate: .* cannot be written: EFBIG.*; what was collected until then is kept; go on/,
    );
    expect(ended.status).toBe(2);
    const kept = filesIn(folder).map((path) => readFileSync(join(folder, path), 'utf8'));
    expectSame(reference, await scanInto(folder));
    const now = filesIn(folder).map((path) => readFileSync(join(folder, path), 'utf8'));
    for (const text of kept) {
      const whole = text.slice(0, text.lastIndexOf('\n') + 1);
      expect(now.some((later) => later.startsWith(whole))).toBe(true);
    }
  });

  test('under a scan that keeps nothing does not say that anything is kept', async () => {
    const ended = await run(ORGANIZATION, { node: cramped });
    expect(ended.stderr).toMatch(/^trailgate: .* cannot be written: EFBIG/);
    expect(ended.stderr).not.toContain('is kept');
    expect(ended.stderr).toContain('--save-inventory');
    expect(ended.status).toBe(2);
  });
});
