import type { Reason, Unavailable } from '../model/evidence.ts';

/** A question that AWS did not answer: what collectors throw, and what becomes the evidence's reason. */
export class Refusal extends Error {
  readonly unavailable: Unavailable;
  /** The SDK's error name, such as `NoSuchEntityException`; empty where no answer came. */
  readonly code: string;
  readonly httpStatus: number | null;

  constructor(unavailable: Unavailable, code: string, httpStatus: number | null) {
    super(unavailable.detail);
    this.name = 'Refusal';
    this.unavailable = unavailable;
    this.code = code;
    this.httpStatus = httpStatus;
  }
}

/** Whether another attempt is worth its token. `expired`: one, with credentials that are new. */
export type Retry = 'throttled' | 'transient' | 'expired' | 'never';

export interface Diagnosis {
  readonly reason: Reason;
  readonly retry: Retry;
  readonly code: string;
  readonly httpStatus: number | null;
  readonly detail: string;
  readonly requestId: string | null;
}

/** Each service throttles in words of its own (domain: API Gateway, CloudTrail, IAM, EC2, Organizations). */
const THROTTLES = new Set([
  'TooManyRequestsException',
  'ThrottlingException',
  'Throttling',
  'ThrottledException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
]);
const DENIALS = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AuthorizationError',
  'AuthorizationErrorException',
  'UnauthorizedException',
  'UnauthorizedOperation',
  'NotAuthorized',
]);
/** A region that the account has not enabled does not know its credentials. */
const UNRECOGNIZED = new Set(['UnrecognizedClientException', 'InvalidClientTokenId', 'AuthFailure', 'OptInRequired']);
const EXPIRED = new Set(['ExpiredToken', 'ExpiredTokenException', 'RequestExpired']);
/** The SDK found none, or what it found had run out. */
const NONE = 'CredentialsProviderError';
/** Our clock is off. The SDK learns by how much from this answer, so that another attempt is signed with AWS's time. */
const SKEWED = new Set([
  'InvalidSignatureException',
  'RequestTimeTooSkewed',
  'SignatureDoesNotMatch',
  'RequestInTheFuture',
]);
const UNREACHED = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
  'TimeoutError',
]);

interface SdkError {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
  readonly $responseBodyText?: unknown;
}

/** What an error thrown by the SDK means. A message of AWS's is kept as it is: it is evidence, and hostile. */
export function diagnose(error: unknown): Diagnosis {
  const sdk = (typeof error === 'object' && error !== null ? error : {}) as SdkError;
  const name = typeof sdk.name === 'string' ? sdk.name : '';
  const code = typeof sdk.code === 'string' && !THROTTLES.has(name) ? sdk.code : name;
  const httpStatus = sdk.$metadata?.httpStatusCode ?? null;
  const message = typeof sdk.message === 'string' && sdk.message !== '' ? sdk.message : String(error);
  const kind = kindOf({ name, code, httpStatus, message, undecodable: sdk.$responseBodyText !== undefined });
  return { ...kind, code: name, httpStatus, detail: message, requestId: sdk.$metadata?.requestId ?? null };
}

function kindOf(error: {
  readonly name: string;
  readonly code: string;
  readonly httpStatus: number | null;
  readonly message: string;
  readonly undecodable: boolean;
}): Pick<Diagnosis, 'reason' | 'retry'> {
  const { name, code, httpStatus, message, undecodable } = error;
  if (THROTTLES.has(name) || httpStatus === 429) return { reason: 'throttled', retry: 'throttled' };
  if (SKEWED.has(name)) return { reason: 'error', retry: 'transient' };
  if (EXPIRED.has(name)) return { reason: 'credentials-expired', retry: 'expired' };
  if (name === NONE) return { reason: 'credentials-expired', retry: 'never' };
  if (UNRECOGNIZED.has(name)) return { reason: 'region-disabled', retry: 'never' };
  if (DENIALS.has(name)) {
    return { reason: /service control polic/i.test(message) ? 'denied-by-scp' : 'access-denied', retry: 'never' };
  }
  if (UNREACHED.has(code) || UNREACHED.has(name)) return { reason: 'unreachable', retry: 'transient' };
  if (httpStatus !== null && httpStatus >= 500) return { reason: 'error', retry: 'transient' };
  // A proxy's or another server's page, rather than an answer that was cut: it will not read better the next time.
  const refused = httpStatus !== null && httpStatus >= 400;
  if (name === 'SyntaxError' || undecodable)
    return { reason: 'invalid-response', retry: refused ? 'never' : 'transient' };
  if (httpStatus === 403) return { reason: 'access-denied', retry: 'never' };
  return { reason: 'error', retry: 'never' };
}
