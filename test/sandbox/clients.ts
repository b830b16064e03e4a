import { Readable } from 'node:stream';
import { AccountClient } from '@aws-sdk/client-account';
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EC2Client } from '@aws-sdk/client-ec2';
import { FirehoseClient } from '@aws-sdk/client-firehose';
import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Sandbox } from '../../src/sandbox/index.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** What the clients are made with; `sent` receives each answer's body before the SDK reads it. */
export interface ClientOptions {
  readonly endpoint: string;
  readonly credentials: Credentials;
  readonly region: string;
  readonly sent?: (body: string) => void;
}

/** The SDK's clients as a scan configures them: one attempt each. */
export function clientsFor({ endpoint, credentials, region, sent }: ClientOptions) {
  const requestHandler = sent === undefined ? new NodeHttpHandler() : listeningHandler(sent);
  const configuration = { endpoint, credentials, region, maxAttempts: 1, requestHandler } as const;
  return {
    account: new AccountClient(configuration),
    apigateway: new APIGatewayClient(configuration),
    apigatewayv2: new ApiGatewayV2Client(configuration),
    cloudtrail: new CloudTrailClient(configuration),
    ec2: new EC2Client(configuration),
    firehose: new FirehoseClient(configuration),
    iam: new IAMClient(configuration),
    logs: new CloudWatchLogsClient(configuration),
    organizations: new OrganizationsClient(configuration),
    s3: new S3Client(configuration),
    sns: new SNSClient(configuration),
    sts: new STSClient(configuration),
  };
}

export type Clients = ReturnType<typeof clientsFor>;

/** Clients with the credentials that a sandbox's environment gives. */
export function callerClients({ endpoint, caller }: Sandbox, region = caller.region): Clients {
  return clientsFor({ endpoint, credentials: caller, region });
}

/** Credentials for another account, by the role that Organizations makes there. */
export async function enter(sandbox: Sandbox, accountId: string): Promise<Credentials> {
  const partition = sandbox.caller.region.startsWith('cn-') ? 'aws-cn' : 'aws';
  const { Credentials: given } = await callerClients(sandbox).sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:${partition}:iam::${accountId}:role/OrganizationAccountAccessRole`,
      RoleSessionName: 'test',
    }),
  );
  if (!given?.AccessKeyId || !given.SecretAccessKey || !given.SessionToken)
    throw new Error('no credentials were given');
  return {
    accessKeyId: given.AccessKeyId,
    secretAccessKey: given.SecretAccessKey,
    sessionToken: given.SessionToken,
  };
}

/** Clients in another account. */
export async function memberClients(sandbox: Sandbox, accountId: string, region: string): Promise<Clients> {
  return clientsFor({ endpoint: sandbox.endpoint, credentials: await enter(sandbox, accountId), region });
}

function listeningHandler(sent: (body: string) => void): NodeHttpHandler {
  const handler = new NodeHttpHandler();
  const handle = handler.handle.bind(handler);
  handler.handle = async (...request) => {
    const answered = await handle(...request);
    const chunks: Buffer[] = [];
    for await (const chunk of answered.response.body as Readable) chunks.push(chunk);
    sent(Buffer.concat(chunks).toString());
    answered.response.body = Readable.from(chunks);
    return answered;
  };
  return handler;
}

/** What a refused request threw. Fails where it was answered. */
export async function refusal(request: Promise<unknown>): Promise<{
  readonly name: string;
  readonly message: string;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
}> {
  const error = await request.then(
    () => {
      throw new Error('the request was answered');
    },
    (thrown: { name: string; message: string; $metadata?: { httpStatusCode?: number; requestId?: string } }) => thrown,
  );
  const { name, message, $metadata } = error;
  return { name, message, status: $metadata?.httpStatusCode, requestId: $metadata?.requestId };
}
