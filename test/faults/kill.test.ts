import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeAll, expect, test } from 'vitest';
import { openInventory } from '../../src/inventory/read.ts';
import type { ApiCall } from '../../src/model/evidence.ts';
import { draw } from '../../src/sandbox/draw.ts';
import { generate, startSandbox } from '../../src/sandbox/index.ts';
import { temporaryFolder } from '../support/folder.ts';
import { sandboxEnvironment } from '../support/scenario.ts';
import { bundledCommandLine } from './bundle.ts';
import { expectSame } from './honesty.ts';
import { judged, type Scanned } from './scan.ts';

const KILLS = 200;
const MOST_IN_A_ROW = 8;
const AT_ONCE = 2;
/** KILL_SEED repeats what failed. */
const SEED = process.env.KILL_SEED ?? String(Date.now());

const { world } = generate({ seed: 'killed', accounts: 3, regions: 2, apis: { median: 1 }, defects: 0.3 });
const root = temporaryFolder();
let program: string;
let reference: Scanned;
/** What an undisturbed scan asks, in the order in which it comes. */
let whole: readonly string[];

beforeAll(async () => {
  program = await bundledCommandLine(root);
  const folder = mkdtempSync(join(root, 'whole-'));
  const run = await runScan(['--save-inventory', folder, ...ORGANIZATION], null);
  expect(run.stderr).toBe('');
  whole = run.requests;
  reference = await judged(await openInventory(folder));
});

test(`a scan that is killed and goes on ends as if it had not been, and asks nothing twice (seed ${SEED})`, async () => {
  let kills = 0;
  let chains = 0;
  const worker = async (): Promise<void> => {
    while (kills < KILLS) {
      chains += 1;
      const more = await killAndGoOn(chains);
      kills += more;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  expect(kills).toBeGreaterThanOrEqual(KILLS);
}, 600_000);

/** Kills one scan up to so many times in a row, lets it come to its end, and tells how many times it was killed. */
async function killAndGoOn(chain: number): Promise<number> {
  const chance = (...words: readonly (string | number)[]) => draw(SEED, chain, ...words);
  const most = 1 + Math.floor(chance('kills') * MOST_IN_A_ROW);
  let folder = mkdtempSync(join(root, 'killed-'));
  let kills = 0;
  let before = new Map<string, string>();
  for (;;) {
    const resumed = existsSync(join(folder, 'scan.json'));
    if (!resumed) folder = mkdtempSync(join(root, 'killed-'));
    const left = Math.max(4, whole.length - callsIn(before).length);
    const moment = kills < most ? momentOf(chance, kills, kills + 1 < most ? left / 2 : left) : null;
    const run = await runScan(resumed ? ['--resume', folder] : ['--save-inventory', folder, ...ORGANIZATION], moment);
    const after = evidenceIn(folder);
    const story = `chain ${chain} of seed ${SEED}, run after ${kills} kills`;
    expectOnlyGrown(before, after, story);
    if (resumed) expectNothingTwice(run, before, story);
    before = after;
    if (run.status === null) {
      kills += 1;
      continue;
    }
    expect(run, story).toMatchObject({ status: 0, stderr: '' });
    expectSame(reference, await judged(await openInventory(folder)));
    return kills;
  }
}

/** Up to so many requests on, or a little later. */
function momentOf(chance: (...words: readonly (string | number)[]) => number, kills: number, requests: number): Moment {
  return { after: 1 + Math.floor(chance('requests', kills) * requests), milliseconds: chance('wait', kills) * 6 };
}

/** What was on the disk is there still, byte for byte: evidence is never written anew. */
function expectOnlyGrown(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>, story: string): void {
  for (const [path, lines] of before) {
    expect(after.get(path)?.startsWith(lines), `${path} still begins as it did: ${story}`).toBe(true);
  }
}

/**
 * What each run asks anew, whatever is on the disk: who it is, to be let into accounts, which regions there are, and
 * what accounts share of an organization's trail.
 */
const ANEW = /^(sts:GetCallerIdentity|sts:AssumeRole|account:ListRegions|cloudtrail:GetEventSelectors) /;

/** A run asks no more, of each API in each account and region, than an undisturbed scan less the answers on the disk. */
function expectNothingTwice({ requests, status }: Run, before: ReadonlyMap<string, string>, story: string): void {
  const asked = countOf(requests);
  const all = countOf(whole);
  const there = countOf(callsIn(before));
  const wrong = [...new Set([...requests, ...whole])].filter((what) => {
    const times = asked.get(what) ?? 0;
    const most = all.get(what) ?? 0;
    if (ANEW.test(what)) return times > most;
    const left = most - (there.get(what) ?? 0);
    return status === null ? times > left : times !== left;
  });
  expect(
    wrong.map((what) => `${what}: ${asked.get(what) ?? 0}, of ${all.get(what)} less ${there.get(what) ?? 0}`),
    story,
  ).toEqual([]);
}

function countOf(items: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

const ORGANIZATION = ['--organization', '--role-name', 'TrailgateAudit'];
/** Of every scope, and with answers that rest on others; more would need more of the SDK, which takes long to load. */
const RULES = [
  ...['organization/missing-trail', 'trails/management-events-gap', 'roles/over-broad', 'stages/missing-access-log'],
].flatMap((id) => ['--rules', id]);

const GLOBAL = /^(iam|organizations|sts|account):/;

function requestKey(api: string, accountId: string, region: string | null): string {
  return `${api} ${accountId} ${GLOBAL.test(api) ? '-' : region}`;
}

/** When to kill: after the nth request has arrived, and so much later. */
interface Moment {
  readonly after: number;
  readonly milliseconds: number;
}

interface Run {
  /** Null where it was killed. */
  readonly status: number | null;
  readonly stderr: string;
  readonly requests: readonly string[];
}

/** On a sandbox of its own: what a killed process had sent, and nobody had read yet, is no request of the next run. */
async function runScan(args: readonly string[], moment: Moment | null): Promise<Run> {
  const requests: string[] = [];
  const killing = new AbortController();
  const take = (api: string, accountId: string, region: string): boolean => {
    requests.push(requestKey(api, accountId, region));
    if (requests.length === moment?.after) setTimeout(() => killing.abort(), moment.milliseconds);
    return true;
  };
  const sandbox = await startSandbox({ world, rates: { take, size: 0 }, latency: { milliseconds: 1, jitter: 4 } });
  const child = spawn(
    process.execPath,
    [program, 'scan', '--quiet', '--rate-share', '1', '--fail-on', 'never', ...RULES, ...args],
    {
      env: sandboxEnvironment(sandbox),
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  killing.signal.addEventListener('abort', () => child.kill('SIGKILL'));
  const [[status], stderr] = await Promise.all([once(child, 'close') as Promise<[number | null]>, text(child.stderr)]);
  await sandbox.stop();
  return { status, stderr, requests };
}

/** The whole lines of each file of evidence. */
function evidenceIn(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.ndjson') && !path.startsWith('journal'),
  );
  return new Map(
    files.map((path) => {
      const contents = readFileSync(join(folder, path), 'utf8');
      return [path, contents.slice(0, contents.lastIndexOf('\n') + 1)];
    }),
  );
}

/** Every request that evidence tells of, once: answers may rest on the same. */
function callsIn(evidence: ReadonlyMap<string, string>): readonly string[] {
  const calls = new Map<string, string>();
  for (const lines of evidence.values()) {
    for (const line of lines.split('\n')) if (line !== '') JSON.parse(line, note);
  }
  return [...calls.values()];

  function note(_: string, value: Partial<ApiCall> & Pick<ApiCall, 'accountId' | 'region'>) {
    // With the time, because each run's sandbox counts its requests from one.
    const id = `${value?.requestId} ${value?.at}`;
    if (value?.api !== undefined) calls.set(id, requestKey(value.api, value.accountId, value.region));
    return value;
  }
}
