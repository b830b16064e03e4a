import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { API_KINDS } from '../../../src/model/apigateway.ts';
import { AUDIT_FORMATS } from '../../../src/semantics/access-log-format/audit-formats.ts';
import { requestIdIn, variablesOf } from '../../../src/semantics/access-log-format/variables.ts';

describe('requestIdIn', () => {
  test.each([
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
    ['$context.requestId- $context.requestId', 'yes'],
  ])('%s: %s', (format, present) => {
    expect(requestIdIn(format).present).toBe(present);
  });
});

describe('variablesOf', () => {
  test('positions point at whole tokens', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom('requestId', 'identity.sourceIp', 'error.message'),
        fc.string(),
        (before, name, after) => {
          const format = `${before} $context.${name} ${after}`;
          for (const variable of variablesOf(format)) {
            expect(format.slice(variable.start, variable.end).replace(/[{}]/g, '')).toBe(`$context.${variable.name}`);
          }
          expect(variablesOf(format).map((variable) => variable.name)).toContain(name);
        },
      ),
    );
  });
});

test.each(API_KINDS)('the format that we advise for %s is JSON and holds a request id', (kind) => {
  expect(JSON.parse(AUDIT_FORMATS[kind].replace(/\$context\.[\w.]+/g, '-'))).toHaveProperty('requestId');
  expect(requestIdIn(AUDIT_FORMATS[kind]).present).toBe('yes');
});
