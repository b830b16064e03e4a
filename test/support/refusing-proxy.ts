import { once } from 'node:events';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Answer, AwsRequest, Refusal } from './aws-refusals.ts';
import { refusal } from './aws-refusals.ts';
import { MANAGEMENT_ACCOUNT } from './moto.ts';

/** Which requests; what is left out matches any. */
export type RequestMatch = Partial<Pick<AwsRequest, 'service' | 'operation' | 'region' | 'account'>>;

export interface RefusingProxy {
  /** For AWS_ENDPOINT_URL. */
  readonly endpoint: string;
  /** Every request that came, refused or not, oldest first. */
  readonly requests: readonly AwsRequest[];
  count(match?: RequestMatch): number;
  /** Refuses what matches from now on, or only the first `times` of them. The latest matching rule decides. */
  refuse(match: RequestMatch, how: Refusal | Answer, options?: { readonly times?: number }): void;
  /** Forgets rules and requests; who owns which credentials stays known. */
  clear(): void;
  stop(): Promise<void>;
}

export interface RefusingProxyOptions {
  /** Whose credentials those are that no AssumeRole answer through this proxy has issued. */
  readonly defaultAccount?: string;
}

interface Rule {
  readonly match: RequestMatch;
  readonly how: Refusal | Answer;
  left: number;
}

/** A reverse proxy in front of an AWS simulator, which hands on everything unchanged but what it was told to refuse. */
export async function startRefusingProxy(
  upstream: string,
  { defaultAccount = MANAGEMENT_ACCOUNT }: RefusingProxyOptions = {},
): Promise<RefusingProxy> {
  const owners = new Map<string, string>();
  const requests: AwsRequest[] = [];
  const rules: Rule[] = [];

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    const request = identify(incoming, body.toString(), (key) => owners.get(key) ?? defaultAccount);
    requests.push(request);
    const rule = rules.findLast(({ match, left }) => left > 0 && matches(request, match));
    if (rule === undefined) {
      const answer = await forward(upstream, incoming, body);
      if (request.operation === 'AssumeRole') learnOwner(owners, request.account, answer.body.toString());
      outgoing.writeHead(answer.status, answer.headers).end(answer.body);
      return;
    }
    rule.left -= 1;
    if (rule.how === 'reset') {
      incoming.socket.resetAndDestroy();
      return;
    }
    const answer = typeof rule.how === 'string' ? refusal(request, rule.how) : rule.how;
    outgoing.writeHead(answer.status, answer.headers).end(answer.body);
  }

  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch((error: Error) => outgoing.writeHead(502).end(error.message));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    count: (match = {}) => requests.filter((request) => matches(request, match)).length,
    refuse(match, how, { times = Number.POSITIVE_INFINITY } = {}) {
      rules.push({ match, how, left: times });
    },
    clear() {
      rules.length = 0;
      requests.length = 0;
    },
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function matches(request: AwsRequest, match: RequestMatch): boolean {
  return Object.entries(match).every(([name, value]) => request[name as keyof RequestMatch] === value);
}

/** Reads the credential scope of a Signature Version 4, and from where each protocol names its operation. */
function identify(incoming: IncomingMessage, body: string, ownerOf: (accessKeyId: string) => string): AwsRequest {
  const scope = /Credential=([^/]+)\/([^/]+)\/([^/]+)\/([^/]+)\//.exec(incoming.headers.authorization ?? '');
  const [, key = '', , region = '', signedFor = ''] = scope ?? [];
  const { pathname: path, searchParams } = new URL(incoming.url ?? '/', 'http://proxy');
  const form = new URLSearchParams(body);
  const service = signedFor === 'apigateway' && path.startsWith('/v2/') ? 'apigatewayv2' : signedFor;
  const target = incoming.headers['x-amz-target']?.toString().split('.').at(-1);
  const operation = target ?? form.get('Action') ?? restOperation(incoming.method ?? '', path, searchParams);
  const caller = ownerOf(key);
  const role = operation === 'AssumeRole' ? form.get('RoleArn') : null;
  const apiResource = `arn:aws:apigateway:${region}::${path.replace(/^\/v2/, '')}`;
  return {
    service,
    operation,
    region,
    account: role?.split(':')[4] ?? caller,
    caller,
    resource: signedFor === 'apigateway' ? apiResource : role,
  };
}

/** The operations that a scan asks of the services that name them by path. */
const REST_OPERATIONS: readonly (readonly [pattern: RegExp, operation: string])[] = [
  [/^GET \/account$/, 'GetAccount'],
  [/^GET \/restapis$/, 'GetRestApis'],
  [/^GET \/restapis\/[^/]+\/stages$/, 'GetStages'],
  [/^GET \/v2\/apis$/, 'GetApis'],
  [/^GET \/v2\/apis\/[^/]+\/stages$/, 'GetStages'],
  [/^POST \/listRegions$/, 'ListRegions'],
  [/^POST \/getRegionOptStatus$/, 'GetRegionOptStatus'],
];

/** Amazon S3 names what is asked of a bucket in the query string. */
const BUCKET_OPERATIONS: Readonly<Record<string, string>> = {
  acl: 'GetBucketAcl',
  'object-lock': 'GetObjectLockConfiguration',
  policyStatus: 'GetBucketPolicyStatus',
  publicAccessBlock: 'GetPublicAccessBlock',
  versioning: 'GetBucketVersioning',
};

function restOperation(method: string, path: string, query: URLSearchParams): string {
  const line = `${method} ${path}`;
  const ofBucket = Object.keys(BUCKET_OPERATIONS).find((name) => method === 'GET' && query.has(name));
  if (ofBucket !== undefined) return BUCKET_OPERATIONS[ofBucket] ?? line;
  return REST_OPERATIONS.find(([pattern]) => pattern.test(line))?.[1] ?? line;
}

interface Forwarded {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

async function forward(upstream: string, incoming: IncomingMessage, body: Buffer): Promise<Forwarded> {
  const { method, headers, url = '/' } = incoming;
  const outgoing = httpRequest(new URL(url, upstream), { method, headers });
  outgoing.end(body);
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
  return { status: answer.statusCode ?? 502, headers: answer.headers, body: await buffer(answer) };
}

/** The answer of AssumeRole is XML and has one access key. */
function learnOwner(owners: Map<string, string>, account: string, answer: string): void {
  const key = /<AccessKeyId>([^<]+)<\/AccessKeyId>/.exec(answer)?.[1];
  if (key !== undefined) owners.set(key, account);
}
