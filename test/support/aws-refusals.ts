/** A request to AWS, as far as its address, headers and body tell. */
export interface AwsRequest {
  /** The SDK's name: `apigateway` and `apigatewayv2` are two, though both are signed as `apigateway`. */
  readonly service: string;
  /** Such as `DescribeTrails`; for a path that is not known here, the method and the path. */
  readonly operation: string;
  readonly region: string;
  /** The account that is asked: for AssumeRole the account of the role, else the caller's. */
  readonly account: string;
  /** The account whose credentials signed it. */
  readonly caller: string;
  /** What is asked for, where AWS's denials name it. */
  readonly resource: string | null;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** `reset` closes the connection without an answer. */
export type Refusal = ErrorRefusal | 'malformed' | 'reset';

type ErrorRefusal =
  | 'access-denied'
  | 'denied-by-scp'
  | 'throttled'
  | 'region-disabled'
  | 'credentials-expired'
  | 'server-error';

type Protocol = 'json' | 'rest-json' | 'rest-xml' | 'query' | 'ec2';

/** The protocols that the services' SDK clients speak, from their models. */
const PROTOCOLS: Readonly<Record<string, Protocol>> = {
  account: 'rest-json',
  apigateway: 'rest-json',
  apigatewayv2: 'rest-json',
  cloudtrail: 'json',
  ec2: 'ec2',
  firehose: 'json',
  iam: 'query',
  logs: 'json',
  organizations: 'json',
  s3: 'rest-xml',
  sns: 'query',
  sts: 'query',
};

interface ErrorAnswer {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const INVALID_TOKEN = 'The security token included in the request is invalid.';
const EXPIRED_TOKEN = 'The security token included in the request is expired';

/** Status and code for each protocol: the common errors of AWS's API References, and EC2's and Amazon S3's own lists. */
const CODES: Readonly<Record<Protocol, Readonly<Record<ErrorRefusal, readonly [status: number, code: string]>>>> = {
  json: {
    'access-denied': [400, 'AccessDeniedException'],
    'denied-by-scp': [400, 'AccessDeniedException'],
    throttled: [400, 'ThrottlingException'],
    'region-disabled': [400, 'UnrecognizedClientException'],
    'credentials-expired': [400, 'ExpiredTokenException'],
    'server-error': [500, 'InternalFailure'],
  },
  'rest-json': {
    'access-denied': [403, 'AccessDeniedException'],
    'denied-by-scp': [403, 'AccessDeniedException'],
    throttled: [429, 'TooManyRequestsException'],
    'region-disabled': [403, 'UnrecognizedClientException'],
    'credentials-expired': [403, 'ExpiredTokenException'],
    'server-error': [500, 'InternalFailure'],
  },
  'rest-xml': {
    'access-denied': [403, 'AccessDenied'],
    'denied-by-scp': [403, 'AccessDenied'],
    throttled: [503, 'SlowDown'],
    'region-disabled': [403, 'InvalidAccessKeyId'],
    'credentials-expired': [400, 'ExpiredToken'],
    'server-error': [500, 'InternalError'],
  },
  query: {
    'access-denied': [403, 'AccessDenied'],
    'denied-by-scp': [403, 'AccessDenied'],
    throttled: [400, 'Throttling'],
    'region-disabled': [403, 'InvalidClientTokenId'],
    'credentials-expired': [403, 'ExpiredToken'],
    'server-error': [500, 'InternalFailure'],
  },
  ec2: {
    'access-denied': [403, 'UnauthorizedOperation'],
    'denied-by-scp': [403, 'UnauthorizedOperation'],
    throttled: [503, 'RequestLimitExceeded'],
    'region-disabled': [401, 'AuthFailure'],
    'credentials-expired': [400, 'RequestExpired'],
    'server-error': [500, 'InternalError'],
  },
};

/** What AWS would answer, in the form of the service's protocol. */
export function refusal(request: AwsRequest, how: Exclude<Refusal, 'reset'>): Answer {
  const protocol = PROTOCOLS[request.service];
  if (protocol === undefined) throw new Error(`no protocol is known for ${request.service}`);
  if (how === 'malformed') return malformed(protocol);
  // Organizations throttles with another code than the other JSON services.
  const throttledByOrganizations = how === 'throttled' && request.service === 'organizations';
  const [status, code] = throttledByOrganizations ? ([400, 'TooManyRequestsException'] as const) : CODES[protocol][how];
  return render(protocol, { status, code, message: wording(request, how) });
}

function wording(request: AwsRequest, how: ErrorRefusal): string {
  switch (how) {
    case 'access-denied':
      return `${denial(request)} because no identity-based policy allows the ${iamAction(request)} action`;
    case 'denied-by-scp':
      return `${denial(request)} with an explicit deny in a service control policy`;
    case 'throttled':
      return request.service === 'ec2' ? 'Request limit exceeded.' : 'Rate exceeded';
    case 'region-disabled':
      return request.service === 'ec2' ? 'AWS was not able to validate the provided access credentials' : INVALID_TOKEN;
    case 'credentials-expired':
      return request.service === 'ec2' ? 'Request has expired.' : EXPIRED_TOKEN;
    case 'server-error':
      return 'The request processing has failed because of an unknown error, exception or failure.';
  }
}

/** As in the IAM User Guide, "Troubleshoot access denied error messages". */
function denial(request: AwsRequest): string {
  const user = `arn:aws:sts::${request.caller}:assumed-role/Auditor/trailgate`;
  const on = request.resource === null ? '' : ` on resource: ${request.resource}`;
  const ec2 = request.service === 'ec2' ? 'You are not authorized to perform this operation. ' : '';
  return `${ec2}User: ${user} is not authorized to perform: ${iamAction(request)}${on}`;
}

/** API Gateway's IAM actions are HTTP methods (Service Authorization Reference). */
function iamAction({ service, operation }: AwsRequest): string {
  return service.startsWith('apigateway') ? 'apigateway:GET' : `${service}:${operation}`;
}

function render(protocol: Protocol, { status, code, message }: ErrorAnswer): Answer {
  const id = '7a62c49f-347e-4fc4-9331-6e8eEXAMPLE';
  switch (protocol) {
    case 'json':
      return json(status, { __type: code, message }, { 'x-amzn-requestid': id });
    case 'rest-json':
      return json(status, { message }, { 'x-amzn-requestid': id, 'x-amzn-errortype': code });
    case 'rest-xml':
      return xml(
        status,
        `<Error><Code>${code}</Code><Message>${message}</Message><RequestId>${id}</RequestId></Error>`,
      );
    case 'query': {
      const type = status >= 500 ? 'Receiver' : 'Sender';
      const error = `<Error><Type>${type}</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
      return xml(status, `<ErrorResponse>${error}<RequestId>${id}</RequestId></ErrorResponse>`);
    }
    case 'ec2': {
      const errors = `<Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors>`;
      return xml(status, `<Response>${errors}<RequestID>${id}</RequestID></Response>`);
    }
  }
}

/** An answer that says 200 and breaks off, as a proxy on the way may leave it. */
function malformed(protocol: Protocol): Answer {
  const cut = { status: 200, headers: {}, body: '{"items":[{"id":' };
  return protocol.endsWith('json') ? cut : xml(200, '<Response><Result><Items><Item');
}

function json(status: number, body: object, headers: Readonly<Record<string, string>>): Answer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

function xml(status: number, body: string): Answer {
  return { status, headers: { 'content-type': 'text/xml' }, body: `<?xml version="1.0" encoding="UTF-8"?>${body}` };
}
