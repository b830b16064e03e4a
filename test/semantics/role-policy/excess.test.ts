import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { has } from '../../../src/semantics/role-policy/action-set.ts';
import { catalogueOf } from '../../../src/semantics/role-policy/catalogue.ts';
import { describeExcess } from '../../../src/semantics/role-policy/describe-excess.ts';
import { excessOf, grantingPolicies } from '../../../src/semantics/role-policy/excess.ts';
import { WRITER_ACTIONS } from '../../../src/semantics/role-policy/recommended-role.ts';
import type { JsonRole, JsonStatement } from './slow-iam.ts';
import { isAllowed, permissionsIn, worlds } from './slow-iam.ts';

const SMALL = catalogueOf({
  iam: ['GetRole', 'ListRoles', 'PassRole CreateUser', 'TagRole', 'PutRolePolicy'],
  logs: [
    'GetLogEvents FilterLogEvents',
    'DescribeLogGroups DescribeLogStreams',
    'CreateLogGroup CreateLogStream PutLogEvents DeleteLogGroup',
    'TagResource',
    'PutResourcePolicy',
  ],
  s3: ['GetObject', 'ListBucket', 'PutObject', '', 'PutBucketPolicy'],
});
const ALL = SMALL.services.flatMap(({ actions }) => actions);
const RESOURCES = [
  'arn:aws:s3:::records',
  'arn:aws:s3:::records/2026',
  'arn:aws:logs:eu-west-1:111122223333:log-group:orders',
  'x',
];

function excessNames(role: JsonRole): readonly string[] {
  const { actions } = excessOf(permissionsIn(role), SMALL);
  return SMALL.services.flatMap((service) =>
    service.actions.filter((_, place) => has(actions, service.firstWord * 32 + place)),
  );
}

function reallyUsable(role: JsonRole): readonly string[] {
  const every = [...worlds(role)];
  return ALL.filter(
    (action) =>
      !WRITER_ACTIONS.some((needed) => needed === action) &&
      RESOURCES.some((resource) => every.some((world) => isAllowed(role, world, action, resource))),
  );
}

const actionGlobs = fc.array(
  fc.constantFrom(
    '*',
    'logs:*',
    'LOGS:put*',
    's3:*',
    's3:GetObject',
    'iam:*',
    'iam:Pass?ole',
    '*:Get*',
    'logs:DeleteLogGroup',
    '*:*Role*',
  ),
  { minLength: 1, maxLength: 3 },
);
const resourceGlobs = fc.array(
  fc.constantFrom(
    '*',
    'arn:aws:s3:::*',
    'arn:aws:s3:::records',
    'arn:aws:s3:::records/*',
    'arn:aws:logs:*:*:*',
    'arn:*',
  ),
  { minLength: 1, maxLength: 2 },
);

function roleOf(resources: fc.Arbitrary<readonly string[]>): fc.Arbitrary<JsonRole> {
  const statement: fc.Arbitrary<JsonStatement> = fc
    .record({
      Effect: fc.constantFrom('Allow' as const, 'Allow' as const, 'Deny' as const),
      actions: actionGlobs,
      notAction: fc.boolean(),
      resources,
      notResource: fc.boolean(),
      conditional: fc.boolean(),
    })
    .map(({ Effect, actions, notAction, resources, notResource, conditional }) => ({
      Effect,
      ...(notAction ? { NotAction: actions } : { Action: actions }),
      ...(notResource && !resources.includes('*') ? { NotResource: resources } : { Resource: resources }),
      ...(conditional ? { Condition: { Bool: { 'aws:SecureTransport': 'true' } } } : {}),
    }));
  const statements = fc.array(statement, { minLength: 1, maxLength: 3 });
  return fc.record({ policies: statements, boundary: fc.option(statements) });
}

describe('what a role may do beyond writing logs', () => {
  test('holds everything that a request could do', () => {
    fc.assert(
      fc.property(roleOf(resourceGlobs), (role) => {
        expect(excessNames(role)).toEqual(expect.arrayContaining([...reallyUsable(role)]));
      }),
      { numRuns: 500 },
    );
  });

  test('is exactly that where every statement is about every resource', () => {
    fc.assert(
      fc.property(roleOf(fc.constant(['*'])), (role) => {
        expect(excessNames(role)).toEqual(reallyUsable(role));
      }),
      { numRuns: 500 },
    );
  });

  test.each<[string, readonly JsonStatement[], readonly string[]]>([
    [
      'a Deny that reaches no further than the Allow',
      [
        { Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::records/*'] },
        { Effect: 'Deny', Action: ['s3:*'], Resource: ['arn:aws:s3:::rec*'] },
      ],
      [],
    ],
    [
      'a Deny that reaches only a part',
      [
        { Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::*'] },
        { Effect: 'Deny', Action: ['s3:*'], Resource: ['arn:aws:s3:::records/*'] },
      ],
      ['s3:GetObject'],
    ],
    [
      'two Denys for two resources',
      [
        { Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::a', 'arn:aws:s3:::b'] },
        { Effect: 'Deny', Action: ['s3:*'], Resource: ['arn:aws:s3:::a'] },
        { Effect: 'Deny', Action: ['s3:*'], Resource: ['arn:aws:s3:::b'] },
      ],
      [],
    ],
  ])('%s', (_, policies, expected) => {
    expect(excessNames({ policies, boundary: null })).toEqual(expected);
  });

  test('a boundary on other resources takes the action away', () => {
    const policies = [{ Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::a'] }] as const;
    const bounded = (resource: string) => [{ Effect: 'Allow', Action: ['s3:*'], Resource: [resource] }] as const;
    expect(excessNames({ policies, boundary: bounded('arn:aws:s3:::b') })).toEqual([]);
    expect(excessNames({ policies, boundary: bounded('arn:aws:s3:::?') })).toEqual(['s3:GetObject']);
  });
});

describe('actions that nobody knows', () => {
  const unrecognised = (role: JsonRole) => excessOf(permissionsIn(role), SMALL).unrecognised;
  const allowed: JsonStatement = {
    Effect: 'Allow',
    Action: ['NewService:*', 'logs:PutLogEvents', 'logs:Frobnicate'],
    Resource: ['*'],
  };

  test('are kept, by pattern or by name', () => {
    expect(unrecognised({ policies: [allowed], boundary: null })).toEqual(['newservice:*', 'logs:frobnicate']);
  });

  test('are gone where a Deny or a boundary takes them all away', () => {
    const deny: JsonStatement = { Effect: 'Deny', NotAction: ['logs:*'], Resource: ['*'] };
    expect(unrecognised({ policies: [allowed, deny], boundary: null })).toEqual(['logs:frobnicate']);
    const boundary: JsonStatement[] = [{ Effect: 'Allow', Action: ['newservice:Get*'], Resource: ['*'] }];
    expect(unrecognised({ policies: [allowed], boundary })).toEqual(['newservice:*']);
  });

  test('stay where a Deny takes only some away', () => {
    const deny: JsonStatement = { Effect: 'Deny', Action: ['newservice:Delete*'], Resource: ['*'] };
    expect(unrecognised({ policies: [allowed, deny], boundary: null })).toContain('newservice:*');
  });
});

describe('in words', () => {
  const administrator = excessOf(
    permissionsIn({ policies: [{ Effect: 'Allow', Action: ['*'], Resource: ['*'] }], boundary: null }),
    SMALL,
  );

  test('the worst comes first, by service, with names where they are few', () => {
    expect(describeExcess(administrator).summary).toBe(
      'change permissions (iam: 4 actions, logs:PutResourcePolicy, s3:PutBucketPolicy), delete logs (logs:DeleteLogGroup), write (logs:TagResource, s3:PutObject), read (iam:GetRole, s3:GetObject), list (iam:ListRoles, s3:ListBucket)',
    );
    expect(describeExcess(administrator).grantedBy).toBe('logs-writer (statement 1)');
    expect(grantingPolicies(administrator)).toEqual({ attached: [], inline: ['logs-writer'] });
  });

  test('as facts, lists are cut off and counts are not', () => {
    const everything = excessOf(
      permissionsIn({ policies: [{ Effect: 'Allow', Action: ['*'], Resource: ['*'] }], boundary: null }),
    );
    const { facts, summary } = describeExcess(everything);
    expect(facts.actions).toBeGreaterThan(20_000);
    expect(JSON.stringify(facts).length).toBeLessThan(60_000);
    expect(facts.grantedBy).toEqual([{ policy: 'logs-writer', statement: 'statement 1', actions: facts.actions }]);
    expect(summary.length).toBeLessThan(600);
  });
});
