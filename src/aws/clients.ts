import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type {
  AuthScheme,
  AwsCredentialIdentity,
  DeserializeMiddleware,
  HttpResponse,
  MiddlewareStack,
} from '@smithy/types';
import type { Region } from '../model/target.ts';
import { NOBODY, noteSigner, signAs, signerFor } from './signer.ts';

/** The SDK's packages, by our name for the service. API Gateway's two control planes are two clients of one service. */
const CLIENTS = {
  account: async () => (await import('@aws-sdk/client-account')).AccountClient,
  apigateway: async () => (await import('@aws-sdk/client-api-gateway')).APIGatewayClient,
  apigatewayv2: async () => (await import('@aws-sdk/client-apigatewayv2')).ApiGatewayV2Client,
  cloudtrail: async () => (await import('@aws-sdk/client-cloudtrail')).CloudTrailClient,
  ec2: async () => (await import('@aws-sdk/client-ec2')).EC2Client,
  firehose: async () => (await import('@aws-sdk/client-firehose')).FirehoseClient,
  iam: async () => (await import('@aws-sdk/client-iam')).IAMClient,
  logs: async () => (await import('@aws-sdk/client-cloudwatch-logs')).CloudWatchLogsClient,
  organizations: async () => (await import('@aws-sdk/client-organizations')).OrganizationsClient,
  s3: async () => (await import('@aws-sdk/client-s3')).S3Client,
  sns: async () => (await import('@aws-sdk/client-sns')).SNSClient,
  sts: async () => (await import('@aws-sdk/client-sts')).STSClient,
} as const;

export type Service = keyof typeof CLIENTS;

/** What we need of any client. */
export interface Client {
  /** Sends a command in the name of an identity. Rejects with what the SDK or the connection says. */
  send(command: { readonly input: object }, identity: AwsCredentialIdentity): Promise<unknown>;
}

/** One client for each service and region, whichever account asks, over one set of connections for the whole scan. */
export interface Clients {
  for(service: Service, region: Region): Promise<Client>;
  close(): void;
}

export interface ClientOptions extends ConnectionOptions {
  /** Named so that the SDK reads its endpoint settings too; null for the environment's own. */
  readonly profile: string | null;
}

export function openClients({ profile, ...options }: ClientOptions): Clients {
  const { requestHandler, close } = openConnections(options);
  const clients = new Map<string, Promise<Client>>();
  return {
    for: (service, region) => {
      const key = `${service} ${region}`;
      const known = clients.get(key) ?? openClient(service, region, { requestHandler, profile });
      clients.set(key, known);
      return known;
    },
    close,
  };
}

interface ConnectionOptions {
  /** Connections at once. */
  readonly sockets: number;
  /** Milliseconds until an answer must have begun, and that it may pause. */
  readonly patience: number;
  /** Whatever is under way when it is aborted fails, and nothing is sent after it. */
  readonly signal: AbortSignal;
}

interface Connections {
  readonly requestHandler: NodeHttpHandler;
  close(): void;
}

/**
 * A signal that is aborted ends the connections, not each request on them: a listener for each is costly where there are
 * thousands, and the SDK keeps a command's steps for the next only where a request has no options of its own.
 */
function openConnections({ sockets, patience, signal }: ConnectionOptions): Connections {
  const httpAgent = new HttpAgent({ keepAlive: true, maxSockets: sockets });
  const httpsAgent = new HttpsAgent({ keepAlive: true, maxSockets: sockets });
  const requestHandler = new NodeHttpHandler({
    httpAgent,
    httpsAgent,
    connectionTimeout: 5_000,
    requestTimeout: patience,
    throwOnRequestTimeout: true,
    // The request's own timeout ends with the answer's headers; a body that stops after them would be waited for for ever.
    socketTimeout: patience,
  });
  const handle = requestHandler.handle.bind(requestHandler);
  requestHandler.handle = (request) => {
    signal.throwIfAborted();
    return handle(request);
  };
  const end = (): void => {
    httpAgent.destroy();
    httpsAgent.destroy();
  };
  signal.addEventListener('abort', end);
  return {
    requestHandler,
    close: () => {
      signal.removeEventListener('abort', end);
      end();
    },
  };
}

type Shared = Pick<Connections, 'requestHandler'> & Pick<ClientOptions, 'profile'>;

async function openClient(service: Service, region: Region, { requestHandler, profile }: Shared): Promise<Client> {
  const Client = await CLIENTS[service]();
  const client = new Client({
    region,
    requestHandler,
    credentials: async () => NOBODY,
    signer: async (scheme?: AuthScheme) => signerFor(service, region, scheme),
    // Exactly one attempt: the pacer retries, so that each attempt costs a token.
    maxAttempts: 1,
    retryMode: 'standard',
    defaultsMode: 'standard',
    userAgentAppId: 'trailgate',
    // But for Amazon S3, whose steps keep a bucket's host and region where requests under way together would share them.
    cacheMiddleware: service !== 's3',
    // Of Amazon S3 alone: a trail may write to a bucket of another region, and only S3's answer says which.
    ...(service === 's3' ? { followRegionRedirects: true } : {}),
    ...(profile === null ? {} : { profile }),
  });
  const { middlewareStack } = client as { middlewareStack: MiddlewareStack<object, object> };
  middlewareStack.add(requireDocument, { step: 'deserialize', priority: 'low' });
  middlewareStack.addRelativeTo(noteSigner, { relation: 'before', toMiddleware: 'httpSigningMiddleware' });
  const { send } = client as unknown as { send(command: object): Promise<unknown> };
  return {
    send: (command, identity) => {
      signAs(command.input, identity);
      return send.call(client, command);
    },
  };
}

/**
 * Refuses a page of a proxy's, and a body without anything in it: the SDK would read either as an answer that leaves
 * everything out, and a role without policies can do no harm. Whatever is asked here, AWS answers with a document.
 */
const requireDocument: DeserializeMiddleware<object, object> = (next) => async (args) => {
  const result = await next(args);
  const response = result.response as HttpResponse;
  const { statusCode, headers } = response;
  if (statusCode !== 200) return result;
  if (headers['content-length'] === '0') throw new SyntaxError('the answer is empty');
  if (!/^text\/html\b/i.test(headers['content-type'] ?? '')) return result;
  // AWS labels nothing so, but servers that stand in for it may: what is in it tells.
  const body = await buffer(response.body as AsyncIterable<Uint8Array>);
  if (/^\s*<(!doctype html|html)\b/i.test(body.toString('utf8', 0, 200))) {
    throw new SyntaxError('the answer is a web page');
  }
  response.body = new Uint8Array(body);
  return result;
};
