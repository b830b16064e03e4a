import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/model/report.ts';
import { generate, startSandbox } from '../../src/sandbox/index.ts';
import { sandboxEnvironment } from '../support/scenario.ts';
import { trailgate } from '../support/trailgate.ts';

/** An organization that follows from a seed, with defects planted in it, scanned as a whole. */
describe.each([
  ['one trail of the organization', true],
  ['a trail in each account', false],
] as const)('a generated organization with %s', (_, organizationTrail) => {
  const { world, defects } = generate({
    seed: 'planted',
    accounts: 12,
    regions: 3,
    apis: { median: 3, hotSpots: [] },
    defects: 0.15,
    organizationTrail,
  });

  test('fails exactly where a defect was planted', async () => {
    const sandbox = await startSandbox({ world, rates: 'off' });
    try {
      const { stdout, stderr } = await trailgate(
        [
          'scan',
          '--organization',
          '--role-name',
          'OrganizationAccountAccessRole',
          '--rate-share',
          '1',
          '--report',
          'json',
          '--quiet',
        ],
        { env: sandboxEnvironment(sandbox) },
      );
      expect(stderr).toBe('');
      const { findings } = JSON.parse(stdout) as { findings: readonly Finding[] };
      // What rests only on a trail that cannot deliver is unknown, and nothing else is.
      const undelivered = new Set(
        [...defects()].filter(({ rule }) => rule === 'trails/delivery-failing').map(({ accountId }) => accountId),
      );
      const unknown = findings.filter(({ outcome, accountId }) => outcome === 'unknown' && !undelivered.has(accountId));
      expect(unknown.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
      const failed = findings
        .filter(({ outcome }) => outcome === 'fail')
        .map(({ ruleId, accountId, region, resource }) => [ruleId, accountId, region, resource.arn].join(' '));
      const planted = [...defects()].map(({ rule, accountId, region, resource }) =>
        [rule, accountId, region, resource].join(' '),
      );
      expect(planted.length).toBeGreaterThan(20);
      expect(failed.sort()).toEqual(planted.sort());
    } finally {
      await sandbox.stop();
    }
  });
});
