import { readFile } from 'node:fs/promises';
import { Agent } from 'node:http';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Call } from './scans/replay.ts';

/**
 * The least that asking AWS costs: a process that sends the calls of a JSON file with the SDK's own clients, one for each
 * service and region, over shared connections, and does nothing with the answers. Refusals are answers.
 */
const PACKAGES: Readonly<Record<string, readonly [name: string, client: string]>> = {
  account: ['account', 'AccountClient'],
  apigateway: ['api-gateway', 'APIGatewayClient'],
  apigatewayv2: ['apigatewayv2', 'ApiGatewayV2Client'],
  cloudtrail: ['cloudtrail', 'CloudTrailClient'],
  firehose: ['firehose', 'FirehoseClient'],
  iam: ['iam', 'IAMClient'],
  logs: ['cloudwatch-logs', 'CloudWatchLogsClient'],
  organizations: ['organizations', 'OrganizationsClient'],
  s3: ['s3', 'S3Client'],
  sns: ['sns', 'SNSClient'],
  sts: ['sts', 'STSClient'],
};
/** As many as a scan has under way. */
const AT_ONCE = 128;

interface Client {
  send(command: object): Promise<unknown>;
}
type Constructors = Readonly<Record<string, new (options: object) => object>>;

const calls = JSON.parse(await readFile(process.argv[2] ?? '', 'utf8')) as readonly Call[];
const loaded = new Map<string, Constructors>();
// All of them, whether asked or not, as a scan does.
for (const [service, [name]] of Object.entries(PACKAGES)) loaded.set(service, await import(`@aws-sdk/client-${name}`));

const { AWS_ENDPOINT_URL: endpoint = '', AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = process.env;
const httpAgent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
const shared = {
  endpoint,
  maxAttempts: 1,
  retryMode: 'standard',
  defaultsMode: 'standard',
  requestHandler: new NodeHttpHandler({ httpAgent }),
  credentials: { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY },
};
const clients = new Map<string, Client>();
const waiting = calls.values();
await Promise.all(Array.from({ length: AT_ONCE }, sendAll));
httpAgent.destroy();

async function sendAll(): Promise<void> {
  for (const call of waiting) await clientFor(call).send(commandOf(call)).catch(requireAnswer);
}

function clientFor({ service, region }: Call): Client {
  const key = `${service} ${region}`;
  const client = clients.get(key) ?? (made(service, PACKAGES[service]?.[1], { ...shared, region }) as Client);
  clients.set(key, client);
  return client;
}

function commandOf({ service, operation, input }: Call): object {
  return made(service, `${operation}Command`, input);
}

function made(service: string, name = '', options: object): object {
  const Constructor = loaded.get(service)?.[name];
  if (Constructor === undefined) throw new Error(`the SDK has no ${name} for ${service}`);
  return new Constructor(options);
}

function requireAnswer(error: { readonly $metadata?: { readonly httpStatusCode?: number } }): void {
  if (error.$metadata?.httpStatusCode === undefined) throw error;
}
