import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Finding } from '../../src/model/report.ts';
import type { Moto } from '../support/moto.ts';
import { awsEnvironment, motoAvailable, startMoto } from '../support/moto.ts';
import type { RegionPlan } from '../support/seed/account.ts';
import { seedAccount } from '../support/seed/account.ts';
import { FORMATS } from '../support/seed/apis.ts';
import { assumeRole, managementCaller } from '../support/seed/callers.ts';
import { PUSH_TO_CLOUDWATCH_LOGS } from '../support/seed/roles.ts';
import { trailgate } from '../support/trailgate.ts';

const ROLE = { name: 'APIGatewayCloudWatchLogs', managed: [PUSH_TO_CLOUDWATCH_LOGS] };
const STAGE = { accessLog: { format: FORMATS.json }, level: 'INFO' } as const;

/** What the usual guide tells people to set up in one region: role, account setting, log group, format, level, trail. */
function setUp(changes: Partial<RegionPlan> = {}, stage: object = STAGE): RegionPlan {
  return {
    trails: [{ name: 'management-events' }],
    role: ROLE,
    apis: [{ kind: 'rest', name: 'orders', stages: { prod: stage } }],
    ...changes,
  };
}

/** The guide followed with one step left out, and the rules that fail for it. */
const LEFT_OUT: Readonly<Record<string, { readonly plan: RegionPlan; readonly fails: readonly string[] }>> = {
  nothing: { plan: setUp(), fails: [] },
  'the role': { plan: setUp({ role: { name: ROLE.name }, roleDeleted: true }), fails: ['roles/dangling'] },
  'the trust in API Gateway': {
    plan: setUp({ role: { ...ROLE, trusts: ['lambda.amazonaws.com'] } }),
    fails: ['roles/untrusted-by-api-gateway'],
  },
  'the policy of the role': { plan: setUp({ role: { name: ROLE.name } }), fails: ['roles/too-narrow'] },
  'the account setting': {
    plan: { trails: setUp().trails ?? [], apis: setUp().apis ?? [] },
    fails: ['roles/missing'],
  },
  'the destination and the format': { plan: setUp({}, { level: 'INFO' }), fails: ['stages/missing-access-log'] },
  'the format': { plan: setUp({}, { accessLog: {}, level: 'INFO' }), fails: ['stages/missing-access-log'] },
  'the request id in the format': {
    plan: setUp({}, { ...STAGE, accessLog: { format: FORMATS.integrationRequestIdOnly } }),
    fails: ['formats/missing-request-id'],
  },
  'the level': { plan: setUp({}, { accessLog: STAGE.accessLog }), fails: ['stages/missing-execution-log'] },
  // Without any trail nothing is recorded either, which is the second rule's question.
  'the trail': { plan: setUp({ trails: [] }), fails: ['trails/management-events-gap', 'trails/no-multi-region-trail'] },
};

const FIRST_RULES = [
  ...['trails/no-multi-region-trail', 'trails/management-events-gap', 'trails/delivery-failing', 'trails/stopped'],
  ...['trails/high-volume-sources-excluded', 'stages/missing-access-log', 'stages/missing-execution-log'],
  ...['formats/missing-request-id', 'roles/*'],
].flatMap((rule) => ['--rules', rule]);

describe.skipIf(!motoAvailable)('the usual guide to API Gateway’s logs', () => {
  let moto: Moto;
  let findings: readonly Finding[];

  beforeAll(async () => {
    moto = await startMoto();
    const accounts = Object.values(LEFT_OUT).map(({ plan }, index) => ({ id: String(200_000_000_001 + index), plan }));
    await Promise.all(
      accounts.map(async ({ id, plan }) =>
        seedAccount(await assumeRole(managementCaller(moto.endpoint), id), { 'eu-west-1': plan }),
      ),
    );
    const { stdout } = await trailgate(
      [
        ...[
          'scan',
          '--accounts',
          accounts.map(({ id }) => id).join(','),
          '--role-name',
          'Audit',
          '--regions',
          'eu-west-1',
        ],
        ...['--rate-share', '1', '--report', 'json', '--quiet', ...FIRST_RULES],
      ],
      { env: awsEnvironment(moto.endpoint) },
    );
    findings = JSON.parse(stdout).findings;
  });
  afterAll(() => moto?.stop());

  test.each(Object.keys(LEFT_OUT).map((name, index) => [name, index] as const))(
    'followed without %s',
    (name, index) => {
      const own = findings.filter(({ accountId }) => accountId === String(200_000_000_001 + index));
      expect(own.length).toBeGreaterThan(5);
      expect(own.filter(({ outcome }) => outcome === 'unknown')).toEqual([]);
      const failed = own.filter(({ outcome }) => outcome === 'fail').map(({ ruleId }) => ruleId);
      expect(failed.sort()).toEqual(LEFT_OUT[name]?.fails);
    },
  );
});
