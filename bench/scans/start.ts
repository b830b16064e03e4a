import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { devNull } from 'node:os';
import { median, setting, table } from '../table.ts';
import { SURROUNDINGS } from './sandbox-process.ts';
import { MAIN } from './scan-process.ts';

/** What is asked: of help, in times of Node's own start; of the first request, in milliseconds and times of imports. */
const TARGETS = { help: 2.5, firstRequest: 400, imports: 1.3 };

/** What every scan loads. EC2's, by far the largest, is needed only where an account's regions cannot be listed otherwise. */
const CLIENTS = [
  ...['account', 'api-gateway', 'apigatewayv2', 'cloudtrail', 'cloudwatch-logs', 'firehose', 'iam'],
  ...['organizations', 's3', 'sns', 'sts'],
].map((name) => `@aws-sdk/client-${name}`);
/** What a scan asks first with. */
const FIRST = ['@aws-sdk/client-sts', '@aws-sdk/credential-provider-node'];

/** Milliseconds, medians of all rounds. */
export interface Starts {
  readonly node: number;
  readonly help: number;
  /** From the start of `scan` until its first request reaches a server. */
  readonly firstRequest: number;
  /** A process that does nothing but import all of those packages, or those of the first request. */
  readonly allClients: number;
  readonly firstClients: number;
}

export async function benchStart(): Promise<void> {
  console.log(`${setting('start')}\n${startTable(await measureStarts(11))}`);
}

/** Cold starts that take turns. */
export async function measureStarts(rounds: number): Promise<Starts> {
  const taken: Starts[] = [];
  for (let round = 0; round < rounds; round += 1) {
    taken.push({
      node: await timed(['-e', '0']),
      help: await timed([MAIN, '--help']),
      firstRequest: await untilFirstRequest(),
      allClients: await timed(importing(CLIENTS)),
      firstClients: await timed(importing(FIRST)),
    });
  }
  const middle = (of: (starts: Starts) => number) => median(taken.map(of));
  return {
    node: middle(({ node }) => node),
    help: middle(({ help }) => help),
    firstRequest: middle(({ firstRequest }) => firstRequest),
    allClients: middle(({ allClients }) => allClients),
    firstClients: middle(({ firstClients }) => firstClients),
  };
}

function importing(packages: readonly string[]): readonly string[] {
  return ['--input-type=module', '--eval', packages.map((name) => `await import('${name}')`).join(';')];
}

async function timed(args: readonly string[]): Promise<number> {
  const start = performance.now();
  await ended(args, environment({}));
  return performance.now() - start;
}

/** A server that notes when it is first asked, and refuses whatever it is. */
async function untilFirstRequest(): Promise<number> {
  let askedAt = Number.NaN;
  const server = createServer((_, response) => {
    if (Number.isNaN(askedAt)) askedAt = performance.now();
    response.writeHead(403, { 'content-type': 'text/xml' }).end(REFUSAL);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const start = performance.now();
  await ended([MAIN, 'scan', '--quiet'], environment({ AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` }));
  server.close();
  return askedAt - start;
}

const REFUSAL =
  '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>refused</Message></Error></ErrorResponse>';

async function ended(args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  await once(spawn(process.execPath, args, { env, stdio: 'ignore' }), 'exit');
}

function environment(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return {
    ...SURROUNDINGS,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
    ...more,
  };
}

export function startTable({ node, help, firstRequest, allClients, firstClients }: Starts): string {
  const row = (what: string, value: number, beside: string, than: number, target: number | null) => [
    what,
    `${value.toFixed(0)} ms`,
    `${beside}, ${than.toFixed(0)} ms`,
    (value / than).toFixed(2),
    target === null ? '' : String(target),
  ];
  return table([
    ['from start to', 'time', 'beside', 'ratio', 'target'],
    row('help told', help, '`node -e 0`', node, TARGETS.help),
    row('first request', firstRequest, `importing the ${CLIENTS.length} SDK clients`, allClients, TARGETS.imports),
    row('first request', firstRequest, 'importing STS and the credentials', firstClients, TARGETS.imports),
    row('first request', firstRequest, 'the absolute target', TARGETS.firstRequest, 1),
  ]);
}
