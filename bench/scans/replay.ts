import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ApiCall } from '../../src/model/evidence.ts';

/** One request for the bare SDK to make. */
export interface Call {
  /** As API names begin, but that API Gateway's second control plane is `apigatewayv2`. */
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What is asked of no region is asked here. */
const GLOBAL_REGION = 'us-east-1';
/** A prime, to spread the requests of each API over the whole run. */
const STRIDE = 7_919;

export interface ReplayOptions {
  /** The saved inventory of the scan. */
  readonly inventory: string;
  /** What the sandbox counted, by API. */
  readonly requests: Readonly<Record<string, number>>;
  /** The caller's account: with its credentials the bare SDK can ask what the scan asked of it. */
  readonly accountId: string;
  readonly regions: readonly string[];
}

/**
 * As many requests of each API as a scan made, all to the caller's account, so that shared clients need one identity: what
 * the scan asked of it, over and over. An inventory keeps no calls that were refused, and none of those that opened the
 * sessions; those that every scan makes are known.
 */
export async function replayOf({ inventory, requests, accountId, regions }: ReplayOptions): Promise<readonly Call[]> {
  const asked = await callsIn(inventory, accountId);
  const calls = Object.entries(requests).flatMap(([api, count]) => {
    const recorded = asked.filter((call) => call.api === api).map(toCall);
    const known = recorded.length > 0 ? recorded : unrecorded(api, accountId, regions);
    return known.length === 0 ? [] : Array.from({ length: count }, (_, index) => known[index % known.length] as Call);
  });
  return calls.map((_, index) => calls[(index * STRIDE) % calls.length] as Call);
}

async function callsIn(inventory: string, accountId: string): Promise<readonly ApiCall[]> {
  const folder = join(inventory, 'accounts');
  const files = (await readdir(folder)).filter((name) => name.startsWith(accountId)).map((name) => join(folder, name));
  const calls = new Map<string, ApiCall>();
  for (const file of [join(inventory, 'organization.ndjson'), ...files]) {
    for (const line of (await readFile(file, 'utf8')).split('\n').filter((text) => text !== '')) {
      JSON.parse(line, (_, value) => {
        if (isCall(value) && value.accountId === accountId && value.requestId) calls.set(value.requestId, value);
        return value;
      });
    }
  }
  return [...calls.values()];
}

function isCall(value: unknown): value is ApiCall {
  return typeof value === 'object' && value !== null && 'api' in value && 'requestId' in value;
}

function toCall({ api, region, parameters }: ApiCall): Call {
  const [service = '', operation = ''] = api.split(':');
  const { logGroupIdentifiers, ...input } = parameters;
  return {
    service: operation === 'GetApis' || 'ApiId' in parameters ? 'apigatewayv2' : service,
    operation,
    region: region ?? GLOBAL_REGION,
    // Lists are recorded as one text.
    input: logGroupIdentifiers === undefined ? input : { logGroupIdentifiers: logGroupIdentifiers.split(' ') },
  };
}

function unrecorded(api: string, accountId: string, regions: readonly string[]): readonly Call[] {
  const [service = '', operation = ''] = api.split(':');
  const call = (input: Call['input'], region = GLOBAL_REGION): Call => ({ service, operation, region, input });
  switch (api) {
    case 'sts:GetCallerIdentity':
      return [call({})];
    case 'sts:AssumeRole':
      return [
        call({ RoleArn: `arn:aws:iam::${accountId}:role/OrganizationAccountAccessRole`, RoleSessionName: 'bench' }),
      ];
    // Refused where API Gateway was never used.
    case 'apigateway:GetAccount':
      return regions.map((region) => call({}, region));
    default:
      return [];
  }
}
