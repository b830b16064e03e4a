import { beforeAll, describe, expect, test, vi } from 'vitest';
import { policyDocument } from '../../src/collect/policy.ts';
import { Failure } from '../../src/engine/failure.ts';
import type { CoverageStatus } from '../../src/model/report.ts';
import { draw } from '../../src/sandbox/draw.ts';
import type { Fault, FaultRule, OrganizationPlan } from '../../src/sandbox/index.ts';
import type { Answer } from '../support/aws-refusals.ts';
import { expectNoFalsePass, expectSame, reasonsIn } from './honesty.ts';
import { MANAGEMENT, MEMBERS, PLAN, SHOP, WAREHOUSE } from './organization.ts';
import { type Conditions, type Scanned, scanUnder } from './scan.ts';

let reference: Scanned;
beforeAll(async () => {
  // The shortest waits that chance could draw between attempts.
  vi.spyOn(Math, 'random').mockReturnValue(0.02);
  reference = await scanUnder();
});

test('without a fault everything is scanned, passes here and fails there', () => {
  expect(reference.status).toBe(1);
  expect(new Set(reference.coverage.map(({ status }) => status))).toEqual(new Set(['scanned']));
  expect(reference.coverage).toHaveLength(4 * (2 + 1));
  const failing = reference.summary.byRule.filter(({ fail }) => fail > 0);
  expect(new Set(failing.map(({ ruleId }) => ruleId.split('/')[0]))).toEqual(
    new Set(['trails', 'stages', 'formats', 'roles']),
  );
});

/** The fault, of each account in each region at first and then no more. */
function atFirst(fault: Fault, rule: Omit<FaultRule, 'fault'> = {}): FaultRule {
  return { per: 'region', to: 3, ...rule, fault };
}

/** What a scan asks once. */
const ONE_REQUEST = { api: 'cloudtrail:DescribeTrails', accountId: SHOP, region: 'eu-west-1' } as const;

const SERVICES = 'account apigateway cloudtrail firehose iam logs organizations s3 sns sts'.split(' ');

describe('a scan that meets what passes finds the same', () => {
  const passing: Record<string, Conditions> = {
    ...Object.fromEntries(
      SERVICES.map((service) => [
        `throttling by ${service}`,
        { faults: [atFirst({ kind: 'throttled' }, { api: `${service}:*` })] },
      ]),
    ),
    'throttling by ec2, asked where account is denied': {
      faults: [
        atFirst({ kind: 'throttled' }, { api: 'ec2:*' }),
        { fault: { kind: 'access-denied' }, api: 'account:ListRegions' },
      ],
    },
    'throttling of account for ever, for ec2 tells the same': {
      faults: [{ fault: { kind: 'throttled' }, api: 'account:ListRegions' }],
    },
    'throttling everywhere now and then': { faults: [{ fault: { kind: 'throttled' }, probability: 0.15 }] },
    'internal errors': { faults: [atFirst({ kind: 'internal' })] },
    'services that are unavailable': { faults: [atFirst({ kind: 'unavailable' })] },
    'resets before the answer': { faults: [atFirst({ kind: 'reset', when: 'before-answer' })] },
    'resets in the middle of the body': { faults: [atFirst({ kind: 'reset', when: 'mid-body' })] },
    'bodies that are cut off': { faults: [atFirst({ kind: 'cut-body' })] },
    'bodies that are broken off, as JSON and XML': { faults: [atFirst({ kind: 'malformed' })] },
    silence: { faults: [atFirst({ kind: 'silence' }, { to: 1 })], patience: 500 },
    'slow bodies': { faults: [{ fault: { kind: 'slow-body', milliseconds: 40 } }] },
    'bodies that do not begin': {
      faults: [atFirst({ kind: 'slow-body', milliseconds: 3_600_000 }, { to: 1 })],
      patience: 500,
    },
    'empty pages with a token': { faults: [atFirst({ kind: 'empty-page' })] },
    'a clock that is ahead': { faults: [{ fault: { kind: 'clock-skew', milliseconds: 1_800_000 } }] },
    'a clock that is behind': { faults: [{ fault: { kind: 'clock-skew', milliseconds: -1_800_000 } }] },
    'members’ credentials that AWS calls expired': {
      faults: MEMBERS.map((accountId) => ({
        fault: { kind: 'expired-credentials' },
        accountId,
        per: 'session',
        from: 30,
      })),
    },
    'members’ credentials that last a minute': { sessionSeconds: 60 },
    'throttling of a request, and then expired credentials': {
      faults: [
        { fault: { kind: 'throttled' }, ...ONE_REQUEST, to: 4 },
        { fault: { kind: 'expired-credentials' }, ...ONE_REQUEST, from: 5, to: 5 },
      ],
    },
    'throttling of a request, and then resets': {
      faults: [
        { fault: { kind: 'throttled' }, ...ONE_REQUEST, to: 7 },
        { fault: { kind: 'reset', when: 'before-answer' }, ...ONE_REQUEST, from: 8, to: 10 },
      ],
    },
  };

  test.each(Object.entries(passing))('%s', async (_, conditions) => {
    const faulty = await scanUnder(conditions);
    expect([...faulty.sandbox.unknown]).toEqual([]);
    expectNoFalsePass(reference, faulty);
    expect([...reasonsIn(faulty)]).toEqual([]);
    expectSame(reference, faulty);
    expect(faulty.status).toBe(1);
  });
});

interface Spoiled extends Conditions {
  /** What the inventory says is missing. */
  readonly because: RegExp;
  /** Of some row. */
  readonly row?: CoverageStatus;
  readonly status?: number;
}

function forever(api: string, fault: Fault, more: Omit<FaultRule, 'fault' | 'api'> = {}): readonly FaultRule[] {
  return [{ fault, api, ...more }];
}

const THROTTLED_FOR_EVER = [
  ...['apigateway:GetRestApis', 'apigateway:GetApis', 'apigateway:GetStages'],
  ...['cloudtrail:DescribeTrails', 'cloudtrail:GetEventSelectors', 'firehose:DescribeDeliveryStream', 'iam:GetRole'],
  ...['iam:GetPolicyVersion', 'logs:DescribeLogGroups', 'organizations:ListDelegatedAdministrators'],
  ...['s3:GetBucketPolicyStatus', 'sns:GetTopicAttributes', 'sts:AssumeRole'],
];

const WIRE: Record<string, { readonly fault: Fault; readonly because: string; readonly patience?: number }> = {
  'internal errors': { fault: { kind: 'internal' }, because: 'error' },
  'an unavailable service': { fault: { kind: 'unavailable' }, because: 'error' },
  resets: { fault: { kind: 'reset', when: 'before-answer' }, because: 'unreachable' },
  'resets in the middle of the body': { fault: { kind: 'reset', when: 'mid-body' }, because: 'unreachable' },
  'bodies that are cut off': { fault: { kind: 'cut-body' }, because: 'unreachable' },
  'bodies that are broken off': { fault: { kind: 'malformed' }, because: 'invalid-response' },
  silence: { fault: { kind: 'silence' }, because: 'unreachable', patience: 100 },
  'bodies that do not begin': {
    fault: { kind: 'slow-body', milliseconds: 3_600_000 },
    because: 'unreachable',
    patience: 100,
  },
};

/** One of each protocol. */
const SPOKEN = ['cloudtrail:DescribeTrails', 'apigateway:GetStages', 'iam:GetRole', 's3:GetBucketVersioning'];

describe('a scan that meets what stays says what it could not judge', () => {
  const lasting: Record<string, Spoiled> = {
    ...Object.fromEntries(
      THROTTLED_FOR_EVER.map((api) => [
        `throttling of ${api}`,
        { faults: forever(api, { kind: 'throttled' }), because: new RegExp(`^throttled ${api}$`) },
      ]),
    ),
    'throttling of ec2:DescribeRegions, asked where account is denied': {
      faults: [
        ...forever('ec2:*', { kind: 'throttled' }, { accountId: SHOP }),
        ...forever('account:*', { kind: 'access-denied' }, { accountId: SHOP }),
      ],
      because: /^throttled ec2:DescribeRegions$/,
    },
    'throttling of all of one account': {
      faults: forever('*', { kind: 'throttled' }, { accountId: SHOP, from: 2 }),
      because: /^throttled cloudtrail:DescribeTrails$/,
      row: 'throttled-out',
    },
    ...Object.fromEntries(
      Object.entries(WIRE).flatMap(([name, { fault, because, ...more }]) =>
        SPOKEN.map((api) => [
          `${name} of ${api}`,
          { faults: forever(api, fault), because: new RegExp(`^${because} ${api}$`), ...more },
        ]),
      ),
    ),
    'silence of a whole region': {
      faults: forever('*', { kind: 'silence' }, { region: 'eu-west-1' }),
      patience: 100,
      because: /^unreachable cloudtrail:DescribeTrails$/,
      row: 'unreachable',
    },
    'empty pages without end': {
      faults: forever('apigateway:GetRestApis', { kind: 'empty-page' }),
      because: /^error apigateway:GetRestApis$/,
    },
    'a token that never changes': {
      faults: forever('iam:ListAttachedRolePolicies', { kind: 'endless-pages', tokens: 'same' }),
      because: /^error iam:ListAttachedRolePolicies$/,
    },
    'a region that does not know the credentials': {
      faults: forever('*', { kind: 'region-disabled' }, { region: 'eu-west-1' }),
      because: /^region-disabled apigateway:GetApis$/,
      row: 'disabled',
    },
    'a service control policy of an account': {
      faults: forever('*', { kind: 'denied-by-scp' }, { accountId: WAREHOUSE, from: 2 }),
      because: /^denied-by-scp apigateway:GetRestApis$/,
      row: 'denied-by-scp',
    },
    'a service control policy of a region': {
      plan: { ...PLAN, serviceControlPolicies: [{ actions: ['*'], regions: ['eu-west-1'] }] },
      because: /^denied-by-scp cloudtrail:DescribeTrails$/,
      row: 'denied-by-scp',
    },
    'a service control policy of all but a few actions': {
      plan: {
        ...PLAN,
        serviceControlPolicies: [
          { actions: ['*'], exceptActions: ['sts:*', 'account:*', 'cloudtrail:DescribeTrails', 'apigateway:*'] },
        ],
      },
      because: /^denied-by-scp cloudtrail:GetTrailStatus$/,
    },
    'policies that deny all that tells anything': {
      plan: denying('*', ['sts:*', 'account:*', 'organizations:DescribeOrganization', 'organizations:ListAccounts']),
      because: /^access-denied cloudtrail:DescribeTrails$/,
      row: 'denied',
      status: 2,
    },
    'the caller’s credentials expiring': {
      faults: [{ fault: { kind: 'expired-credentials' }, accountId: MANAGEMENT, from: 12 }],
      because: /^credentials-expired /,
    },
    'everybody’s credentials expiring': {
      faults: [{ fault: { kind: 'expired-credentials' }, from: 40 }],
      because: /^credentials-expired /,
    },
    'a member’s credentials expiring when its role can no longer be assumed': {
      faults: [
        { fault: { kind: 'expired-credentials' }, accountId: SHOP, from: 20 },
        { fault: { kind: 'access-denied' }, api: 'sts:AssumeRole', from: 4 },
      ],
      because: /^(access-denied sts:AssumeRole|credentials-expired )/,
    },
    'an account being closed': {
      faults: [{ fault: { kind: 'account-closed' }, accountId: SHOP, from: 12 }],
      because: /^region-disabled /,
    },
  };

  test.each(Object.entries(lasting))('%s', async (_, { because, row, status = 1, ...conditions }) => {
    const faulty = await scanUnder(conditions);
    expectNoFalsePass(reference, faulty);
    const reasons = [...reasonsIn(faulty)];
    expect(
      reasons.some((reason) => because.test(reason)),
      reasons.join(', '),
    ).toBe(true);
    const unknown = faulty.summary.outcomes.unknown;
    expect(unknown).toBeGreaterThan(reference.summary.outcomes.unknown);
    if (row !== undefined) expect(faulty.coverage.map((each) => each.status)).toContain(row);
    expect(faulty.status).toBe(status);
  });
});

/** What a scan of everything does not ask, and what EC2 tells where Account Management may not. */
const NOT_NEEDED = /^(account:ListRegions|ec2:DescribeRegions|organizations:List\w+ForParent)$/;
/** Without these nobody knows what to scan. */
const INDISPENSABLE = /^organizations:(DescribeOrganization|ListAccounts)$/;

describe('without the permission for', () => {
  const actions = new Set(policyDocument(null).Statement.flatMap(({ Action }) => Action));

  test.each([...actions])('%s', async (action) => {
    const scanning = scanUnder({ plan: denying(action) });
    if (INDISPENSABLE.test(action)) return expect(scanning).rejects.toThrow(Failure);
    const faulty = await scanning;
    expectNoFalsePass(reference, faulty);
    if (NOT_NEEDED.test(action)) return expectSame(reference, faulty);
    const reasons = [...reasonsIn(faulty)];
    expect(reasons.length).toBeGreaterThan(0);
    for (const reason of reasons) expect(reason).toMatch(/^access-denied /);
    expect(faulty.status).toBe(1);
  });
});

/** The organization, in which nobody may do it. */
function denying(action: string, exceptActions: readonly string[] = []): OrganizationPlan {
  const denied = [{ by: 'identity-policy', actions: [action], exceptActions }] as const;
  return {
    ...PLAN,
    accounts: Object.fromEntries(
      Object.entries(PLAN.accounts).map(([name, account]) => [name, { ...account, denied }]),
    ),
  };
}

const KINDS: readonly Fault[] = [
  ...(
    ['throttled', 'internal', 'expired-credentials', 'access-denied', 'denied-by-scp', 'region-disabled'] as const
  ).map((kind) => ({ kind })),
  ...[{ kind: 'malformed' } as const, { kind: 'cut-body' } as const, { kind: 'empty-page' } as const],
  { kind: 'reset', when: 'mid-body' },
  { kind: 'endless-pages', tokens: 'same' },
];

/** What a proxy on the way may answer with in AWS's place. */
const PROXIES: Record<string, Answer> = {
  'a web page': { status: 200, headers: { 'content-type': 'text/html' }, body: '<html><body>blocked</body></html>' },
  nothing: { status: 200, headers: { 'content-length': '0' }, body: '' },
};

describe.each(Object.entries(PROXIES))('%s in the place of an answer is none, of', (_, answer) => {
  test.each([
    ['apigateway', 'GetStages'],
    ['cloudtrail', 'GetEventSelectors'],
    ['firehose', 'DescribeDeliveryStream'],
    ['iam', 'ListAttachedRolePolicies'],
    ['logs', 'DescribeDeliverySources'],
    ['s3', 'GetBucketVersioning'],
    ['sns', 'GetTopicAttributes'],
  ])('%s:%s', async (service, operation) => {
    const faulty = await scanUnder({ instead: { match: { service, operation }, answer } });
    expectNoFalsePass(reference, faulty);
    expect([...reasonsIn(faulty)]).toEqual([`invalid-response ${service}:${operation}`]);
  });
});

// Without Amazon S3, which itself answers without members about a bucket whose versioning was never set.
describe('an answer without members is none, of', () => {
  test.each([
    ['apigateway', 'GetStages', '{}'],
    ['cloudtrail', 'GetEventSelectors', '{}'],
    ['firehose', 'DescribeDeliveryStream', '{}'],
    ['iam', 'ListAttachedRolePolicies', withoutMembers('ListAttachedRolePolicies')],
    ['logs', 'DescribeDeliverySources', '{}'],
    ['sns', 'GetTopicAttributes', withoutMembers('GetTopicAttributes')],
  ])('%s:%s', async (service, operation, body) => {
    const headers = { 'content-type': body === '{}' ? 'application/json' : 'text/xml' };
    const faulty = await scanUnder({
      instead: { match: { service, operation }, answer: { status: 200, headers, body } },
    });
    expectNoFalsePass(reference, faulty);
    expect([...reasonsIn(faulty)]).toEqual([`error ${service}:${operation}`]);
  });
});

/** As AWS's query protocol wraps the members of an answer. */
function withoutMembers(operation: string): string {
  return `<${operation}Response><${operation}Result/></${operation}Response>`;
}

describe('several faults at once, here and there', () => {
  test.each(Array.from({ length: 15 }, (_, index) => index))('by chance %i', async (seed) => {
    const pick = <T>(items: readonly T[], index: number, what: string): T =>
      items[Math.floor(draw(seed, index, what) * items.length)] as T;
    // Without those that end a scan before it begins.
    const apis = Object.keys(reference.scan.requests).filter((api) => !ENDS_AT_ONCE.test(api));
    const faults = Array.from({ length: 4 }, (_, index): FaultRule => {
      const region = pick([null, 'us-east-1', 'eu-west-1'], index, 'region');
      const accountId = pick([null, MANAGEMENT, ...MEMBERS], index, 'account');
      return {
        fault: pick(KINDS, index, 'kind'),
        api: pick(apis, index, 'api'),
        probability: pick([0.3, 0.6, 1], index, 'probability'),
        ...(region === null ? {} : { region }),
        ...(accountId === null ? {} : { accountId }),
      };
    });
    expectNoFalsePass(reference, await scanUnder({ faults }));
  });
});

const ENDS_AT_ONCE = /^(sts:GetCallerIdentity|organizations:(DescribeOrganization|ListAccounts))$/;
