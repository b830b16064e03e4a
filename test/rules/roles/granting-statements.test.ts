import { expect, test } from 'vitest';
import { grantingStatements } from '../../../rules/roles/granting-statements.ts';
import type { Role } from '../../../src/model/iam.ts';
import { excessOf } from '../../../src/semantics/role-policy/excess.ts';
import { permissionsOf } from '../../../src/semantics/role-policy/permissions.ts';
import { has } from '../../support/evidence.ts';
import { allow, attached, policy, role, roleWith } from './fixtures.ts';

function statementsOf(one: Role) {
  return grantingStatements(excessOf(permissionsOf(one)));
}

test('of a statement that allows too much, only what API Gateway does not need is marked', () => {
  const one = roleWith(allow(['logs:PutLogEvents', 's3:GetObject', 'newservice:*'], ['arn:aws:s3:::orders/*', '*']));
  expect(statementsOf(one)).toEqual([
    {
      policy: 'logs-writer',
      statement: 'statement 1',
      effect: 'Allow',
      conditional: false,
      element: 'Action',
      patterns: [
        { pattern: 'logs:putlogevents', excess: false },
        { pattern: 's3:getobject', excess: true },
        { pattern: 'newservice:*', excess: true },
      ],
      morePatterns: 0,
      resourceElement: 'Resource',
      resources: ['arn:aws:s3:::orders/*', '*'],
      moreResources: 0,
    },
  ]);
});

test('statements that allow nothing too much are left out', () => {
  expect(statementsOf(roleWith(allow('logs:PutLogEvents'), allow('s3:GetObject')))).toMatchObject([
    { statement: 'statement 2' },
  ]);
});

test('what a NotAction names is not what it allows', () => {
  expect(statementsOf(roleWith({ Effect: 'Allow', NotAction: ['iam:*'], NotResource: '*' }))).toMatchObject([
    { element: 'NotAction', patterns: [{ pattern: 'iam:*', excess: false }], resourceElement: 'NotResource' },
  ]);
});

test('long lists are cut off and counted', () => {
  const actions = Array.from({ length: 60 }, (_, index) => `s3:GetObject${'*'.repeat(index + 1)}`);
  const document = has(policy(allow(actions)));
  const [statement] = statementsOf(
    role({ attachedPolicies: has([attached('arn:aws:iam::aws:policy/Reader', document)]) }),
  );
  expect(statement).toMatchObject({ policy: 'arn:aws:iam::aws:policy/Reader', morePatterns: 10 });
  expect((statement as { patterns: readonly unknown[] }).patterns).toHaveLength(50);
});
