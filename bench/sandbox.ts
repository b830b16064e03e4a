import { Agent } from 'node:http';
import { APIGatewayClient, GetAccountCommand, GetRestApisCommand, GetStagesCommand } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client, GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import { CloudTrailClient, DescribeTrailsCommand } from '@aws-sdk/client-cloudtrail';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { GenerateOptions } from '../src/sandbox/index.ts';
import { generate } from '../src/sandbox/index.ts';
import { serveSandbox } from './scans/sandbox-process.ts';
import { megabytes } from './table.ts';

/**
 * What the sandbox costs: SDK clients in this process ask a generated organization in another, rates lifted, in the mix
 * of a scan. Prints requests per second, CPU per request on both sides, and the sandbox's memory as it goes on.
 */
const REQUESTS = Number(process.argv[2] ?? 100_000);
const AT_ONCE = 64;
const ORGANIZATION: GenerateOptions = {
  seed: 'bench',
  accounts: 2_000,
  regions: 17,
  apis: { median: 5 },
  defects: 0.1,
};

const sandbox = await serveSandbox({ generate: ORGANIZATION, rates: 'off' });
const { AWS_ENDPOINT_URL: endpoint = '', AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = sandbox.environment;
const handler = new NodeHttpHandler({ httpAgent: new Agent({ keepAlive: true, maxSockets: AT_ONCE }) });
const shared = { endpoint, maxAttempts: 1, requestHandler: handler };
const caller = { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY };

let sent = 0;
let failed = 0;

async function ask(request: () => Promise<unknown>): Promise<void> {
  if (sent >= REQUESTS) return;
  sent += 1;
  await request().catch((error: unknown) => {
    failed += 1;
    if (failed <= 3) console.error(error);
  });
}

/** One account after the other, as a scan does it. */
async function askAccounts(ids: Iterator<string>): Promise<void> {
  for (let next = ids.next(); !next.done && sent < REQUESTS; next = ids.next()) {
    const sts = new STSClient({ ...shared, region: 'us-east-1', credentials: caller });
    const role = { RoleArn: `arn:aws:iam::${next.value}:role/TrailgateAudit`, RoleSessionName: 'bench' };
    sent += 1;
    const { Credentials: given } = await sts.send(new AssumeRoleCommand(role));
    const credentials = {
      accessKeyId: given?.AccessKeyId ?? '',
      secretAccessKey: given?.SecretAccessKey ?? '',
      sessionToken: given?.SessionToken ?? '',
    };
    for (const { name: region } of world.regions) await askRegion({ ...shared, region, credentials });
  }
}

async function askRegion(configuration: ConstructorParameters<typeof APIGatewayClient>[0] & object): Promise<void> {
  const gateway = new APIGatewayClient(configuration);
  const v2 = new ApiGatewayV2Client(configuration);
  const trails = new CloudTrailClient(configuration);
  await ask(() => trails.send(new DescribeTrailsCommand({})));
  // 404, where API Gateway was never used, is an answer too.
  await ask(() => gateway.send(new GetAccountCommand({})).catch(neverUsed));
  await ask(() => v2.send(new GetApisCommand({})));
  const ids: string[] = [];
  await ask(async () => {
    const { items = [] } = await gateway.send(new GetRestApisCommand({ limit: 500 }));
    for (const { id = '' } of items) ids.push(id);
  });
  for (const restApiId of ids) await ask(() => gateway.send(new GetStagesCommand({ restApiId })));
}

function neverUsed(error: { readonly name: string }): void {
  if (error.name !== 'NotFoundException') throw error;
}

function* accountIds(): Generator<string> {
  for (let round = 0; ; round += 1) yield world.accounts.at(round % world.accounts.length).id;
}

const { world } = generate(ORGANIZATION);
const memory: number[] = [];
const before = await sandbox.usage();
const ownBefore = process.cpuUsage();
const startedAt = performance.now();
const watch = setInterval(async () => memory.push((await sandbox.usage()).rss), 2_000);
const ids = accountIds();
await Promise.all(Array.from({ length: AT_ONCE }, () => askAccounts(ids)));
clearInterval(watch);
const seconds = (performance.now() - startedAt) / 1_000;
const own = process.cpuUsage(ownBefore);
const after = await sandbox.usage();
await sandbox.stop();
handler.destroy();

const milliseconds = (microseconds: number) => `${(microseconds / sent / 1_000).toFixed(3)} ms`;
console.log(`requests          ${sent}, of which ${failed} failed and ${after.throttled} were throttled`);
console.log(`requests a second ${Math.round(sent / seconds)}`);
console.log(
  `CPU per request   sandbox ${milliseconds(after.cpu - before.cpu)}, client ${milliseconds(own.user + own.system)}`,
);
console.log(`sandbox's memory  ${[before.rss, ...memory, after.rss].map(megabytes).join(', ')}`);
if (failed > 0) process.exitCode = 1;
