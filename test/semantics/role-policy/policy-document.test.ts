import { describe, expect, test } from 'vitest';
import { readPermissions, readTrustPolicy } from '../../../src/semantics/role-policy/policy-document.ts';

const ALLOW = { Effect: 'Allow', Action: 'logs:PutLogEvents', Resource: '*' };

describe('a policy that can be read', () => {
  test.each([
    ['one statement outside a list', { Statement: ALLOW, Version: '2012-10-17' }],
    ['lists in place of strings', { Statement: [{ ...ALLOW, Action: ['logs:PutLogEvents'], Resource: ['*'] }] }],
    ['an empty Sid', { Version: '2008-10-17', Id: 'x', Statement: [{ Sid: '', ...ALLOW }] }],
    ['an empty condition', { Statement: [{ ...ALLOW, Condition: {} }] }],
    ['an action in other letters', { Statement: [{ ...ALLOW, Action: 'LOGS:putlogevents' }] }],
  ])('has %s', (_, document) => {
    expect(readPermissions(JSON.stringify(document))).toEqual({
      status: 'read',
      statements: [
        {
          label: 'statement 1',
          effect: 'Allow',
          conditional: false,
          actions: { except: false, globs: ['logs:putlogevents'] },
          resources: { except: false, globs: ['*'] },
        },
      ],
    });
  });

  test('NotAction, NotResource, a Sid and a condition are kept', () => {
    const statement = {
      Sid: 'Most',
      Effect: 'Deny',
      NotAction: 'iam:*',
      NotResource: ['arn:aws:s3:::Logs'],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    };
    expect(readPermissions(JSON.stringify({ Statement: statement }))).toMatchObject({
      statements: [
        {
          label: 'Most',
          effect: 'Deny',
          conditional: true,
          actions: { except: true, globs: ['iam:*'] },
          resources: { except: true, globs: ['arn:aws:s3:::Logs'] },
        },
      ],
    });
  });
});

describe('a policy that cannot be read', () => {
  test.each([
    ['', 'is not JSON'],
    ['%7B%22Statement%22', 'is not JSON'],
    ['null', 'is not a JSON object'],
    ['[]', 'is not a JSON object'],
    ['{}', 'statement 1 is not a JSON object'],
    ['{"Statement":[]}', 'has no statement'],
    ['{"statement":[]}', 'has the unknown element "statement"'],
    ['{"Statement":["Allow"]}', 'statement 1 is not a JSON object'],
    [{ ...ALLOW, Effect: 'allow' }, 'statement 1 has no Effect of Allow or Deny'],
    [{ Effect: 'Allow', Resource: '*' }, 'statement 1 has neither Action nor NotAction'],
    [{ ...ALLOW, NotAction: 's3:*' }, 'statement 1 has both Action and NotAction'],
    [{ Effect: 'Allow', Action: '*' }, 'statement 1 has neither Resource nor NotResource'],
    [{ ...ALLOW, Action: [] }, 'statement 1 has no usable Action'],
    [{ ...ALLOW, Action: ['*', 7] }, 'statement 1 has no usable Action'],
    [{ ...ALLOW, Resource: { Ref: 'LogGroup' } }, 'statement 1 has no usable Resource'],
    [{ ...ALLOW, Condition: 'none' }, 'statement 1 has a Condition that is not an object'],
    [{ ...ALLOW, Sid: 4 }, 'statement 1 has a Sid that is not a string'],
    [{ ...ALLOW, Actions: '*' }, 'statement 1 has the unknown element "Actions"'],
    [{ ...ALLOW, Principal: '*' }, 'statement 1 names a principal'],
  ])('%j says why: %s', (document, why) => {
    const text = typeof document === 'string' ? document : JSON.stringify({ Statement: document });
    expect(readPermissions(text)).toEqual({ status: 'unreadable', why });
  });

  test('a document nested without end is unreadable, not an error', () => {
    expect(readPermissions('['.repeat(1_000_000)).status).toBe('unreadable');
  });

  test('one bad statement makes the whole policy unreadable', () => {
    const text = JSON.stringify({ Statement: [ALLOW, { ...ALLOW, Effect: 'Maybe' }] });
    expect(readPermissions(text)).toEqual({ status: 'unreadable', why: 'statement 2 has no Effect of Allow or Deny' });
  });
});

describe('a trust policy', () => {
  const TRUST = { Effect: 'Allow', Principal: { Service: 'apigateway.amazonaws.com' }, Action: 'sts:AssumeRole' };

  test.each([
    ['*', [{ kind: 'everyone', id: '*' }]],
    [{ AWS: '*' }, [{ kind: 'everyone', id: '*' }]],
    [
      { Service: ['a.amazonaws.com'], AWS: '444455556666' },
      [
        { kind: 'Service', id: 'a.amazonaws.com' },
        { kind: 'AWS', id: '444455556666' },
      ],
    ],
  ])('has the principal %j', (Principal, list) => {
    expect(readTrustPolicy(JSON.stringify({ Statement: { ...TRUST, Principal } }))).toMatchObject({
      statements: [{ principals: { except: false, list } }],
    });
  });

  test.each([
    [{ ...TRUST, Resource: '*' }, 'statement 1 names a resource'],
    [{ ...TRUST, NotPrincipal: '*' }, 'statement 1 has both Principal and NotPrincipal'],
    [{ ...TRUST, Principal: {} }, 'statement 1 has no usable Principal'],
    [{ ...TRUST, Principal: ['apigateway.amazonaws.com'] }, 'statement 1 has no usable Principal'],
    [{ ...TRUST, Principal: { Team: 'x' } }, 'statement 1 has a Principal of the unknown kind "Team"'],
  ])('%j cannot be read: %s', (statement, why) => {
    expect(readTrustPolicy(JSON.stringify({ Statement: statement }))).toEqual({ status: 'unreadable', why });
  });
});
