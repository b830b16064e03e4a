import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mayWriteEverywhere, shortfallsOf } from '../../../src/semantics/role-policy/sufficiency.ts';
import type { JsonRole, JsonStatement } from './slow-iam.ts';
import { isAllowed, permissionsIn, worlds } from './slow-iam.ts';

const PLACE = 'arn:aws:logs:eu-west-1:111122223333';
const GROUP = `${PLACE}:log-group:API-Gateway-Execution-Logs_a1b2c3/prod`;
const WRITE = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];
const DESCRIBE = ['logs:DescribeLogGroups', 'logs:DescribeLogStreams'];

function answers(role: JsonRole, arn = GROUP): Readonly<Record<string, string>> {
  const given = Object.fromEntries([...WRITE, ...DESCRIBE].map((action) => [action, 'yes']));
  const group = { arn, certain: true, what: 'the execution logs of orders/prod' };
  for (const { action, answer } of shortfallsOf(permissionsIn(role), [group])) given[action] = answer;
  return given;
}

function allowing(Action: readonly string[], Resource: readonly string[] = ['*'], more: object = {}): JsonStatement {
  return { Effect: 'Allow', Action, Resource, ...more };
}

function denying(Action: readonly string[], Resource: readonly string[] = ['*'], more: object = {}): JsonStatement {
  return { ...allowing(Action, Resource, more), Effect: 'Deny' };
}

const CONDITION = { Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } };

describe('roles in the wild', () => {
  test.each<[string, readonly JsonStatement[], write: string, describe: string]>([
    [
      "AWS's own policy",
      [allowing([...WRITE, ...DESCRIBE, 'logs:GetLogEvents', 'logs:FilterLogEvents'])],
      'yes',
      'yes',
    ],
    ['every log of the account', [allowing(['logs:*'], ['arn:aws:logs:*:*:*'])], 'yes', 'yes'],
    ['every action, in other letters', [allowing(['LOGS:*'], [`${PLACE}:*`])], 'yes', 'yes'],
    ['an administrator', [allowing(['*'])], 'yes', 'yes'],
    ['all but IAM', [{ Effect: 'Allow', NotAction: ['iam:*'], Resource: ['*'] }], 'yes', 'yes'],
    ['all but logs', [{ Effect: 'Allow', NotAction: ['logs:*'], Resource: ['*'] }], 'no', 'no'],
    [
      'all but other log groups',
      [{ Effect: 'Allow', Action: ['logs:*'], NotResource: [`${PLACE}:log-group:orders:*`] }],
      'yes',
      'uncertain',
    ],
    [
      'all but this log group',
      [{ Effect: 'Allow', Action: ['logs:*'], NotResource: [`${GROUP}:*`] }],
      'no',
      'uncertain',
    ],
    ['the log group with its streams', [allowing(['logs:*'], [`${GROUP}:*`])], 'yes', 'uncertain'],
    ['the log group without its streams', [allowing(['logs:*'], [GROUP])], 'uncertain', 'uncertain'],
    [
      'groups of another prefix',
      [allowing(['logs:*'], ['arn:aws:logs:*:*:log-group:/aws/apigateway/*'])],
      'no',
      'uncertain',
    ],
    ['another partition', [allowing(['logs:*'], ['arn:aws-cn:logs:*:*:*'])], 'no', 'uncertain'],
    ['another region', [allowing(['logs:*'], ['arn:aws:logs:us-east-1:*:*'])], 'no', 'uncertain'],
    [
      'a name in other letters',
      [allowing(['logs:*'], ['arn:aws:logs:*:*:log-group:api-gateway-execution-logs_*'])],
      'no',
      'uncertain',
    ],
    [
      'a policy variable',
      [allowing(['logs:*'], [`arn:aws:logs:*:*:log-group:\${aws:PrincipalTag/group}:*`])],
      'uncertain',
      'uncertain',
    ],
    ['a condition', [allowing(['logs:*'], ['*'], CONDITION)], 'uncertain', 'uncertain'],
    ['a Deny', [allowing(['logs:*']), denying(['logs:*'])], 'no', 'no'],
    ['a Deny on a condition', [allowing(['logs:*']), denying(['logs:*'], ['*'], CONDITION)], 'uncertain', 'uncertain'],
    ['a Deny on the log group', [allowing(['logs:*']), denying(['logs:*'], [`${GROUP}:*`])], 'no', 'uncertain'],
    [
      'a Deny on other log groups',
      [allowing(['logs:*']), denying(['logs:*'], [`${PLACE}:log-group:orders:*`])],
      'yes',
      'uncertain',
    ],
    ['only reading', [allowing(['logs:Get*', 'logs:Filter*'])], 'no', 'no'],
  ])('%s: writing %s, describing %s', (_, policies, write, describe) => {
    expect(answers({ policies, boundary: null })).toEqual({
      ...Object.fromEntries(WRITE.map((action) => [action, write])),
      ...Object.fromEntries(DESCRIBE.map((action) => [action, describe])),
    });
  });

  test('twelve actions without CreateLogStream and PutLogEvents are not enough', () => {
    const policies = [
      allowing([
        'logs:CreateLogGroup',
        'logs:Describe*',
        'logs:Get*',
        'logs:FilterLogEvents',
        'logs:List*',
        'logs:StartQuery',
      ]),
    ];
    expect(answers({ policies, boundary: null })).toEqual({
      'logs:CreateLogGroup': 'yes',
      'logs:CreateLogStream': 'no',
      'logs:PutLogEvents': 'no',
      'logs:DescribeLogGroups': 'yes',
      'logs:DescribeLogStreams': 'yes',
    });
  });

  test('streams named in the policy are enough for what is done to streams', () => {
    const policies = [allowing(['logs:*'], [`${GROUP}:log-stream:*`])];
    expect(answers({ policies, boundary: null })).toMatchObject({
      'logs:CreateLogGroup': 'uncertain',
      'logs:CreateLogStream': 'yes',
      'logs:PutLogEvents': 'yes',
    });
  });

  test('the boundary must allow it too', () => {
    const policies = [allowing(['logs:*'])];
    expect(answers({ policies, boundary: [allowing(['logs:Put*'])] })).toMatchObject({
      'logs:PutLogEvents': 'yes',
      'logs:CreateLogStream': 'no',
    });
    expect(answers({ policies, boundary: [allowing(['logs:*'], ['*'], CONDITION)] })).toMatchObject({
      'logs:PutLogEvents': 'uncertain',
    });
  });

  test('what the boundary does not allow is not allowed, however uncertain the policies are', () => {
    const policies = [allowing(['logs:*'], ['*'], CONDITION)];
    expect(answers({ policies, boundary: [allowing(['s3:*'])] })).toMatchObject({ 'logs:PutLogEvents': 'no' });
  });

  test('a log group that two stages write to is as certain as it is for one of them', () => {
    const permissions = permissionsIn({ policies: [allowing(['s3:*'])], boundary: null });
    const group = (certain: boolean) => ({ arn: GROUP, certain, what: `certain: ${certain}` });
    for (const groups of [
      [group(true), group(false)],
      [group(false), group(true)],
    ]) {
      const shortfalls = shortfallsOf(permissions, groups);
      expect(shortfalls).toHaveLength(5);
      for (const { answer } of shortfalls) expect(answer).toBe('no');
    }
    for (const { answer } of shortfallsOf(permissions, [group(false)])) expect(answer).toBe('uncertain');
  });
});

describe('against a slow evaluation of each request', () => {
  const statement: fc.Arbitrary<JsonStatement> = fc
    .record({
      Effect: fc.constantFrom('Allow' as const, 'Allow' as const, 'Deny' as const),
      actions: fc.array(fc.constantFrom('*', 'logs:*', 'logs:Create*', 'logs:Put*', 'logs:Describe*', 's3:*'), {
        minLength: 1,
        maxLength: 2,
      }),
      notAction: fc.boolean(),
      resources: fc.array(
        fc.constantFrom(
          '*',
          'arn:aws:logs:*:*:*',
          `${PLACE}:log-group:API*`,
          `${GROUP}:*`,
          GROUP,
          `${GROUP}:log-stream:*`,
          `${PLACE}:log-group:orders:*`,
          'arn:aws:s3:::*',
        ),
        { minLength: 1, maxLength: 2 },
      ),
      notResource: fc.boolean(),
      conditional: fc.boolean(),
    })
    .map(({ Effect, actions, notAction, resources, notResource, conditional }) => ({
      Effect,
      ...(notAction ? { NotAction: actions } : { Action: actions }),
      ...(notResource ? { NotResource: resources } : { Resource: resources }),
      ...(conditional ? CONDITION : {}),
    }));
  const statements = fc.array(statement, { minLength: 1, maxLength: 3 });
  const roles = fc.record({ policies: statements, boundary: fc.option(statements) });

  const STREAM = `${GROUP}:log-stream:8f14e45f`;
  const FORMS: Readonly<Record<string, readonly string[]>> = {
    'logs:CreateLogGroup': [`${GROUP}:log-stream:`],
    'logs:CreateLogStream': [STREAM],
    'logs:PutLogEvents': [STREAM],
    'logs:DescribeLogGroups': [`${PLACE}:log-group::log-stream:`],
    'logs:DescribeLogStreams': [`${GROUP}:log-stream:`],
  };

  test('what is surely allowed is allowed in every request, and what surely is not in none', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(roles, (role) => {
        const every = [...worlds(role)];
        for (const [action, answer] of Object.entries(answers(role))) {
          const results = (FORMS[action] ?? []).flatMap((form) =>
            every.map((world) => isAllowed(role, world, action, form)),
          );
          seen.add(answer);
          if (answer === 'yes') expect(results, action).not.toContain(false);
          if (answer === 'no') expect(results, action).not.toContain(true);
        }
      }),
      { numRuns: 1000 },
    );
    expect([...seen].sort()).toEqual(['no', 'uncertain', 'yes']);
  });

  test('who may write to every log group of a place lacks nothing on any of them', () => {
    const broad = fc.constantFrom(
      allowing(['logs:*']),
      allowing(['logs:*'], ['arn:aws:logs:*:*:*']),
      allowing(['*'], [`${PLACE}:log-group:*`, 'arn:aws:logs:eu-west-1:*']),
    );
    const names = fc.oneof(
      fc.constantFrom('orders', '/aws/apigateway/pets', 'API-Gateway-Execution-Logs_a1b2c3/prod'),
      fc.string({ unit: fc.constantFrom('a', ':', '*', '?', '$', '{', '}', '/', '\u0000') }),
    );
    const target = { scope: 'region', partition: 'aws', accountId: '111122223333', region: 'eu-west-1' } as const;
    let sufficient = 0;
    fc.assert(
      fc.property(roles, broad, names, ({ policies, boundary }, more, name) => {
        const role = { policies: [...policies, more], boundary };
        if (!mayWriteEverywhere(permissionsIn(role), target)) return;
        sufficient += 1;
        expect(Object.values(answers(role, `${PLACE}:log-group:${name}`))).toEqual(Array(5).fill('yes'));
      }),
      { numRuns: 2000 },
    );
    expect(sufficient).toBeGreaterThan(100);
  });

  test('nothing is uncertain without conditions and resources', () => {
    const plain = fc.array(
      statement.map(({ Effect, Action, NotAction }) => ({
        Effect,
        ...(Action ? { Action } : { NotAction: NotAction ?? [] }),
        Resource: ['*'],
      })),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(plain, (policies) => {
        expect(Object.values(answers({ policies, boundary: null }))).not.toContain('uncertain');
      }),
    );
  });
});
