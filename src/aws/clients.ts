import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { SignatureV4 } from '@smithy/signature-v4';
import type {
  AbsoluteLocation,
  AuthScheme,
  AwsCredentialIdentity,
  ChecksumConstructor,
  DeserializeHandlerOptions,
  DeserializeMiddleware,
  FinalizeRequestMiddleware,
  HashConstructor,
  HttpResponse,
  RelativeMiddlewareOptions,
  RequestSigner,
} from '@smithy/types';
import type { Region } from '../model/target.ts';

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
  send(command: unknown, options: { readonly abortSignal: AbortSignal }): Promise<unknown>;
}

/** One client for each service and region, whichever account asks, over one set of connections for the whole scan. */
export interface Clients {
  for(service: Service, region: Region): Promise<Client>;
  close(): void;
}

export interface ClientOptions {
  /** Connections at once. */
  readonly sockets: number;
  /** Named so that the SDK reads its endpoint settings too; null for the environment's own. */
  readonly profile: string | null;
  /** Milliseconds until an answer must have begun, and that it may pause. */
  readonly patience: number;
}

export function openClients({ sockets, profile, patience }: ClientOptions): Clients {
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
  const clients = new Map<string, Promise<Client>>();

  async function make(service: Service, region: Region): Promise<Client> {
    const Client = await CLIENTS[service]();
    const client: MadeClient = new Client({
      region,
      requestHandler,
      credentials: async () => NOBODY,
      signer: (scheme?: AuthScheme): Promise<RequestSigner> => signerFor(service, region, client.config.sha256, scheme),
      // Exactly one attempt: the pacer retries, so that each attempt costs a token.
      maxAttempts: 1,
      retryMode: 'standard',
      defaultsMode: 'standard',
      userAgentAppId: 'trailgate',
      // Of Amazon S3 alone: a trail may write to a bucket of another region, and only S3's answer says which.
      ...(service === 's3' ? { followRegionRedirects: true } : {}),
      ...(profile === null ? {} : { profile }),
    });
    client.middlewareStack.add(requireDocument as never, { step: 'deserialize', priority: 'low' });
    return client as unknown as Client;
  }

  return {
    for: (service, region) => {
      const key = `${service} ${region}`;
      const known = clients.get(key) ?? make(service, region);
      clients.set(key, known);
      return known;
    },
    close: () => {
      httpAgent.destroy();
      httpsAgent.destroy();
    },
  };
}

/** The part of the SDK's clients that is the same for all. */
interface MadeClient {
  readonly config: { readonly sha256: Sha256 };
  readonly middlewareStack: { add(middleware: never, options: DeserializeHandlerOptions & AbsoluteLocation): void };
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

/** What a client has to know of credentials: whatever signs brings its own. */
const NOBODY: AwsCredentialIdentity = { accessKeyId: 'nobody', secretAccessKey: 'nobody' };

type Sha256 = ChecksumConstructor | HashConstructor;

/** Who signs a request that is under way. */
const identities = new WeakMap<object, AwsCredentialIdentity>();

/**
 * Signs with the identity of the request, where the SDK's own signer knows one for each client alone. Of a service's
 * endpoint the SDK may say a name or a region to sign for; else they are the service's and the client's.
 */
async function signerFor(
  service: Service,
  region: Region,
  sha256: Sha256,
  scheme: AuthScheme | undefined,
): Promise<RequestSigner> {
  return {
    sign: (request, options) => {
      const credentials = identities.get(request);
      if (credentials === undefined) throw new Error('a request is to be signed that nobody makes');
      return new SignatureV4({
        credentials,
        region: scheme?.signingRegion ?? region,
        service: scheme?.signingName ?? (service === 'apigatewayv2' ? 'apigateway' : service),
        sha256,
        // Amazon S3's keys are signed as they are (S3 API Reference, authenticating requests).
        uriEscapePath: service !== 's3',
      }).sign(request, options);
    },
  };
}

/** The part of an SDK command that takes a step of ours into its way to AWS. */
export interface SignableCommand {
  readonly middlewareStack: { addRelativeTo(middleware: never, options: RelativeMiddlewareOptions): void };
}

/** Makes a command be signed by an account's identity, whichever client sends it: clients are costly, and accounts many. */
export function signAs(command: SignableCommand, identity: AwsCredentialIdentity): void {
  const note: FinalizeRequestMiddleware<object, object> = (next) => (args) => {
    identities.set(args.request as object, identity);
    return next(args);
  };
  command.middlewareStack.addRelativeTo(note as never, {
    name: 'signAsAccount',
    relation: 'before',
    toMiddleware: 'httpSigningMiddleware',
    override: true,
  });
}
