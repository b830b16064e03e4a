import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { motoAvailable, startMoto } from '../../test/support/moto.ts';
import { startRefusingProxy } from '../../test/support/refusing-proxy.ts';
import { CUSTODIAN_DEFECTS, cloudCustodian } from './cloud-custodian.ts';
import type { Contender, Reported } from './contender.ts';
import { environment, PYTHON, packageVersion, pythonVersion } from './environments.ts';
import { measure } from './measure.ts';
import { ACCOUNT_IDS, APIS, type Planted, plant, REGIONS } from './planted.ts';
import { PROWLER_DEFECTS, prowler } from './prowler.ts';
import { costTable, findingsTable, medians, startTable, type Taken } from './tables.ts';
import { MAIN, trailgate } from './trailgate.ts';

/**
 * Prowler and Cloud Custodian beside Trailgate: the same accounts on one moto server, the checks that both have, requests
 * counted by a proxy in between. Prints Markdown. Fails where Trailgate does not report the planted defects and no others,
 * because then its figures would mean nothing.
 */
const ROUNDS = 3;

/**
 * What AWS says of an HTTP API without authorizers. moto has no GetAuthorizers of these APIs and fails, which would keep
 * Prowler, who asks for them, waiting and asking again.
 */
const NO_AUTHORIZERS = { status: 200, headers: { 'content-type': 'application/json' }, body: '{"items":[]}' };

if (!existsSync(MAIN)) throw new Error('Trailgate is not built: run npm run build');
if (!motoAvailable) throw new Error('moto server is not installed: run node scripts/install-test-tools.mjs');

const programs = { prowler: environment('prowler'), c7n: environment('c7n') };
const byProwler = entry(prowler(programs.prowler));
const byCustodian = entry(cloudCustodian(programs.c7n));
const asProwler = entry(trailgate('Trailgate, the checks of Prowler', PROWLER_DEFECTS));
const asCustodian = entry(trailgate('Trailgate, the checks of c7n-org', CUSTODIAN_DEFECTS));
const withAllRules = entry(trailgate('Trailgate, all its rules'));
const entries = [byProwler, asProwler, byCustodian, asCustodian, withAllRules];

const folder = await mkdtemp(join(tmpdir(), 'trailgate-peers-'));
const moto = await startMoto({ managedPolicies: false });
try {
  console.error('Planting the accounts ...');
  const { planted, httpApis } = await plant(moto.endpoint);
  await runAll(httpApis);
  await print(planted);
  for (const own of [asProwler, asCustodian, withAllRules]) requireExact(own, planted);
} finally {
  await moto.stop();
  await rm(folder, { recursive: true });
}

/** A tool in this comparison, and what came of its runs. */
interface Entry {
  readonly contender: Contender;
  readonly rounds: Taken[];
  reported: Reported;
}

function entry(contender: Contender): Entry {
  return { contender, rounds: [], reported: new Map() };
}

/** Everybody in turn, forwards and backwards. */
async function runAll(httpApis: readonly string[]): Promise<void> {
  const proxy = await startRefusingProxy(moto.endpoint);
  for (const id of httpApis) proxy.refuse({ operation: `GET /v2/apis/${id}/authorizers` }, NO_AUTHORIZERS);
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const entry of round % 2 === 1 ? entries : [...entries].reverse()) {
      const before = proxy.requests.length;
      const ran = await entry.contender.run(proxy.endpoint, await mkdtemp(join(folder, 'run-')));
      entry.rounds.push({ ...ran, requests: proxy.requests.length - before });
      entry.reported = ran.reported;
      console.error(`${round} of ${ROUNDS}: ${entry.contender.name}, ${ran.cpuSeconds.toFixed(2)} s of CPU`);
    }
  }
  await proxy.stop();
}

async function print(planted: Planted): Promise<void> {
  const costOf = ({ contender, rounds }: Entry) => ({ name: contender.name, taken: medians(rounds) });
  const pairs = [[byProwler, asProwler] as const, [byCustodian, asCustodian] as const];
  const costs = pairs.map(([peer, own]) => [costOf(peer), costOf(own)] as const);
  const starts = [await startOf(byProwler), await startOf(byCustodian), await startOf(withAllRules)];
  const tools = entries.map(({ contender, reported }) => ({ name: contender.name, reported }));
  const tables = [costTable(costs, costOf(withAllRules)), startTable(starts), findingsTable(planted, tools)];
  console.log([setting(), ...tables].join('\n\n'));
}

async function startOf({ contender, rounds }: Entry) {
  const { label, command, times } = contender.start;
  const alone: Taken[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) alone.push({ ...(await measure(command)), requests: 0 });
  const usage = medians(alone);
  return { label, usage, share: (usage.cpuSeconds * times) / medians(rounds).cpuSeconds };
}

/** When, where, with which versions and of what. */
function setting(): string {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };
  const { python, moto } = { python: pythonVersion(), moto: packageVersion(PYTHON, 'moto') };
  const c7n = (name: string) => `${name} ${packageVersion(join(programs.c7n, 'python'), name)}`;
  return [
    `${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GB.`,
    `Trailgate ${version} on Node ${process.versions.node},`,
    `Prowler ${packageVersion(join(programs.prowler, 'python'), 'prowler')} and ${c7n('c7n-org')} with ${c7n('c7n')} on`,
    `Python ${python}, moto ${moto}.`,
    `${ACCOUNT_IDS.length} accounts × ${REGIONS.length} regions × (${APIS.rest} REST APIs and ${APIS.http} HTTP APIs).`,
    `Medians of ${ROUNDS} rounds.`,
  ].join('\n');
}

function requireExact({ contender, reported }: Entry, planted: Planted): void {
  for (const [defect, subjects] of reported) {
    if (isDeepStrictEqual(subjects, planted[defect])) continue;
    throw new Error(`${contender.name} did not report ${defect} as it was planted`);
  }
}
