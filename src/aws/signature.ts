import { createHash, createHmac } from 'node:crypto';
import type { AwsCredentialIdentity, HeaderBag, HttpRequest, QueryParameterBag } from '@smithy/types';
import { compare } from '../model/compare.ts';

/** What a request is signed for. */
export interface Scope {
  readonly region: string;
  /** The name that the service signs with, which need not be its client's. */
  readonly service: string;
  /** By AWS's clock. */
  readonly date: Date;
  /** Amazon S3's paths are signed as they are sent, all others escaped once more. */
  readonly escapePath: boolean;
}

/**
 * Signs a request in place with Signature Version 4 (IAM User Guide, "Create a signed AWS API request"). The SDK's own
 * signer remembers fifty keys, of which a scan needs one for each account, region and service. Throws where the body is
 * a stream, which nothing that reads sends.
 */
export function sign(request: HttpRequest, identity: AwsCredentialIdentity, scope: Scope): HttpRequest {
  const { headers } = request;
  const at = `${scope.date.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
  const credentialScope = `${at.slice(0, 8)}/${scope.region}/${scope.service}/aws4_request`;
  headers['x-amz-date'] = at;
  headers['x-amz-content-sha256'] = bodyHash(request);
  if (identity.sessionToken !== undefined) headers['x-amz-security-token'] = identity.sessionToken;
  const signed = signedHeaders(headers);
  const names = signed.map(([name]) => name).join(';');
  const canonical = [
    request.method,
    scope.escapePath ? escapedPath(request.path) : request.path,
    canonicalQuery(request.query),
    ...signed.map(([name, value]) => `${name}:${value}`),
    '',
    names,
    headers['x-amz-content-sha256'],
  ].join('\n');
  const toSign = `AWS4-HMAC-SHA256\n${at}\n${credentialScope}\n${hashOf(canonical)}`;
  const signature = createHmac('sha256', keyOf(identity, credentialScope)).update(toSign).digest('hex');
  headers.authorization = `AWS4-HMAC-SHA256 Credential=${identity.accessKeyId}/${credentialScope}, SignedHeaders=${names}, Signature=${signature}`;
  return request;
}

/** What is on the way may change these, or adds them after the signature. */
const UNSIGNED = /^(authorization|connection|expect|transfer-encoding|user-agent|x-amzn-trace-id)$/;

function signedHeaders(headers: HeaderBag): readonly (readonly [name: string, value: string])[] {
  return Object.entries(headers)
    .map(([name, value]) => [name.toLowerCase(), value.trim().replace(/\s+/g, ' ')] as const)
    .filter(([name]) => !UNSIGNED.test(name))
    .sort(([a], [b]) => compare(a, b));
}

/** The path has been escaped for sending; segments of dots or of nothing are never sent. */
function escapedPath(path: string): string {
  return path.split('/').map(escaped).join('/');
}

function canonicalQuery(query: QueryParameterBag | undefined): string {
  const pairs = Object.entries(query ?? {}).flatMap(([name, value]) =>
    [value ?? ''].flat().map((one) => [escaped(name), escaped(one)] as const),
  );
  return pairs
    .sort(([a, x], [b, y]) => (a === b ? compare(x, y) : compare(a, b)))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** RFC 3986: all but letters, digits and `-_.~`. */
function escaped(text: string): string {
  if (/^[\w.~-]*$/.test(text)) return text;
  return encodeURIComponent(text).replace(/[!'()*]/g, (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`);
}

function bodyHash({ body }: HttpRequest): string {
  if (body === undefined || body === null || body === '') return EMPTY;
  if (typeof body === 'string' || body instanceof Uint8Array) return hashOf(body);
  throw new TypeError('a stream cannot be signed');
}

function hashOf(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}

const EMPTY = hashOf('');

/** The keys of an identity live as long as it does; it has one for each day, region and service. */
const keys = new WeakMap<AwsCredentialIdentity, Map<string, Buffer>>();

function keyOf(identity: AwsCredentialIdentity, credentialScope: string): Buffer {
  const known = keys.get(identity) ?? new Map<string, Buffer>();
  keys.set(identity, known);
  const key = known.get(credentialScope) ?? deriveKey(identity.secretAccessKey, credentialScope);
  known.set(credentialScope, key);
  return key;
}

function deriveKey(secret: string, credentialScope: string): Buffer {
  let key = Buffer.from(`AWS4${secret}`);
  for (const part of credentialScope.split('/')) key = createHmac('sha256', key).update(part).digest();
  return key;
}
