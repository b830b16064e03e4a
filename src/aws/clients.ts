import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
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
import { STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import type { Region } from '../model/target.ts';

/** The SDK's clients, by our name for the service. API Gateway's two control planes are two clients of one service. */
const CLIENTS = {
  account: AccountClient,
  apigateway: APIGatewayClient,
  apigatewayv2: ApiGatewayV2Client,
  cloudtrail: CloudTrailClient,
  ec2: EC2Client,
  firehose: FirehoseClient,
  iam: IAMClient,
  logs: CloudWatchLogsClient,
  organizations: OrganizationsClient,
  s3: S3Client,
  sns: SNSClient,
  sts: STSClient,
} as const;

export type Service = keyof typeof CLIENTS;

/** What we need of any client. */
export interface Client {
  send(command: unknown, options: { readonly abortSignal: AbortSignal }): Promise<unknown>;
  destroy(): void;
}

/** One handler and one set of connections for a whole scan. `close` ends them; a client's own `destroy` does not. */
export interface Connections {
  readonly handler: NodeHttpHandler;
  close(): void;
}

export function openConnections(sockets: number): Connections {
  const agents = {
    httpAgent: new HttpAgent({ keepAlive: true, maxSockets: sockets }),
    httpsAgent: new HttpsAgent({ keepAlive: true, maxSockets: sockets }),
  };
  const handler = new NodeHttpHandler({
    ...agents,
    connectionTimeout: 5_000,
    requestTimeout: 30_000,
    throwOnRequestTimeout: true,
  });
  // A client destroys its handler, and that its agents; others still use them.
  handler.destroy = () => {};
  return {
    handler,
    close: () => {
      agents.httpAgent.destroy();
      agents.httpsAgent.destroy();
    },
  };
}

export interface ClientOptions {
  readonly service: Service;
  readonly region: Region;
  readonly credentials: AwsCredentialIdentityProvider;
  readonly handler: NodeHttpHandler;
  /** Named so that the SDK also reads its region and endpoint settings; null for the environment's own. */
  readonly profile: string | null;
}

/** A client that makes exactly one attempt: the pacer retries, so that each attempt costs a token. */
export function makeClient({ service, region, credentials, handler, profile }: ClientOptions): Client {
  return new CLIENTS[service]({
    region,
    credentials,
    requestHandler: handler,
    maxAttempts: 1,
    retryMode: 'standard',
    defaultsMode: 'standard',
    userAgentAppId: 'trailgate',
    // Of Amazon S3 alone: a trail may write to a bucket of another region, and only S3's answer says which.
    ...(service === 's3' ? { followRegionRedirects: true } : {}),
    ...(profile === null ? {} : { profile }),
  }) as unknown as Client;
}
