import { describe, expect, test } from 'vitest';
import type { ApiKind } from '../../../src/model/apigateway.ts';
import { checkRequestId } from '../../../src/semantics/access-log-format/names.ts';
import { parseFormat } from '../../../src/semantics/access-log-format/parse.ts';

function requestIdIn(text: string, api: ApiKind): string {
  const { problems, doubts } = checkRequestId(parseFormat(text, api));
  return problems.length > 0 ? 'no' : doubts.length > 0 ? 'unclear' : 'yes';
}

describe('a request id', () => {
  test.each<[string, string]>([
    ['{"id":"$context.requestId"}', 'yes'],
    ['$context.extendedRequestId', 'yes'],
    ['$$context.requestId', 'yes'],
    ['${context.requestId} x', 'yes'],
    ['$context.identity.sourceIp [$context.requestTime] $context.requestId', 'yes'],
    ['{"id":"$context.integration.requestId"}', 'no'],
    ['$context.requestIdentity', 'no'],
    ['$context.requestID', 'no'],
    ['$context.requestid', 'no'],
    ['$Context.requestId', 'no'],
    ['$context.requestId2', 'no'],
    ['$context.requestId.value', 'no'],
    ['$requestId', 'no'],
    ['requestId', 'no'],
    ['context.requestId', 'no'],
    ['{"requestId":"$context.status"}', 'no'],
    ['$context. requestId', 'no'],
    ['', 'no'],
    ['$context.requestId-$context.stage', 'unclear'],
    ['done: $context.requestId.', 'unclear'],
    ['${context.requestId', 'unclear'],
    ['$context.requestId- $context.requestId', 'yes'],
  ])('in %s: %s', (text, present) => {
    expect(requestIdIn(text, 'rest')).toBe(present);
  });

  test('may end at a pipe on HTTP APIs, and does on the others', () => {
    expect(requestIdIn('$context.requestId|$context.stage', 'http')).toBe('unclear');
    expect(requestIdIn('$context.requestId|$context.stage', 'rest')).toBe('yes');
    expect(requestIdIn('$context.requestId|$context.stage', 'websocket')).toBe('yes');
  });
});

describe('parseFormat', () => {
  const tokens = (text: string, api: ApiKind = 'rest') =>
    parseFormat(text, api).references.map(({ role, name, start, end }) => [role, name, text.slice(start, end)]);

  test.each<[string, readonly (readonly [string, string, string])[]]>([
    ['a $context.path b', [['context', 'path', '$context.path']]],
    ['$$context.path', [['context', 'path', '$context.path']]],
    ['${context.identity.sourceIp}!', [['context', 'identity.sourceIp', '${context.identity.sourceIp}']]],
    ['{$context.path}', [['context', 'path', '$context.path']]],
    ['${context.path', [['context', 'path', '${context.path']]],
    ['$context', [['context', '', '$context']]],
    ['$context.', [['context', '', '$context.']]],
    ['$contextual.path', []],
    [
      '$context.path$context.stage',
      [
        ['context', 'path', '$context.path'],
        ['context', 'stage', '$context.stage'],
      ],
    ],
    ['é😀$context.path', [['context', 'path', '$context.path']]],
    ['\t$context.path\r\n', [['context', 'path', '$context.path']]],
    [
      '$stageVariables.color $input.body',
      [
        ['foreign', 'stageVariables.color', '$stageVariables.color'],
        ['foreign', 'input.body', '$input.body'],
      ],
    ],
    [
      '$util.escapeJavaScript($context.path)',
      [
        ['foreign', 'util.escapeJavaScript', '$util.escapeJavaScript'],
        ['context', 'path', '$context.path'],
      ],
    ],
    ['$CONTEXT.path', [['misspelt', 'path', '$CONTEXT.path']]],
    ['$identity.sourceIp', [['misspelt', 'identity.sourceIp', '$identity.sourceIp']]],
    ['$status', [['misspelt', 'status', '$status']]],
    ['$5 and $default', []],
  ])('finds in %s its tokens', (text, expected) => {
    expect(tokens(text)).toEqual(expected);
  });
});
