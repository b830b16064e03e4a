import { describe, expect, test } from 'vitest';
import { letsDeliver } from '../../src/semantics/log-delivery.ts';

const GROUP = 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/http/orders';
const ALLOW = {
  Effect: 'Allow',
  Principal: { Service: 'delivery.logs.amazonaws.com' },
  Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  Resource: `${GROUP}:log-stream:*`,
};
const DOCUMENTED = {
  StringEquals: { 'aws:SourceAccount': ['111122223333'] },
  ArnLike: { 'aws:SourceArn': ['arn:aws:logs:eu-west-1:111122223333:*'] },
};

function policy(...Statement: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

describe('AWS’s log delivery may write to a log group', () => {
  test.each([
    ['with the statement of AWS’s example', [policy({ ...ALLOW, Condition: DOCUMENTED })]],
    ['without conditions', [policy(ALLOW)]],
    ['with wildcards for actions and resources', [policy({ ...ALLOW, Action: 'logs:*', Resource: '*' })]],
    ['with all below the log group', [policy({ ...ALLOW, Resource: `${GROUP}:*` })]],
    [
      'with one action from each of two policies',
      [policy({ ...ALLOW, Action: 'logs:CreateLogStream' }), policy({ ...ALLOW, Action: 'logs:PutLogEvents' })],
    ],
    [
      'beside services that are also allowed',
      [policy({ ...ALLOW, Principal: { Service: ['es.amazonaws.com', 'delivery.logs.amazonaws.com'] } })],
    ],
    [
      'beside a Deny for somebody else',
      [policy(ALLOW, { ...ALLOW, Effect: 'Deny', Principal: { Service: 'es.amazonaws.com' } })],
    ],
  ])('%s', (_, policies) => {
    expect(letsDeliver(policies, GROUP)).toBe('yes');
  });
});

describe('AWS’s log delivery may not write to a log group', () => {
  test.each([
    ['without policies', []],
    ['with one action of the two', [policy({ ...ALLOW, Action: 'logs:PutLogEvents' })]],
    ['with a policy for another service', [policy({ ...ALLOW, Principal: { Service: 'es.amazonaws.com' } })]],
    ['with a policy for a group of a longer name', [policy({ ...ALLOW, Resource: `${GROUP}-archive:*` })]],
  ])('%s', (_, policies) => {
    expect(letsDeliver(policies, GROUP)).toBe('no');
  });
});

describe('whether AWS’s log delivery may write cannot be told', () => {
  test.each([
    ['with a Deny for everybody', [policy(ALLOW, { ...ALLOW, Effect: 'Deny', Principal: '*' })]],
    ['with an Allow for everybody', [policy({ ...ALLOW, Principal: '*' })]],
    [
      'with a condition on another account',
      [policy({ ...ALLOW, Condition: { StringEquals: { 'aws:SourceAccount': '444455556666' } } })],
    ],
    [
      'with a condition on one source',
      [
        policy({
          ...ALLOW,
          Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:logs:eu-west-1:111122223333:delivery-source:x' } },
        }),
      ],
    ],
    [
      'with a wildcard that StringEquals takes literally',
      [policy({ ...ALLOW, Condition: { StringEquals: { 'aws:SourceArn': 'arn:aws:logs:eu-west-1:111122223333:*' } } })],
    ],
    [
      'with a condition that is not known',
      [policy({ ...ALLOW, Condition: { Bool: { 'aws:SecureTransport': 'true' } } })],
    ],
    ['with the log group instead of its streams', [policy({ ...ALLOW, Resource: GROUP })]],
    ['with a policy that is no JSON beside a sound one', [policy(ALLOW), '{"Statement":']],
  ])('%s', (_, policies) => {
    expect(letsDeliver(policies, GROUP)).toBe('uncertain');
  });
});
