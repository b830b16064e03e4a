/** What AWS answers instead of what was asked for. Thrown by whoever finds that it must be so. */
export class AwsError extends Error {
  readonly status: number;
  readonly code: string;
  /** Further members of the error's body, such as Organizations' `Reason`. */
  readonly members: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, members: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = 'AwsError';
    this.status = status;
    this.code = code;
    this.members = members;
  }
}

export type Protocol = 'json-1.1' | 'rest-json' | 'rest-xml' | 'query' | 'ec2';

/** The errors that every service has, whatever it does. */
export const COMMON_ERRORS = [
  'missing-signature',
  'incomplete-signature',
  'unknown-key',
  'expired-credentials',
  'wrong-signature',
  'skewed',
  'denied',
  'throttled',
  'internal',
  'unavailable',
  'unknown-operation',
  'malformed-request',
  'invalid-request',
] as const;
export type CommonError = (typeof COMMON_ERRORS)[number];

type Code = readonly [status: number, code: string];

/**
 * Status and code by protocol: the common errors of the services' API References, and for EC2 its list of client error
 * codes. Codes that a single service has differently stand with the service.
 */
export const CODES: Readonly<Record<Protocol, Readonly<Record<CommonError, Code>>>> = {
  'json-1.1': {
    'missing-signature': [400, 'MissingAuthenticationTokenException'],
    'incomplete-signature': [400, 'IncompleteSignatureException'],
    'unknown-key': [400, 'UnrecognizedClientException'],
    'expired-credentials': [400, 'ExpiredTokenException'],
    'wrong-signature': [400, 'InvalidSignatureException'],
    skewed: [400, 'InvalidSignatureException'],
    denied: [400, 'AccessDeniedException'],
    throttled: [400, 'ThrottlingException'],
    internal: [500, 'InternalFailure'],
    unavailable: [503, 'ServiceUnavailable'],
    'unknown-operation': [400, 'UnknownOperationException'],
    'malformed-request': [400, 'SerializationException'],
    'invalid-request': [400, 'ValidationException'],
  },
  'rest-json': {
    'missing-signature': [403, 'MissingAuthenticationTokenException'],
    'incomplete-signature': [403, 'IncompleteSignatureException'],
    'unknown-key': [403, 'UnrecognizedClientException'],
    'expired-credentials': [403, 'ExpiredTokenException'],
    'wrong-signature': [403, 'InvalidSignatureException'],
    skewed: [403, 'InvalidSignatureException'],
    denied: [403, 'AccessDeniedException'],
    throttled: [429, 'TooManyRequestsException'],
    internal: [500, 'InternalFailure'],
    unavailable: [503, 'ServiceUnavailableException'],
    'unknown-operation': [404, 'UnknownOperationException'],
    'malformed-request': [400, 'SerializationException'],
    'invalid-request': [400, 'ValidationException'],
  },
  'rest-xml': {
    'missing-signature': [403, 'AccessDenied'],
    'incomplete-signature': [400, 'AuthorizationHeaderMalformed'],
    'unknown-key': [403, 'InvalidAccessKeyId'],
    'expired-credentials': [400, 'ExpiredToken'],
    'wrong-signature': [403, 'SignatureDoesNotMatch'],
    skewed: [403, 'RequestTimeTooSkewed'],
    denied: [403, 'AccessDenied'],
    throttled: [503, 'SlowDown'],
    internal: [500, 'InternalError'],
    unavailable: [503, 'ServiceUnavailable'],
    'unknown-operation': [405, 'MethodNotAllowed'],
    'malformed-request': [400, 'InvalidRequest'],
    'invalid-request': [400, 'InvalidArgument'],
  },
  query: {
    'missing-signature': [403, 'MissingAuthenticationToken'],
    'incomplete-signature': [400, 'IncompleteSignature'],
    'unknown-key': [403, 'InvalidClientTokenId'],
    'expired-credentials': [403, 'ExpiredToken'],
    'wrong-signature': [403, 'SignatureDoesNotMatch'],
    skewed: [403, 'SignatureDoesNotMatch'],
    denied: [403, 'AccessDenied'],
    throttled: [400, 'Throttling'],
    internal: [500, 'InternalFailure'],
    unavailable: [503, 'ServiceUnavailable'],
    'unknown-operation': [400, 'InvalidAction'],
    'malformed-request': [400, 'MalformedQueryString'],
    'invalid-request': [400, 'ValidationError'],
  },
  ec2: {
    'missing-signature': [400, 'MissingParameter'],
    'incomplete-signature': [400, 'IncompleteSignature'],
    'unknown-key': [401, 'AuthFailure'],
    'expired-credentials': [400, 'RequestExpired'],
    'wrong-signature': [403, 'SignatureDoesNotMatch'],
    skewed: [403, 'SignatureDoesNotMatch'],
    denied: [403, 'UnauthorizedOperation'],
    throttled: [503, 'RequestLimitExceeded'],
    internal: [500, 'InternalError'],
    unavailable: [503, 'Unavailable'],
    'unknown-operation': [400, 'InvalidAction'],
    'malformed-request': [400, 'InvalidQueryParameter'],
    'invalid-request': [400, 'InvalidParameterValue'],
  },
};

/** The messages that do not depend on what was asked. */
const MESSAGES: Partial<Readonly<Record<CommonError, string>>> = {
  'missing-signature': 'Missing Authentication Token',
  'unknown-key': 'The security token included in the request is invalid.',
  'expired-credentials': 'The security token included in the request is expired',
  'wrong-signature':
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  throttled: 'Rate exceeded',
  internal: 'The request processing has failed because of an unknown error, exception or failure.',
  unavailable: 'The request has failed due to a temporary failure of the server.',
};
const MESSAGES_OF_EC2: typeof MESSAGES = {
  'missing-signature': 'The request must contain the parameter AWSAccessKeyId',
  'unknown-key': 'AWS was not able to validate the provided access credentials',
  'expired-credentials': 'Request has expired.',
  throttled: 'Request limit exceeded.',
};

const MESSAGES_OF_S3: typeof MESSAGES = {
  'missing-signature': 'Access Denied',
  'unknown-key': 'The AWS Access Key Id you provided does not exist in our records.',
  'expired-credentials': 'The provided token has expired.',
  skewed: 'The difference between the request time and the current time is too large.',
  throttled: 'Please reduce your request rate.',
  internal: 'We encountered an internal error. Please try again.',
};
const OWN_MESSAGES: Partial<Readonly<Record<Protocol, typeof MESSAGES>>> = {
  ec2: MESSAGES_OF_EC2,
  'rest-xml': MESSAGES_OF_S3,
};

/** What a service has differently: codes, or another protocol's words. */
export interface ErrorDialect {
  readonly protocol: Protocol;
  readonly codes?: Partial<Readonly<Record<CommonError, Code>>>;
}

/** A common error in a service's own words. */
export function commonError({ protocol, codes }: ErrorDialect, kind: CommonError, message?: string): AwsError {
  const [status, code] = codes?.[kind] ?? CODES[protocol][kind];
  return new AwsError(status, code, message ?? OWN_MESSAGES[protocol]?.[kind] ?? MESSAGES[kind] ?? code);
}
