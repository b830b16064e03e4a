import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Finding, ScanDescription } from '../../src/model/report.ts';
import { scenarios } from '../../src/sandbox/index.ts';
import { awsEnvironment, type Moto, motoAvailable, startMoto } from '../support/moto.ts';
import { RULES_ON_BOTH, scanScenario } from '../support/scenario.ts';
import { beyondMoto, seedScenario } from '../support/seed/scenario.ts';
import { trailgate } from '../support/trailgate.ts';

/** What moto has no way of showing, and so no second opinion on. Each is a reason for the sandbox. */
const ON_SANDBOX_ONLY = {
  'closed-accounts': /state/,
  'delegated-administrator': /caller|delegated/,
  'delivery-errors': /errors/,
  demo: /optInRegions|organization/,
  'denied-account': /entryRoles|externalId|organization/,
  'denied-actions': /denied/,
  'disabled-region': /optStatus|optInRegions/,
  'healthy-organization': /organization/,
  'landing-zone-scps': /serviceControlPolicies/,
  'never-used-api-gateway': /organization/,
  'opt-in-home': /optInRegions/,
  'organization-trail': /organization/,
  'partition-china': /partition/,
  'partition-gov-cloud': /partition/,
  throttled: /organization/,
} as const;

test('every scenario that moto can show is shown on moto', () => {
  for (const { name, plan } of scenarios) {
    const reason = Object.hasOwn(ON_SANDBOX_ONLY, name) ? ON_SANDBOX_ONLY[name as keyof typeof ON_SANDBOX_ONLY] : null;
    if (reason === null) expect(beyondMoto(plan), name).toEqual([]);
    else expect(beyondMoto(plan).join(), name).toMatch(reason);
  }
});

const SHARED = scenarios.filter(({ name }) => !Object.hasOwn(ON_SANDBOX_ONLY, name));

describe.skipIf(!motoAvailable).each(SHARED.map((scenario) => [scenario.name, scenario] as const))(
  '%s',
  (_, scenario) => {
    let moto: Moto;

    beforeAll(async () => {
      moto = await startMoto();
      await seedScenario(moto.endpoint, scenario);
    }, 120_000);
    afterAll(() => moto?.stop());

    test('gives the same findings on moto, which others wrote, as on the sandbox', async () => {
      const regions = ['--regions', scenario.plan.regions.join(',')];
      const onSandbox = await scanScenario(scenario, [...RULES_ON_BOTH, ...regions]);
      const whole = scenario.plan.standalone ? [] : ['--organization', '--role-name', 'OrganizationAccountAccessRole'];
      const { stdout, stderr } = await trailgate(
        ['scan', ...whole, ...regions, ...RULES_ON_BOTH, '--rate-share', '1', '--report', 'json', '--quiet'],
        { env: awsEnvironment(moto.endpoint) },
      );
      expect(stderr).toBe('');
      const first = Object.keys(scenario.plan.accounts)[0] ?? '';
      expect(comparable(JSON.parse(stdout), first)).toEqual(comparable(onSandbox.report, first));
    }, 120_000);
  },
);

/** Findings without what either server invents: ids, and so ARNs, and words about them. */
function comparable(report: { readonly scan: ScanDescription; readonly findings: readonly Finding[] }, first: string) {
  const { scan, findings } = report;
  // moto calls every management account «master».
  const names = new Map(scan.accounts.map(({ id, name }) => [id, id === scan.caller.accountId ? first : name]));
  return findings
    .map(({ ruleId, outcome, severity, accountId, region, resource }) => {
      const own =
        resource.name === scan.organization?.id ? 'organization' : (names.get(resource.name) ?? resource.name);
      return [ruleId, outcome, severity, names.get(accountId), region, own].join(' ');
    })
    .sort();
}
