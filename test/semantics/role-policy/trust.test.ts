import { describe, expect, test } from 'vitest';
import { trustOf } from '../../../src/semantics/role-policy/trust.ts';

const API_GATEWAY = { Service: 'apigateway.amazonaws.com' };
const CONDITION = { Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } };

function allow(Principal: unknown, more: object = {}) {
  return { Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...more };
}

function deny(Principal: unknown, more: object = {}) {
  return { ...allow(Principal, more), Effect: 'Deny' };
}

function trust(...Statement: readonly object[]) {
  const found = trustOf(JSON.stringify({ Version: '2012-10-17', Statement }));
  if (found.status === 'unreadable') throw new Error(found.why);
  return found;
}

describe('whether API Gateway may assume a role', () => {
  test.each<[string, string, readonly object[]]>([
    ['yes', 'its principal', [allow(API_GATEWAY)]],
    ['yes', 'its principal in a list', [allow({ Service: ['lambda.amazonaws.com', 'apigateway.amazonaws.com'] })]],
    ['yes', 'any action of STS', [allow(API_GATEWAY, { Action: 'STS:*' })]],
    [
      'yes',
      'an action in other letters, in a list',
      [allow(API_GATEWAY, { Action: ['sts:TagSession', 'sts:assumerole'] })],
    ],
    ['no', 'another action of STS', [allow(API_GATEWAY, { Action: 'sts:AssumeRoleWithWebIdentity' })]],
    ['no', 'the service-linked role of API Gateway', [allow({ Service: 'ops.apigateway.amazonaws.com' })]],
    ['no', 'a slip of the pen', [allow({ Service: 'api-gateway.amazonaws.com' })]],
    ['no', 'a name that only begins so', [allow({ Service: 'apigateway.amazonaws.com.example.org' })]],
    ['no', 'the name under another kind of principal', [allow({ Federated: 'apigateway.amazonaws.com' })]],
    ['no', 'the account', [allow({ AWS: 'arn:aws:iam::111122223333:root' })]],
    ['uncertain', 'the name with an ending for China', [allow({ Service: 'apigateway.amazonaws.com.cn' })]],
    ['uncertain', 'the name with a region', [allow({ Service: 'apigateway.eu-west-1.amazonaws.com' })]],
    ['uncertain', 'the name in other letters', [allow({ Service: 'APIGateway.amazonaws.com' })]],
    ['uncertain', 'everyone', [allow('*')]],
    ['uncertain', 'a condition', [allow(API_GATEWAY, CONDITION)]],
    ['yes', 'one statement with a condition and one without', [allow(API_GATEWAY, CONDITION), allow(API_GATEWAY)]],
    [
      'uncertain',
      'everyone but somebody else',
      [{ ...allow('*'), Principal: undefined, NotPrincipal: { AWS: '444455556666' } }],
    ],
    ['no', 'everyone but itself', [{ ...allow('*'), Principal: undefined, NotPrincipal: API_GATEWAY }]],
    ['no', 'a Deny', [allow(API_GATEWAY), deny(API_GATEWAY)]],
    ['no', 'a Deny before the Allow', [deny(API_GATEWAY), allow(API_GATEWAY)]],
    ['no', 'a Deny for everyone', [allow(API_GATEWAY), deny('*')]],
    ['uncertain', 'a Deny on a condition', [allow(API_GATEWAY), deny('*', CONDITION)]],
    ['yes', 'a Deny for others', [allow(API_GATEWAY), deny({ AWS: '444455556666' })]],
    [
      'yes',
      'a Deny for all but API Gateway',
      [allow(API_GATEWAY), { ...deny('*'), Principal: undefined, NotPrincipal: API_GATEWAY }],
    ],
    [
      'uncertain',
      'a Deny for all but somebody else',
      [allow(API_GATEWAY), { ...deny('*'), Principal: undefined, NotPrincipal: { AWS: '444455556666' } }],
    ],
    ['yes', 'a Deny of something else', [allow(API_GATEWAY), deny('*', { Action: 'sts:TagSession' })]],
  ])('%s: %s', (expected, _, statements) => {
    // A Principal of undefined is left out of the JSON.
    expect(trust(...statements).apiGateway).toBe(expected);
  });
});

describe('who else may assume it', () => {
  test.each<[string, readonly object[], readonly string[]]>([
    ['nobody', [allow(API_GATEWAY)], []],
    [
      'services',
      [allow({ Service: ['apigateway.amazonaws.com', 'ops.apigateway.amazonaws.com'] })],
      ['ops.apigateway.amazonaws.com'],
    ],
    [
      'an account, however it is written',
      [allow({ AWS: ['444455556666', 'arn:aws:iam::444455556666:root'] })],
      ['account 444455556666'],
    ],
    [
      'a user and a role',
      [allow({ AWS: ['arn:aws:iam::444455556666:user/jane', 'arn:aws:iam::444455556666:role/ci'] })],
      ['arn:aws:iam::444455556666:user/jane', 'arn:aws:iam::444455556666:role/ci'],
    ],
    ['everyone', [allow({ AWS: '*' })], ['everyone']],
    [
      'everyone but one',
      [{ ...allow('*'), Principal: undefined, NotPrincipal: { AWS: '444455556666' } }],
      ['everyone'],
    ],
    [
      'an identity provider',
      [allow({ Federated: 'cognito-identity.amazonaws.com' }, { Action: 'sts:AssumeRoleWithWebIdentity' })],
      ['cognito-identity.amazonaws.com'],
    ],
    ['no identity provider by the wrong way in', [allow({ Federated: 'cognito-identity.amazonaws.com' })], []],
    ['somebody on a condition', [allow({ AWS: '444455556666' }, CONDITION)], ['account 444455556666']],
    ['not a user who is gone', [allow({ AWS: 'AIDAEXAMPLE1234567890' })], []],
    ['not who is denied', [allow({ AWS: '444455556666' }), deny({ AWS: 'arn:aws:iam::444455556666:root' })], []],
    ['who is denied on a condition', [allow({ AWS: '444455556666' }), deny('*', CONDITION)], ['account 444455556666']],
    [
      'who is denied something else',
      [allow({ AWS: '444455556666' }), deny('*', { Action: 'sts:TagSession' })],
      ['account 444455556666'],
    ],
    ['nobody by tagging alone', [allow({ AWS: '444455556666' }, { Action: 'sts:TagSession' })], []],
  ])('%s', (_, statements, expected) => {
    expect(trust(...statements).others).toEqual(expected.map((who) => ({ who, certain: true })));
  });

  test('a Deny for all but API Gateway leaves others uncertain', () => {
    const others = trust(allow({ Service: 'lambda.amazonaws.com' }), {
      Effect: 'Deny',
      NotPrincipal: API_GATEWAY,
      Action: 'sts:*',
    }).others;
    expect(others).toEqual([{ who: 'lambda.amazonaws.com', certain: false }]);
  });
});

test('a trust policy that cannot be read says why', () => {
  expect(trustOf('{"Statement":[]}')).toEqual({ status: 'unreadable', why: 'has no statement' });
});
