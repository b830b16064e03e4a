import { row } from './context-variable.ts';

const ON_THE_PAGE_AS_EQUIVALENT = 'AWS’s page for WebSocket APIs names it as an equivalent and does not list it';
const ACCEPTED_ON_HTTP = 'HTTP APIs were seen to accept it although their list does not have it';

/** Variables of the API, the request, the integration and the response. */
export const REQUEST_VARIABLES = [
  row(['accountId', 'RH', 'The account that owns the API', '111122223333']),
  row(['apiId', 'RHW', 'The API’s id', 'a1b2c3d4e5']),
  row(
    [
      'awsEndpointRequestId',
      'RH',
      'The request id of the AWS endpoint behind the API',
      'f3a1c2d4-0b1e-4c5d-9f6a-7b8c9d0e1f2a',
    ],
    { doubtfulOn: 'W', doubt: ON_THE_PAGE_AS_EQUIVALENT },
  ),
  row(['awsEndpointRequestId2', 'H', 'The AWS endpoint’s second request id, x-amz-id-2', 'q3Rz8sV1Lw0=']),
  row(['cipherSuite', 'R', 'The TLS cipher of the connection', 'TLS_AES_128_GCM_SHA256']),
  row(['connectedAt', 'W', 'When the connection was made, in milliseconds since 1970', '1793620800000']),
  row(['connectionId', 'W', 'The connection’s id', 'L0SM9cOFvHcCIhw=']),
  row(['customDomain.basePathMatched', 'RH', 'The path of the API mapping that matched', 'v1/orders']),
  row(['customDomain.routingRuleIdMatched', 'R', 'The id of the routing rule that matched', 'rule-a1b2c3'], {
    since: '2025-06',
  }),
  row(['dataProcessed', 'H', 'Bytes processed', '512']),
  row(['deploymentId', 'R', 'The deployment’s id', 'x9y8z7']),
  row(['domainName', 'RHW', 'The domain name that was called', 'api.example.com']),
  row(['domainPrefix', 'RH', 'The first label of the domain name', 'api']),
  row(['endpointType', 'R', 'The endpoint’s type', 'REGIONAL']),
  row(['error.message', 'RHW', 'API Gateway’s error message', 'Forbidden']),
  row(['error.messageString', 'RHW', 'API Gateway’s error message, already in double quotes', 'Forbidden'], {
    quoted: true,
    instead: 'error.message',
  }),
  row(['error.responseType', 'RHW', 'The type of gateway response', 'ACCESS_DENIED']),
  row([
    'error.validationErrorString',
    'RW',
    'Why validation refused the request',
    '[object has missing required properties]',
  ]),
  row(['eventType', 'W', 'CONNECT, MESSAGE or DISCONNECT', 'MESSAGE']),
  row([
    'extendedRequestId',
    'RHW',
    'The id that API Gateway gives to the request, which no client can choose',
    'K1l2M3n4oP5Fqrs=',
  ]),
  row(['httpMethod', 'RH', 'The HTTP method', 'GET']),
  row(['integration.error', 'RHW', 'The integration’s error message', 'Execution failed']),
  row(['integration.integrationStatus', 'RHW', 'The status of AWS Lambda, not of the function’s code', '200']),
  row(['integration.latency', 'RHW', 'The integration’s latency in milliseconds', '41']),
  row([
    'integration.requestId',
    'RHW',
    'The request id of the AWS endpoint behind the API',
    'f3a1c2d4-0b1e-4c5d-9f6a-7b8c9d0e1f2a',
  ]),
  row(['integration.responseTransferMode', 'R', 'BUFFERED or STREAMED', 'BUFFERED'], { since: '2025-11' }),
  row(['integration.status', 'RHW', 'The status that the integration returned', '200']),
  row(['integration.timeToAllHeaders', 'R', 'Milliseconds until all response headers had come', '38'], {
    since: '2025-11',
  }),
  row(['integration.timeToFirstContent', 'R', 'Milliseconds until the first content had come', '40'], {
    since: '2025-11',
  }),
  row(['integrationErrorMessage', 'H', 'The integration’s error message', 'Internal Server Error']),
  row(['integrationLatency', 'RHW', 'The integration’s latency in milliseconds', '41']),
  row(['integrationStatus', 'RH', 'The status of AWS Lambda, or of the integration', '200'], {
    doubtfulOn: 'W',
    doubt: ON_THE_PAGE_AS_EQUIVALENT,
  }),
  row(['isCanaryRequest', 'R', 'Whether the canary served the request', 'false']),
  row(['messageId', 'W', 'The message’s id', 'L0SM9fTFvHcCIhw=']),
  row(['path', 'RH', 'The request’s path', '/prod/orders/1234']),
  row(['protocol', 'RH', 'The request’s protocol', 'HTTP/1.1']),
  row([
    'requestId',
    'RHW',
    'The request’s id; on REST APIs a client can choose it',
    'b7c1f0de-52a4-4f0c-8a55-0d2a4a3a9c11',
  ]),
  row(['requestOverride.header.{name}', 'R', 'A request header as a mapping overrides it', 'en'], {
    sensitivity: 'depends',
  }),
  row(['requestOverride.path.{name}', 'R', 'A path parameter as a mapping overrides it', '1234']),
  row(['requestOverride.querystring.{name}', 'R', 'A query parameter as a mapping overrides it', 'open'], {
    sensitivity: 'depends',
  }),
  row(['requestTime', 'RHW', 'When the request came, as in the common log format', '01/Nov/2026:12:00:00 +0000']),
  row(['requestTimeEpoch', 'RHW', 'When the request came, in milliseconds since 1970', '1793534400000']),
  row(['resourceId', 'R', 'The resource’s id', 'r1s2t3']),
  row(['resourcePath', 'R', 'The resource’s path, with its parameters’ names', '/orders/{id}'], {
    doubtfulOn: 'H',
    doubt: ACCEPTED_ON_HTTP,
  }),
  row(['responseLatency', 'RH', 'The response’s latency in milliseconds', '47']),
  row(['responseLength', 'RH', 'The response’s size in bytes', '512']),
  row(['responseOverride.header.{name}', 'R', 'A response header as a mapping overrides it', 'no-store'], {
    sensitivity: 'depends',
  }),
  row(['responseOverride.status', 'R', 'The status as a mapping overrides it', '202']),
  row(['routeKey', 'HW', 'The route that was selected', 'GET /orders/{id}']),
  row(['stage', 'RHW', 'The stage', 'prod']),
  row(['status', 'RHW', 'The status that the client got', '200']),
  row(['tlsVersion', 'R', 'The version of TLS', 'TLSv1.3']),
  row(['waf.error', 'RW', 'AWS WAF’s error message', 'WAF access is denied']),
  row(['waf.latency', 'RW', 'AWS WAF’s latency in milliseconds', '3']),
  row(['waf.status', 'RW', 'AWS WAF’s status', '200']),
  row(['wafResponseCode', 'R', 'AWS WAF’s answer: WAF_ALLOW or WAF_BLOCK', 'WAF_ALLOW']),
  row([
    'webaclArn',
    'R',
    'The web ACL that decided',
    'arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/orders/a1b2c3d4',
  ]),
  row(['xrayTraceId', 'R', 'The id of the X-Ray trace', '1-65f0c1a2-0123456789abcdef01234567']),
];
