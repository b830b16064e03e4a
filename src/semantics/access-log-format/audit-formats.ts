import type { ApiKind } from '../../model/apigateway.ts';

/**
 * Formats that an auditor can use, by kind of API: who, when, from where, what, outcome, size and agent, with every
 * value quoted, because API Gateway prints `-` for what is missing. The variables of each kind are those of the API
 * Gateway Developer Guide (variables for access logging; HTTP API and WebSocket API logging).
 */
export const AUDIT_FORMATS: Readonly<Record<ApiKind, string>> = {
  rest: toFormat({
    requestId: 'requestId',
    extendedRequestId: 'extendedRequestId',
    ip: 'identity.sourceIp',
    userAgent: 'identity.userAgent',
    caller: 'identity.caller',
    user: 'identity.user',
    requestTime: 'requestTime',
    httpMethod: 'httpMethod',
    resourcePath: 'resourcePath',
    path: 'path',
    status: 'status',
    protocol: 'protocol',
    responseLength: 'responseLength',
    error: 'error.message',
    integrationStatus: 'integration.status',
  }),
  http: toFormat({
    requestId: 'requestId',
    ip: 'identity.sourceIp',
    userAgent: 'identity.userAgent',
    caller: 'identity.caller',
    user: 'identity.user',
    requestTime: 'requestTime',
    httpMethod: 'httpMethod',
    routeKey: 'routeKey',
    path: 'path',
    status: 'status',
    protocol: 'protocol',
    responseLength: 'responseLength',
    error: 'error.message',
    integrationStatus: 'integrationStatus',
  }),
  websocket: toFormat({
    requestId: 'requestId',
    ip: 'identity.sourceIp',
    userAgent: 'identity.userAgent',
    caller: 'identity.caller',
    user: 'identity.user',
    requestTime: 'requestTime',
    eventType: 'eventType',
    routeKey: 'routeKey',
    connectionId: 'connectionId',
    messageId: 'messageId',
    status: 'status',
    error: 'error.message',
    integrationStatus: 'integration.status',
  }),
};

function toFormat(fields: Readonly<Record<string, string>>): string {
  return `{${Object.entries(fields)
    .map(([name, variable]) => `"${name}":"$context.${variable}"`)
    .join(',')}}`;
}
