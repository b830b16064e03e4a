import { row } from './context-variable.ts';

/** The list for HTTP APIs dropped some of these, and an authorizer may return a property of the same name. */
const AS_PROPERTY = {
  doubtfulOn: 'H',
  doubt: 'AWS’s list for HTTP APIs does not have it by itself, and a property of an authorizer may be called so',
};

/** Variables of who called, and of how AWS decided whether to let them in. */
export const CALLER_VARIABLES = [
  row(['authenticate.error', 'RW', 'The error of authentication', 'Unauthenticated']),
  row(['authenticate.latency', 'RW', 'The latency of authentication in milliseconds', '4']),
  row(['authenticate.status', 'RW', 'The status of authentication', '200']),
  row(['authorize.error', 'RW', 'The error of authorization', 'The client is not authorized']),
  row(['authorize.latency', 'RW', 'The latency of authorization in milliseconds', '2']),
  row(['authorize.status', 'RW', 'The status of authorization', '200']),
  row(['authorizer.claims.{property}', 'RH', 'A claim of the caller’s token', '5d1f7a52-7b1e-4c9a-8f54-2a3f5f6b7c8d'], {
    sensitivity: 'depends',
  }),
  row(['authorizer.error', 'RHW', 'The authorizer’s error message', 'Unauthorized']),
  row(
    ['authorizer.integrationLatency', 'RW', 'The authorizer’s integration latency in milliseconds', '12'],
    AS_PROPERTY,
  ),
  row(['authorizer.integrationStatus', 'RW', 'The status of the authorizer’s function', '200'], AS_PROPERTY),
  row(['authorizer.latency', 'RW', 'The authorizer’s latency in milliseconds', '14'], AS_PROPERTY),
  row(['authorizer.principalId', 'RW', 'The principal that the Lambda authorizer named', 'user|a1b2c3'], AS_PROPERTY),
  row(
    [
      'authorizer.requestId',
      'RW',
      'The request id of the authorizer’s endpoint',
      'c9d8e7f6-1a2b-4c3d-8e4f-5a6b7c8d9e0f',
    ],
    AS_PROPERTY,
  ),
  row(['authorizer.status', 'RW', 'The authorizer’s status', '200'], AS_PROPERTY),
  row(['authorizer.{property}', 'RHW', 'A value from the Lambda authorizer’s context', 'tenant-7'], {
    sensitivity: 'depends',
  }),
  row(['identity.accessKey', '', 'The caller’s access key id', 'AKIAIOSFODNN7EXAMPLE'], {
    doubtfulOn: 'RHW',
    doubt: 'it is a variable of mapping templates, and no list of access-log variables has it',
  }),
  row(['identity.accountId', 'RHW', 'The caller’s account, with IAM authorization', '444455556666']),
  row(
    ['identity.apiKey', 'RW', 'The value of the API key, which is a credential', 'd41d8cd98f00b204e9800998ecf8427e'],
    { sensitivity: 'credential', instead: 'identity.apiKeyId' },
  ),
  row(['identity.apiKeyId', 'RW', 'The API key’s id', 'k1l2m3n4o5']),
  row([
    'identity.caller',
    'RHW',
    'The principal that signed the request, with IAM authorization',
    'AIDACKCEVSQ6C2EXAMPLE',
  ]),
  row(
    [
      'identity.clientCert.clientCertPem',
      'RH',
      'The whole client certificate, with mutual TLS',
      '-----BEGIN CERTIFICATE----- MIIC -----END CERTIFICATE-----',
    ],
    { sensitivity: 'personal', instead: 'identity.clientCert.serialNumber', since: '2020-09' },
  ),
  row(['identity.clientCert.issuerDN', 'RH', 'The issuer of the client certificate', 'CN=Example CA,O=Example'], {
    since: '2020-09',
  }),
  row(['identity.clientCert.serialNumber', 'RH', 'The client certificate’s serial number', '41:7a:0c:11'], {
    since: '2020-09',
  }),
  row(['identity.clientCert.subjectDN', 'RH', 'The subject of the client certificate', 'CN=orders-client,O=Example'], {
    since: '2020-09',
  }),
  row(['identity.clientCert.validity.notAfter', 'RH', 'When the client certificate ends', 'Aug 5 00:28:21 2027 GMT'], {
    since: '2020-09',
  }),
  row(
    ['identity.clientCert.validity.notBefore', 'RH', 'When the client certificate begins', 'Aug 5 00:28:21 2026 GMT'],
    { since: '2020-09' },
  ),
  row(
    [
      'identity.cognitoAuthenticationProvider',
      'RHW',
      'Cognito’s providers, with the user’s subject',
      'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Example,cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Example:CognitoSignIn:5d1f7a52',
    ],
    { sensitivity: 'personal', instead: 'identity.cognitoIdentityId' },
  ),
  row(['identity.cognitoAuthenticationType', 'RHW', 'authenticated or unauthenticated', 'authenticated']),
  row([
    'identity.cognitoIdentityId',
    'RHW',
    'The caller’s Cognito identity',
    'eu-west-1:7c8d9e0f-1a2b-4c3d-8e4f-5a6b7c8d9e0f',
  ]),
  row(['identity.cognitoIdentityPoolId', 'RHW', 'The identity pool', 'eu-west-1:0f1e2d3c-4b5a-4968-8776-655443322110']),
  row(['identity.principalOrgId', 'RHW', 'The caller’s organization, with IAM authorization', 'o-exampleorgid']),
  row(['identity.sourceIp', 'RHW', 'The address that the connection came from', '203.0.113.12']),
  row(['identity.user', 'RHW', 'The principal that is authorized, with IAM authorization', 'AIDACKCEVSQ6C2EXAMPLE']),
  row([
    'identity.userAgent',
    'RHW',
    'The client’s User-Agent header',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36',
  ]),
  row([
    'identity.userArn',
    'RHW',
    'The caller’s ARN, with IAM authorization',
    'arn:aws:iam::444455556666:user/orders-client',
  ]),
  row(['identity.vpcId', 'R', 'The VPC that a private API was called from', 'vpc-0a1b2c3d']),
  row(['identity.vpceId', 'R', 'The VPC endpoint that a private API was called through', 'vpce-0a1b2c3d']),
];
