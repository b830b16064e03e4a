import { createHash, createHmac } from 'node:crypto';
import type { AccessKeys, KeyHolder } from './access-keys.ts';
import { rememberMost } from './remember.ts';
import type { AwsError, CommonError } from './wire/aws-error.ts';
import type { HttpRequest } from './wire/http.ts';
import { pathOf, queryOf } from './wire/http.ts';

/** What an Authorization header of Signature Version 4 says. */
export interface Signature {
  readonly accessKeyId: string;
  /** `20261121/eu-west-1/cloudtrail/aws4_request`. */
  readonly scope: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const FORM =
  /^AWS4-HMAC-SHA256 Credential=([A-Z0-9]+)\/((\d{8})\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request), ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/;

/** Null where there is no such header, or one of another form. */
export function parseSignature(authorization: string | undefined): Signature | null {
  const [, accessKeyId, scope, date, region, service, signedHeaders, signature] = FORM.exec(authorization ?? '') ?? [];
  if (!accessKeyId || !scope || !date || !region || !service || !signedHeaders || !signature) return null;
  return { accessKeyId, scope, date, region, service, signedHeaders: signedHeaders.split(';'), signature };
}

export interface Verification {
  readonly keys: AccessKeys;
  /** The server's clock, milliseconds. */
  readonly now: number;
  readonly error: (kind: CommonError, message?: string) => AwsError;
}

/** Whose request it is. Throws what AWS answers to a foreign key, expired credentials, a wrong clock or a wrong signature. */
export function verifySignature(
  request: HttpRequest,
  signature: Signature,
  { keys, now, error }: Verification,
): KeyHolder {
  const holder = keys.holderOf(signature.accessKeyId, request.headers['x-amz-security-token']);
  if (holder === null) throw error('unknown-key');
  const sentAt = request.headers['x-amz-date'] ?? '';
  const skew = describeSkew(sentAt, now);
  // S3 does not tell the times (Amazon S3 API Reference, error responses).
  if (skew !== null) throw error('skewed', signature.service === 's3' ? undefined : skew);
  if (holder.kind === 'session' && holder.expiresAt <= now) throw error('expired-credentials');
  const unsigned = ['host', 'x-amz-date'].find((header) => !signature.signedHeaders.includes(header));
  if (unsigned !== undefined)
    throw error('wrong-signature', `'${unsigned}' must be a 'SignedHeader' in the AWS Authorization.`);
  if (!sentAt.startsWith(signature.date) || signatureOf(request, signature, keys) !== signature.signature) {
    throw error('wrong-signature');
  }
  return holder;
}

const TOLERANCE = 5 * 60_000;

/** AWS takes a request whose time is within five minutes of its own clock, and tells which side it is on. */
function describeSkew(sentAt: string, now: number): string | null {
  const sent = timeOf(sentAt);
  if (Number.isNaN(sent)) return `Date must be in ISO-8601 'basic format'. Got '${sentAt}'.`;
  if (Math.abs(now - sent) <= TOLERANCE) return null;
  const [clock, earliest, latest] = [now, now - TOLERANCE, now + TOLERANCE].map(basicTime);
  if (sent < now - TOLERANCE) return `Signature expired: ${sentAt} is now earlier than ${earliest} (${clock} - 5 min.)`;
  return `Signature not yet current: ${sentAt} is still later than ${latest} (${clock} + 5 min.)`;
}

/** Of `20261121T082315Z`, and not a number for any other form. */
function timeOf(basic: string): number {
  if (!/^\d{8}T\d{6}Z$/.test(basic)) return Number.NaN;
  const at = (start: number, end: number) => Number(basic.slice(start, end));
  return Date.UTC(at(0, 4), at(4, 6) - 1, at(6, 8), at(9, 11), at(11, 13), at(13, 15));
}

/** `20261121T082315Z`. */
function basicTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/[:-]|\.\d{3}/g, '');
}

/** The steps of the IAM User Guide, "Create a signed AWS API request". */
function signatureOf(
  request: HttpRequest,
  { accessKeyId, scope, service, signedHeaders }: Signature,
  keys: AccessKeys,
): string {
  const headers = signedHeaders.map((name) => `${name}:${(request.headers[name] ?? '').trim().replace(/ +/g, ' ')}\n`);
  const canonical = [
    request.method,
    service === 's3' ? pathOf(request) : canonicalPath(pathOf(request)),
    canonicalQuery(request),
    headers.join(''),
    signedHeaders.join(';'),
    createHash('sha256').update(request.body).digest('hex'),
  ].join('\n');
  const hashed = createHash('sha256').update(canonical).digest('hex');
  const toSign = `AWS4-HMAC-SHA256\n${request.headers['x-amz-date']}\n${scope}\n${hashed}`;
  return createHmac('sha256', signingKey(accessKeyId, scope, keys))
    .update(toSign)
    .digest('hex');
}

/** Every service but S3 encodes the path once more. */
function canonicalPath(path: string): string {
  return path.split('/').map(percentEncoded).join('/');
}

function canonicalQuery(request: HttpRequest): string {
  return queryOf(request)
    .map(([name, value]) => `${reencoded(name)}=${reencoded(value)}`)
    .sort()
    .join('&');
}

function reencoded(text: string): string {
  try {
    return percentEncoded(decodeURIComponent(text));
  } catch {
    return text;
  }
}

function percentEncoded(text: string): string {
  if (/^[A-Za-z0-9_.~-]*$/.test(text)) return text;
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Signing keys last a day each; as many are kept as a busy scan uses at a time. */
const signingKeys = rememberMost<Buffer>(5_000);

function signingKey(accessKeyId: string, scope: string, keys: AccessKeys): Buffer {
  return signingKeys(`${accessKeyId}/${scope}`, () => {
    let key: Buffer = Buffer.from(`AWS4${keys.secretOf(accessKeyId)}`);
    for (const part of scope.split('/')) key = createHmac('sha256', key).update(part).digest();
    return key;
  });
}
