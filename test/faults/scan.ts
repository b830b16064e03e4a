import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { rules } from '../../rules/index.ts';
import { openAccess } from '../../src/aws/access.ts';
import { identifyCaller } from '../../src/aws/accounts.ts';
import { requireCaller } from '../../src/cli/caller.ts';
import { tool } from '../../src/cli/tool.ts';
import { type ExitStatus, exitStatus } from '../../src/engine/exit-status.ts';
import { makeReport } from '../../src/engine/report.ts';
import { scan } from '../../src/engine/scan.ts';
import { PLAN_FILE } from '../../src/inventory/manifest.ts';
import { type Inventory, openInventory } from '../../src/inventory/read.ts';
import { createInventory, resumeInventory } from '../../src/inventory/write.ts';
import type { EvidenceRecord } from '../../src/model/catalog.ts';
import type { CoverageRow, Finding, ScanDescription, Summary } from '../../src/model/report.ts';
import type { FaultRule, OrganizationPlan, Sandbox } from '../../src/sandbox/index.ts';
import { startSandbox, worldOf } from '../../src/sandbox/index.ts';
import type { Rates } from '../../src/sandbox/rates.ts';
import type { Answer } from '../support/aws-refusals.ts';
import { type RequestMatch, startRefusingProxy } from '../support/refusing-proxy.ts';
import { PLAN, REGIONS } from './organization.ts';

/** What came of a scan, as far as a fault may not have changed it. */
export interface Scanned {
  readonly status: ExitStatus;
  readonly scan: ScanDescription;
  readonly summary: Summary;
  readonly findings: readonly Finding[];
  readonly coverage: readonly CoverageRow[];
  readonly records: readonly EvidenceRecord[];
}

export interface Conditions {
  readonly plan?: OrganizationPlan;
  readonly faults?: readonly FaultRule[];
  readonly sessionSeconds?: number;
  /** Milliseconds that AWS may be silent. */
  readonly patience?: number;
  /** Whether the regions are named to the scan. True unless said otherwise. */
  readonly namesRegions?: boolean;
  /** What answers in the sandbox's place, instead of the answers to some API. */
  readonly instead?: { readonly match: RequestMatch; readonly answer: Answer };
  /** Called as each request arrives, with its API and with how to stop the scan. */
  readonly onRequest?: (api: string, stop: () => void) => void;
}

export type ScannedSandbox = Scanned & { readonly sandbox: Sandbox };

/** Scans the organization in this process, over HTTP, and judges. Not for two at once: the SDK reads the environment. */
export async function scanUnder(conditions: Conditions = {}): Promise<ScannedSandbox> {
  const folder = mkdtempSync(join(tmpdir(), 'trailgate-faults-'));
  try {
    return await scanInto(folder, conditions);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The same, with an inventory that stays; in a folder where a scan was begun, that scan goes on. */
export async function scanInto(folder: string, conditions: Conditions = {}): Promise<ScannedSandbox> {
  const { plan = PLAN, faults = [], sessionSeconds, instead, onRequest = () => {} } = conditions;
  const controller = new AbortController();
  const stop = () => controller.abort(new Error('the test stops the scan'));
  const sandbox = await startSandbox({
    world: worldOf(plan),
    rates: unlimited((api) => onRequest(api, stop)),
    faults,
    ...(sessionSeconds === undefined ? {} : { sessionSeconds }),
  });
  const proxy = await startRefusingProxy(sandbox.endpoint, { defaultAccount: sandbox.caller.accountId });
  if (instead !== undefined) proxy.refuse(instead.match, instead.answer);
  const endpoint = instead === undefined ? sandbox.endpoint : proxy.endpoint;
  const environment = { ...sandbox.environment, ...QUIET, AWS_ENDPOINT_URL: endpoint };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  try {
    await collectInto(folder, controller.signal, conditions);
    return { ...(await judged(await openInventory(folder))), sandbox };
  } finally {
    vi.unstubAllEnvs();
    await proxy.stop();
    await sandbox.stop();
  }
}

/** No limits, and word of each request. */
export function unlimited(onRequest: (api: string) => void): Rates {
  return {
    take: (api) => {
      onRequest(api);
      return true;
    },
    size: 0,
  };
}

/** As the command line has it. */
const QUIET = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
/** So far above AWS's rates that the scan waits for answers alone. */
const SHARE = 50;

async function collectInto(
  folder: string,
  signal: AbortSignal,
  { patience = 5_000, namesRegions = true }: Conditions,
): Promise<void> {
  const access = openAccess({ share: SHARE, signal, profile: null, patience });
  try {
    const inventory = await (existsSync(join(folder, PLAN_FILE)) ? resumeInventory : createInventory)(folder, tool);
    const caller = requireCaller(await identifyCaller(access, null));
    await inventory.finish(
      await scan({
        access,
        caller,
        selection: { organization: true, accounts: [], exclude: [], organizationalUnits: [] },
        shard: null,
        role: { roleName: 'TrailgateAudit', sessionName: 'trailgate', externalId: null },
        regions: namesRegions ? REGIONS : null,
        keys: rules.flatMap(({ needs }) => needs),
        inventory,
        signal,
        onProgress: () => {},
      }),
    );
  } finally {
    access.close();
  }
}

/** An inventory's report, as data. */
export async function judged(inventory: Inventory): Promise<Scanned> {
  const report = await makeReport({ inventory, rules, now: new Date(), tool });
  const { scan, summary } = report;
  const [findings, coverage] = await Promise.all([all(report.findings()), all(report.coverage())]);
  const ofAccounts = await Promise.all(scan.accounts.map(({ id }) => inventory.account(id)));
  const records = [...(await inventory.organization()), ...ofAccounts.flat()];
  const status = exitStatus(report, { failOn: 'low', onlyNew: false, failOnUnknown: false });
  return { status, scan, summary, findings, coverage, records };
}

async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
