import { describe, expect, test } from 'vitest';
import { judgeFormat } from '../../src/cli/format.ts';
import { AUDIT_FORMATS } from '../../src/semantics/access-log-format/audit-formats.ts';
import { examine } from '../../src/semantics/access-log-format/examine.ts';

const options = { api: 'rest', json: false, failOn: 'medium' } as const;

describe('in words', () => {
  test('a problem is shown under the text that it is about', () => {
    const { output, status } = judgeFormat('{"id":"$context.requestID","status":"$context.status"}', options);
    expect(output).toContain(
      [
        'medium  formats/unknown-variable: $context.requestID is no variable of access logs; did you mean $context.requestId?',
        '  {"id":"$context.requestID","status":"$context.sta…',
        '         ^^^^^^^^^^^^^^^^^^',
      ].join('\n'),
    );
    expect(status).toBe(1);
  });

  test('a sound format has a sample line and nothing to repair', () => {
    const { output, status } = judgeFormat(AUDIT_FORMATS.http, { ...options, api: 'http' });
    expect(output).toContain('No problems.');
    expect(output).toContain('"ip":"203.0.113.12"');
    expect(output).not.toContain('Repaired');
    expect(status).toBe(0);
  });

  test('what AWS does not document is shown as unknown and does not fail', () => {
    const { output, status } = judgeFormat(
      AUDIT_FORMATS.rest.replace('}', ',"color":"$stageVariables.color"}'),
      options,
    );
    expect(output).toMatch(/unknown formats\/unknown-variable: \$stageVariables\.color/);
    expect(status).toBe(0);
  });

  test('control characters are spelled out, and carets still stand where they should', () => {
    const { output } = judgeFormat('\u001b[2J$context.foo\u202e', options);
    expect(output).not.toContain('\u001b');
    expect(output).not.toContain('\u202e');
    expect(output).toContain('  <U+001B>[2J$context.foo<U+202E>\n             ^^^^^^^^^^^^\n');
  });

  test('carets count characters, not code units', () => {
    const { output } = judgeFormat('🧾 $context.foo', options);
    expect(output).toContain('  🧾 $context.foo\n    ^^^^^^^^^^^^\n');
  });

  test.each(['', 'x', '\n', '$', '{'])('%j is judged', (text) => {
    expect(judgeFormat(text, options).output).toContain('formats/missing-request-id');
  });
});

describe('as JSON', () => {
  const asData = (text: string, api: 'rest' | 'http' = 'rest') =>
    JSON.parse(judgeFormat(text, { api, json: true, failOn: 'never' }).output);

  test('variables, problems, a sample and a repaired format', () => {
    const text = '{"id":"$context.requestId","status":$context.status,"key":"$context.identity.apiKey"}';
    const data = asData(text);
    expect(data.kind).toBe('json');
    expect(data.variables).toEqual([
      { name: 'requestId', known: true, available: true, sensitive: false },
      { name: 'status', known: true, available: true, sensitive: false },
      { name: 'identity.apiKey', known: true, available: true, sensitive: true },
    ]);
    expect(data.problems[0]).toEqual({
      ruleId: 'formats/broken-json',
      severity: 'medium',
      message: expect.stringContaining('$context.status is not in quotes'),
      start: 36,
      end: 51,
    });
    expect(text.slice(36, 51)).toBe('$context.status');
    expect(data.sample).toBe(
      '{"id":"b7c1f0de-52a4-4f0c-8a55-0d2a4a3a9c11","status":200,"key":"d41d8cd98f00b204e9800998ecf8427e"}',
    );
    expect(JSON.parse(data.repaired)).toMatchObject({ status: '$context.status', key: '$context.identity.apiKeyId' });
    expect(examine(data.repaired, 'rest').problems).toEqual([]);
  });

  test('what is unknown, unavailable or up to the API is told apart', () => {
    const { variables } = asData(
      '$context.foo $context.waf.status $context.authorizer.principalId $context.authorizer.x',
      'http',
    );
    expect(variables).toEqual([
      { name: 'foo', known: false, available: false, sensitive: false },
      { name: 'waf.status', known: true, available: false, sensitive: false },
      { name: 'authorizer.principalId', known: true, available: null, sensitive: false },
      { name: 'authorizer.x', known: true, available: true, sensitive: null },
    ]);
  });
});

test.each([
  ['medium', 1],
  ['low', 1],
  ['high', 0],
  ['never', 0],
] as const)('with --fail-on %s a medium problem ends with %d', (failOn, status) => {
  expect(judgeFormat('{"status":$context.status}', { ...options, failOn }).status).toBe(status);
});

test('a low problem is below the usual threshold', () => {
  const text = AUDIT_FORMATS.rest.replace('$context.identity.userAgent', '-');
  expect(judgeFormat(text, options).status).toBe(0);
  expect(judgeFormat(text, { ...options, failOn: 'low' }).status).toBe(1);
});
