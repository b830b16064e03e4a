import { setMaxListeners } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { devNull } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { partitionNamed } from '../aws/partitions.ts';
import { deliver } from './deliver.ts';
import { draw } from './draw.ts';
import type { Exchange } from './exchange.ts';
import { openExchange } from './exchange.ts';
import type { FaultRule } from './faults.ts';
import { openFaults } from './faults.ts';
import { openRates, type Rates } from './rates.ts';
import type { HttpRequest } from './wire/http.ts';
import type { World } from './world/world.ts';

export interface Latency {
  readonly milliseconds: number;
  /** Up to so many more, at random by the seed. */
  readonly jitter?: number;
}

export interface SandboxOptions {
  readonly world: World;
  /** AWS's documented request rates, none, AWS's multiplied, or others. `aws` unless said otherwise. */
  readonly rates?: 'aws' | 'off' | number | Rates;
  /** None unless said otherwise. Throttled answers take as long. */
  readonly latency?: Latency;
  readonly faults?: readonly FaultRule[];
  /** How long credentials of AssumeRole last at most. */
  readonly sessionSeconds?: number;
  /** For latency and for faults that happen by chance. */
  readonly seed?: string | number;
  /** A free one unless said otherwise. */
  readonly port?: number;
}

export interface Sandbox {
  /** For AWS_ENDPOINT_URL, such as `http://127.0.0.1:41027`. */
  readonly endpoint: string;
  /** The AWS_* variables that a scanner needs, and nothing else: merge them into an environment without any. */
  readonly environment: Readonly<Record<string, string>>;
  readonly caller: {
    readonly accountId: string;
    readonly region: string;
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
  };
  /** Requests answered so far, by API, such as `cloudtrail:DescribeTrails`. */
  readonly requests: ReadonlyMap<string, number>;
  /** Those of them that asked for what the sandbox does not have. */
  readonly unknown: ReadonlyMap<string, number>;
  /** Those of them that were throttled. */
  readonly throttled: number;
  /** Ends every connection, also those of requests that are never answered. */
  stop(): Promise<void>;
}

/** Starts an AWS organization on loopback. The unchanged scanner runs against it, through its `environment`. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { world, rates = 'aws', faults = [], seed = 'sandbox', sessionSeconds = null, port = 0 } = options;
  const started = performance.now();
  const elapsed = () => performance.now() - started;
  const exchange = openExchange({
    world,
    rates: ratesOf(rates),
    faults: openFaults(faults, { seed, now: elapsed }),
    now: () => Date.now(),
    sessionSeconds,
  });
  const stopping = new AbortController();
  // Every answer that waits listens to it; Node would take that for a leak.
  setMaxListeners(0, stopping.signal);
  const counts = { requests: new Map<string, number>(), unknown: new Map<string, number>(), throttled: 0 };
  const wait = latencyOf(options.latency, seed);
  const server = createServer({ keepAliveTimeout: 60_000 }, (incoming, response) => {
    serve({ incoming, response, exchange, counts, wait, signal: stopping.signal }).catch(() => response.destroy());
  });
  const endpoint = await listen(server, port);
  return {
    endpoint,
    ...identityOf(exchange, world, endpoint),
    requests: counts.requests,
    unknown: counts.unknown,
    get throttled() {
      return counts.throttled;
    },
    stop: () =>
      new Promise((resolve) => {
        stopping.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function ratesOf(rates: NonNullable<SandboxOptions['rates']>): Rates | null {
  if (rates === 'off') return null;
  if (typeof rates === 'object') return rates;
  return openRates({ scale: rates === 'aws' ? 1 : rates, now: () => performance.now() });
}

interface Counts {
  readonly requests: Map<string, number>;
  readonly unknown: Map<string, number>;
  throttled: number;
}

interface Serving {
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
  readonly exchange: Exchange;
  readonly counts: Counts;
  /** Milliseconds to wait before the answer. */
  readonly wait: () => number;
  readonly signal: AbortSignal;
}

async function serve({ incoming, response, exchange, counts, wait, signal }: Serving): Promise<void> {
  const request = await readRequest(incoming);
  const { api, answer, fault, throttled, unknown } = exchange.answer(request);
  counts.requests.set(api, (counts.requests.get(api) ?? 0) + 1);
  if (unknown) counts.unknown.set(api, (counts.unknown.get(api) ?? 0) + 1);
  if (throttled) counts.throttled += 1;
  const milliseconds = wait();
  if (milliseconds > 0) await sleep(milliseconds, undefined, { signal });
  await deliver(response, { answer, fault, signal });
}

async function readRequest(incoming: IncomingMessage): Promise<HttpRequest> {
  const { method = '', url: target = '', headers } = incoming;
  const body = method === 'GET' && headers['content-length'] === undefined ? NOTHING : await readBody(incoming);
  return { method, target, headers: headers as HttpRequest['headers'], body };
}

const NOTHING = Buffer.alloc(0);

/** By events: an iterator over the stream costs more than the rest of a request. */
function readBody(incoming: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    incoming.on('error', reject);
  });
}

function latencyOf({ milliseconds, jitter = 0 }: Latency = { milliseconds: 0 }, seed: string | number): () => number {
  let serial = 0;
  return () => {
    serial += 1;
    return jitter === 0 ? milliseconds : milliseconds + jitter * draw(seed, 'latency', serial);
  };
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
}

function identityOf({ keys }: Exchange, world: World, endpoint: string): Pick<Sandbox, 'caller' | 'environment'> {
  const { leader } = partitionNamed(world.partition);
  const region = world.regions.some(({ name }) => name === leader) ? leader : (world.regions[0]?.name ?? leader);
  return {
    caller: { accountId: world.callerAccountId, region, ...keys.caller },
    environment: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: keys.caller.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.caller.secretAccessKey,
      AWS_CONFIG_FILE: devNull,
      AWS_SHARED_CREDENTIALS_FILE: devNull,
      AWS_EC2_METADATA_DISABLED: 'true',
    },
  };
}
