import type { ApiKind } from '../../../src/model/apigateway.ts';
import type { FormatRuleId } from '../../../src/semantics/access-log-format/judgement.ts';
import type { FormatKind } from '../../../src/semantics/access-log-format/kind.ts';

/** A format in a shape that public infrastructure code has, and what is to be found in it. */
export interface PublicFormat {
  readonly name: string;
  readonly api: ApiKind;
  readonly text: string;
  readonly kind: FormatKind;
  readonly problems: readonly FormatRuleId[];
  /** Rules that cannot decide. */
  readonly doubts: readonly FormatRuleId[];
}

const RULES = {
  id: 'formats/missing-request-id',
  unknown: 'formats/unknown-variable',
  unavailable: 'formats/unavailable-variable',
  broken: 'formats/broken-json',
  break: 'formats/line-break',
  long: 'formats/too-long',
  audit: 'formats/missing-audit-fields',
  sensitive: 'formats/sensitive-variable',
} as const satisfies Readonly<Record<string, FormatRuleId>>;
type Short = keyof typeof RULES;

/** `found` names rules by their short names; those behind a question mark are in doubt, as in `audit ?sensitive`. */
function format(name: string, [api, kind, found]: readonly [ApiKind, FormatKind, string], text: string): PublicFormat {
  const words = found.split(' ').filter((word) => word !== '');
  const rule = (word: string) => RULES[word.replace('?', '') as Short];
  return {
    name,
    api,
    kind,
    text,
    problems: words.filter((word) => !word.startsWith('?')).map(rule),
    doubts: words.filter((word) => word.startsWith('?')).map(rule),
  };
}

const REST_FIELDS =
  '"ip":"$context.identity.sourceIp","caller":"$context.identity.caller","user":"$context.identity.user","requestTime":"$context.requestTime","httpMethod":"$context.httpMethod","resourcePath":"$context.resourcePath","status":"$context.status","protocol":"$context.protocol","responseLength":"$context.responseLength","userAgent":"$context.identity.userAgent"';
const HTTP_FIELDS =
  '"ip":"$context.identity.sourceIp","caller":"$context.identity.caller","requestTime":"$context.requestTime","httpMethod":"$context.httpMethod","routeKey":"$context.routeKey","status":"$context.status","responseLength":"$context.responseLength","userAgent":"$context.identity.userAgent"';

/** AWS's own examples and presets. */
const PRESETS: readonly PublicFormat[] = [
  format(
    'the common log format of REST APIs',
    ['rest', 'clf', 'audit'],
    '$context.identity.sourceIp $context.identity.caller $context.identity.user [$context.requestTime] "$context.httpMethod $context.resourcePath $context.protocol" $context.status $context.responseLength $context.requestId $context.extendedRequestId',
  ),
  format(
    'the common log format of HTTP APIs',
    ['http', 'clf', 'audit'],
    '$context.identity.sourceIp - - [$context.requestTime] "$context.httpMethod $context.routeKey $context.protocol" $context.status $context.responseLength $context.requestId',
  ),
  format(
    'the common log format of WebSocket APIs',
    ['websocket', 'clf', 'audit'],
    '$context.identity.sourceIp $context.identity.caller $context.identity.user [$context.requestTime] "$context.eventType $context.routeKey $context.connectionId" $context.status $context.requestId',
  ),
  format(
    'JSON with the standard fields of REST APIs',
    ['rest', 'json', 'audit'],
    '{"requestId":"$context.requestId","ip":"$context.identity.sourceIp","user":"$context.identity.user","caller":"$context.identity.caller","requestTime":"$context.requestTime","httpMethod":"$context.httpMethod","resourcePath":"$context.resourcePath","status":"$context.status","protocol":"$context.protocol","responseLength":"$context.responseLength"}',
  ),
  format(
    'JSON of the console for HTTP APIs',
    ['http', 'json', 'audit'],
    '{ "requestId":"$context.requestId", "ip": "$context.identity.sourceIp", "requestTime":"$context.requestTime", "httpMethod":"$context.httpMethod","routeKey":"$context.routeKey", "status":"$context.status","protocol":"$context.protocol", "responseLength":"$context.responseLength" }',
  ),
  format(
    'JSON of the console for WebSocket APIs',
    ['websocket', 'json', 'audit'],
    '{ "requestId":"$context.requestId", "ip": "$context.identity.sourceIp", "caller":"$context.identity.caller", "user":"$context.identity.user","requestTime":"$context.requestTime", "eventType":"$context.eventType","routeKey":"$context.routeKey", "status":"$context.status","connectionId":"$context.connectionId" }',
  ),
  format(
    'XML of REST APIs',
    ['rest', 'xml', 'audit'],
    '<request id="$context.requestId"> <ip>$context.identity.sourceIp</ip> <caller>$context.identity.caller</caller> <user>$context.identity.user</user> <requestTime>$context.requestTime</requestTime> <httpMethod>$context.httpMethod</httpMethod> <resourcePath>$context.resourcePath</resourcePath> <status>$context.status</status> <protocol>$context.protocol</protocol> <responseLength>$context.responseLength</responseLength> </request>',
  ),
  format(
    'CSV of REST APIs',
    ['rest', 'csv', 'audit'],
    '$context.identity.sourceIp,$context.identity.caller,$context.identity.user,$context.requestTime,$context.httpMethod,$context.resourcePath,$context.protocol,$context.status,$context.responseLength,$context.requestId,$context.extendedRequestId',
  ),
  format(
    'XML as the page breaks its lines',
    ['websocket', 'xml', 'break audit'],
    '<request id="$context.requestId"> \\\n <ip>$context.identity.sourceIp</ip> \\\n <routeKey>$context.routeKey</routeKey> \\\n <connectionId>$context.connectionId</connectionId> \\\n </request>',
  ),
  format(
    'CSV as the page breaks its lines',
    ['websocket', 'csv', 'break audit'],
    '$context.identity.sourceIp,$context.identity.caller, \\\n$context.identity.user,$context.requestTime,$context.eventType, \\\n$context.routeKey,$context.connectionId,$context.status, \\\n$context.requestId',
  ),
];

/** Formats that do what they should. */
const SOUND: readonly PublicFormat[] = [
  format(
    'everything that an audit asks of a REST API',
    ['rest', 'json', ''],
    `{"requestId":"$context.requestId","extendedRequestId":"$context.extendedRequestId",${REST_FIELDS}}`,
  ),
  format(
    'everything that an audit asks of an HTTP API',
    ['http', 'json', ''],
    `{"requestId":"$context.requestId",${HTTP_FIELDS}}`,
  ),
  format(
    'nested by subject',
    ['rest', 'json', ''],
    '{"request":{"id":"$context.requestId","time":"$context.requestTimeEpoch","method":"$context.httpMethod","path":"$context.path"},"client":{"ip":"$context.identity.sourceIp","agent":"$context.identity.userAgent","who":{"arn":"$context.identity.userArn"}},"response":{"status":"$context.status","bytes":"$context.responseLength"}}',
  ),
  format(
    'an array without names',
    ['rest', 'json', ''],
    '["$context.requestId","$context.identity.sourceIp","$context.identity.userArn","$context.requestTime","$context.httpMethod $context.resourcePath","$context.status","$context.responseLength","$context.identity.userAgent"]',
  ),
  format(
    'Cognito’s subject names the caller',
    ['rest', 'json', ''],
    '{"id":"$context.extendedRequestId","sub":"$context.authorizer.claims.sub","t":"$context.requestTime","from":"$context.identity.sourceIp","what":"$context.httpMethod $context.path","status":"$context.status","size":"$context.responseLength","ua":"$context.identity.userAgent"}',
  ),
  format(
    'a WebSocket API with a JWT-like principal',
    ['websocket', 'json', ''],
    '{"requestId":"$context.requestId","principal":"$context.authorizer.principalId","at":"$context.requestTimeEpoch","ip":"$context.identity.sourceIp","event":"$context.eventType","route":"$context.routeKey","connection":"$context.connectionId","message":"$context.messageId","status":"$context.status","agent":"$context.identity.userAgent"}',
  ),
  format(
    'the combined log format with a last line feed',
    ['rest', 'clf', ''],
    '$context.identity.sourceIp $context.identity.caller $context.identity.user [$context.requestTime] "$context.httpMethod $context.path $context.protocol" $context.status $context.responseLength "$context.identity.userAgent" $context.requestId\n',
  ),
  format(
    'labelled free text',
    ['http', 'text', ''],
    'id=$context.requestId time=$context.requestTime ip=$context.identity.sourceIp user=$context.identity.userArn method=$context.httpMethod route="$context.routeKey" status=$context.status bytes=$context.responseLength agent="$context.identity.userAgent"',
  ),
  format(
    'XML with attributes only',
    ['rest', 'xml', ''],
    '<r id="$context.requestId" ip="$context.identity.sourceIp" who="$context.identity.user" at="$context.requestTime" m="$context.httpMethod" p="$context.path" s="$context.status" n="$context.responseLength" ua="$context.identity.userAgent"/>',
  ),
  format(
    'CSV with the agent in quotes',
    ['rest', 'csv', ''],
    '$context.requestId,$context.requestTime,$context.identity.sourceIp,$context.identity.caller,$context.httpMethod,$context.path,$context.status,$context.responseLength,"$context.identity.userAgent"',
  ),
  format(
    'a constant beside the variables',
    ['rest', 'json', ''],
    `{"service":"orders","version":2,"canary":false,"requestId":"$context.requestId",${REST_FIELDS}}`,
  ),
  format(
    'braces around names',
    ['rest', 'text', ''],
    '${context.requestId} ${context.requestTime} ${context.identity.sourceIp} ${context.identity.user} ${context.httpMethod} ${context.path} ${context.status} ${context.responseLength} ${context.identity.userAgent}',
  ),
  format(
    'doubled dollar signs, as Serverless escapes them',
    ['http', 'json', ''],
    `{"requestId":"$$context.requestId",${HTTP_FIELDS.replaceAll('$', '$$$$')}}`,
  ),
  format(
    'text that is not ASCII',
    ['rest', 'json', ''],
    `{"dienst":"Aufträge 🧾","Kennung":"$context.requestId",${REST_FIELDS}}`,
  ),
];

/** Names that do not exist, or not for this kind of API. */
const NAMES: readonly PublicFormat[] = [
  format(
    'a request id in capitals',
    ['rest', 'json', 'id unknown'],
    `{"requestId":"$context.requestID",${REST_FIELDS}}`,
  ),
  format('context in capitals', ['http', 'json', 'id unknown'], `{"requestId":"$Context.requestId",${HTTP_FIELDS}}`),
  format(
    'content for context',
    ['rest', 'json', 'unknown'],
    `{"requestId":"$context.requestId","mode":"$content.integration.responseTransferMode",${REST_FIELDS}}`,
  ),
  format(
    'names without context',
    ['http', 'clf', 'id unknown audit'],
    '$identity.sourceIp [$requestTime] "$httpMethod $path" $status $requestId [$context.requestTime]',
  ),
  format(
    'the source address without identity',
    ['rest', 'json', 'unknown audit'],
    '{"requestId":"$context.requestId","ip":"$context.sourceIp","agent":"$context.userAgent"}',
  ),
  format(
    'a response time that is called latency',
    ['rest', 'json', 'unknown'],
    `{"requestId":"$context.requestId","took":"$context.responseTime",${REST_FIELDS}}`,
  ),
  format(
    'headers, which no variable has',
    ['rest', 'json', 'unknown'],
    `{"requestId":"$context.requestId","referer":"$context.request.header.Referer",${REST_FIELDS}}`,
  ),
  format(
    'the claims as a whole',
    ['rest', 'json', 'unknown'],
    `{"requestId":"$context.requestId","claims":"$context.authorizer.claims",${REST_FIELDS}}`,
  ),
  format('the whole context', ['rest', 'json', 'id unknown audit'], '{"context":"$context"}'),
  format(
    'a variable that stops at its dot',
    ['rest', 'text', 'unknown audit'],
    '$context.requestId $context. $context.status',
  ),
  format(
    'a REST format on an HTTP API',
    ['http', 'json', 'unavailable audit'],
    '{"requestId":"$context.requestId","ip":"$context.identity.sourceIp","apiKeyId":"$context.identity.apiKeyId","waf":"$context.waf.status","trace":"$context.xrayTraceId","status":"$context.status"}',
  ),
  format(
    'an HTTP format on a REST API',
    ['rest', 'json', 'unavailable audit'],
    '{"requestId":"$context.requestId","routeKey":"$context.routeKey","error":"$context.integrationErrorMessage","data":"$context.dataProcessed","status":"$context.status"}',
  ),
  format(
    'a REST format on a WebSocket API',
    ['websocket', 'json', 'unavailable audit'],
    '{"requestId":"$context.requestId","httpMethod":"$context.httpMethod","path":"$context.path","protocol":"$context.protocol","responseLength":"$context.responseLength"}',
  ),
  format(
    'the resource path on an HTTP API',
    ['http', 'json', '?unavailable'],
    `{"requestId":"$context.requestId","resourcePath":"$context.resourcePath",${HTTP_FIELDS}}`,
  ),
  format(
    'the authorizer’s principal on an HTTP API',
    ['http', 'json', '?unavailable ?audit'],
    `{"requestId":"$context.requestId","principal":"$context.authorizer.principalId",${HTTP_FIELDS.replace('"caller":"$context.identity.caller",', '')}}`,
  ),
  format(
    'the integration’s status on a WebSocket API',
    ['websocket', 'json', 'audit ?unavailable'],
    '{"requestId":"$context.requestId","connectionId":"$context.connectionId","integrationStatus":"$context.integrationStatus"}',
  ),
  format(
    'an access key',
    ['rest', 'json', '?unavailable'],
    `{"requestId":"$context.requestId","accessKey":"$context.identity.accessKey",${REST_FIELDS}}`,
  ),
  format(
    'only the integration’s request id',
    ['rest', 'json', 'id'],
    `{"id":"$context.integration.requestId",${REST_FIELDS}}`,
  ),
];

/** Lines that are not what they claim to be. */
const BROKEN: readonly PublicFormat[] = [
  format(
    'a status without quotes',
    ['rest', 'json', 'broken'],
    `{"requestId":"$context.requestId","code":$context.status,${REST_FIELDS}}`,
  ),
  format(
    'numbers without quotes in a nested object',
    ['http', 'json', 'broken'],
    `{"requestId":"$context.requestId","latency":{"total":$context.responseLatency,"integration":$context.integrationLatency},${HTTP_FIELDS}}`,
  ),
  format(
    'a quoted string in quotes',
    ['rest', 'json', 'broken'],
    `{"requestId":"$context.requestId","error":"$context.error.messageString",${REST_FIELDS}}`,
  ),
  format(
    'a quoted string that can be missing',
    ['rest', 'json', 'broken'],
    `{"requestId":"$context.requestId","error":$context.error.messageString,${REST_FIELDS}}`,
  ),
  format(
    'a comma before the closing brace',
    ['rest', 'json', 'broken'],
    `{"requestId":"$context.requestId",${REST_FIELDS},}`,
  ),
  format('a missing comma', ['rest', 'json', 'broken'], `{"requestId":"$context.requestId" ${REST_FIELDS}}`),
  format('a missing quote', ['rest', 'json', 'broken'], `{"requestId":"$context.requestId,${REST_FIELDS}}`),
  format('a missing brace', ['http', 'json', 'broken'], `{"requestId":"$context.requestId",${HTTP_FIELDS}`),
  format('a brace too many', ['http', 'json', 'broken'], `{"requestId":"$context.requestId",${HTTP_FIELDS}}}`),
  format(
    'names without quotes',
    ['rest', 'json', 'broken audit'],
    '{ requestId: "$context.requestId", ip: "$context.identity.sourceIp", status: "$context.status" }',
  ),
  format(
    'single quotes',
    ['rest', 'json', 'broken audit'],
    "{'requestId':'$context.requestId','ip':'$context.identity.sourceIp'}",
  ),
  format('quotes around the whole', ['rest', 'json', 'broken'], `'{"requestId":"$context.requestId",${REST_FIELDS}}'`),
  format(
    'escaped twice',
    ['rest', 'json', 'broken audit'],
    '{\\"requestId\\":\\"$context.requestId\\",\\"status\\":\\"$context.status\\"}',
  ),
  format('JSON in a JSON string', ['rest', 'json', 'broken audit'], '"{\\"requestId\\":\\"$context.requestId\\"}"'),
  format(
    'a mapping template’s function in place of a string',
    ['rest', 'json', 'broken ?unknown'],
    `{"requestId":"$context.requestId","error":$util.escapeJavaScript($context.error.message),${REST_FIELDS}}`,
  ),
  format('an escaped dollar sign', ['rest', 'json', 'broken'], `{"requestId":"\\$context.requestId",${REST_FIELDS}}`),
  format(
    'a tab in a string',
    ['rest', 'json', 'broken'],
    `{"requestId":"$context.requestId","client":"$context.identity.sourceIp\t$context.identity.userAgent",${REST_FIELDS}}`,
  ),
  format(
    'an XML element that is never closed',
    ['rest', 'xml', 'broken audit'],
    '<request id="$context.requestId"><ip>$context.identity.sourceIp<status>$context.status</status></request>',
  ),
  format(
    'an XML attribute without quotes',
    ['rest', 'xml', 'broken audit'],
    '<request id=$context.requestId><ip>$context.identity.sourceIp</ip></request>',
  ),
  format(
    'a bare ampersand in XML',
    ['rest', 'xml', 'broken audit'],
    '<request id="$context.requestId"><query>method=$context.httpMethod&path=$context.path</query></request>',
  ),
  format(
    'two XML roots',
    ['rest', 'xml', 'broken audit'],
    '<id>$context.requestId</id><status>$context.status</status>',
  ),
  format(
    'a user agent as a bare CSV column',
    ['rest', 'csv', 'broken'],
    '$context.requestId,$context.requestTime,$context.identity.sourceIp,$context.identity.user,$context.httpMethod,$context.path,$context.status,$context.responseLength,$context.identity.userAgent',
  ),
];

/** Line breaks, length, and what should not be logged. */
const SHAPES: readonly PublicFormat[] = [
  format(
    'a YAML block that keeps its line breaks',
    ['rest', 'json', 'break'],
    `{\n  "requestId":"$context.requestId",\n  ${REST_FIELDS}\n}\n`,
  ),
  format(
    'line breaks of Windows',
    ['http', 'json', 'break'],
    `{\r\n"requestId":"$context.requestId",\r\n"apiId":"$context.apiId",\r\n${HTTP_FIELDS}}`,
  ),
  format(
    'a last line feed on an HTTP API',
    ['http', 'json', '?break'],
    `{"requestId":"$context.requestId",${HTTP_FIELDS},"x":1}\n`,
  ),
  format(
    'a line feed that is spelled out',
    ['rest', 'json', '?break'],
    `{"requestId":"$context.requestId",${REST_FIELDS},"x":1}\\n`,
  ),
  format(
    'a format over the quota',
    ['rest', 'json', 'long'],
    `{"requestId":"$context.requestId",${REST_FIELDS},"note":"${'x'.repeat(3000)}"}`,
  ),
  format(
    'the API key’s value',
    ['rest', 'json', 'sensitive'],
    `{"requestId":"$context.requestId","key":"$context.identity.apiKey",${REST_FIELDS}}`,
  ),
  format(
    'personal claims',
    ['http', 'json', 'sensitive'],
    `{"requestId":"$context.requestId","mail":"$context.authorizer.claims.email","phone":"$context.authorizer.claims.phone_number",${HTTP_FIELDS}}`,
  ),
  format(
    'the whole client certificate',
    ['http', 'json', 'sensitive'],
    `{"requestId":"$context.requestId","cert":{"pem":"$context.identity.clientCert.clientCertPem","serial":"$context.identity.clientCert.serialNumber"},${HTTP_FIELDS}}`,
  ),
  format(
    'an overridden authorization header',
    ['rest', 'json', 'sensitive'],
    `{"requestId":"$context.requestId","auth":"$context.requestOverride.header.Authorization",${REST_FIELDS}}`,
  ),
  format(
    'a property of a Lambda authorizer',
    ['rest', 'json', '?sensitive'],
    `{"requestId":"$context.requestId","tenant":"$context.authorizer.tenant",${REST_FIELDS}}`,
  ),
  format(
    'a claim with a colon',
    ['rest', 'json', '?unknown ?sensitive'],
    `{"requestId":"$context.requestId","who":"$context.authorizer.claims.cognito:username",${REST_FIELDS}}`,
  ),
  format(
    'pipes between values',
    ['http', 'text', 'audit ?id ?unknown ?audit'],
    '$context.requestId|$context.identity.sourceIp|$context.status',
  ),
  format('dashes between values', ['rest', 'text', 'audit ?id ?unknown'], '$context.requestId-$context.httpMethod'),
  format(
    'a sentence',
    ['rest', 'text', 'audit'],
    '$context.identity.sourceIp asked for $context.httpMethod $context.path and got $context.status, see $context.requestId',
  ),
  format(
    'a stage variable',
    ['rest', 'json', '?unknown'],
    `{"requestId":"$context.requestId","color":"$stageVariables.color",${REST_FIELDS}}`,
  ),
];

export const PUBLIC_FORMATS: readonly PublicFormat[] = [...PRESETS, ...SOUND, ...NAMES, ...BROKEN, ...SHAPES];
