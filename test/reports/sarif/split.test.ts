import { describe, expect, test } from 'vitest';
import { sarif } from '../../../reports/sarif/sarif.ts';
import { sarifGithub } from '../../../reports/sarif/sarif-github.ts';
import { splitByAccount } from '../../../reports/sarif/split.ts';
import type { Finding, Report } from '../../../src/model/report.ts';
import { manyFindings, SAMPLE_FINDINGS, SAMPLE_SCAN, sampleFinding, sampleReport } from '../../support/report.ts';
import { PLAIN } from '../render.ts';
import { comparedReport, GONE } from './compared.ts';
import { onlyRun, runOf, type SarifRun } from './sarif-log.ts';

const MANAGEMENT = '111122223333';
const PAYMENTS = '333344445555';

/** The run of each file, by the file's name. */
async function filesOf(profile: typeof sarif, report: Report): Promise<ReadonlyMap<string, SarifRun>> {
  const files = new Map<string, SarifRun>();
  for await (const { name, pieces } of splitByAccount(profile)(report, PLAIN)) {
    let text = '';
    for await (const piece of pieces) text += piece;
    expect(files.has(name), name).toBe(false);
    files.set(name, onlyRun(text));
  }
  return files;
}

function categories(files: ReadonlyMap<string, SarifRun>): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries([...files].map(([name, { automationDetails }]) => [name, automationDetails?.id]));
}

/** A finding about the organization as a whole, which an organization's report begins with. */
function organizationFinding(accountId: string): Finding {
  const arn = 'arn:aws:organizations::999988887777:organization/o-exampleorgid';
  return sampleFinding({
    ruleId: 'organization/unrecorded-management-events',
    accountId,
    region: null,
    resource: { arn, type: 'AWS::Organizations::Organization', name: 'o-exampleorgid' },
  });
}

describe.each([
  ['sarif', sarif],
  ['sarif-github', sarifGithub],
] as const)('%s, split by account,', (_, profile) => {
  test('is one file for each account, with a category of its own', async () => {
    expect(categories(await filesOf(profile, sampleReport()))).toEqual({
      'trailgate-o-exampleorgid-111122223333.sarif': 'trailgate/o-exampleorgid/111122223333/',
      'trailgate-o-exampleorgid-333344445555.sarif': 'trailgate/o-exampleorgid/333344445555/',
      'trailgate-o-exampleorgid-444455556666.sarif': 'trailgate/o-exampleorgid/444455556666/',
    });
  });

  test('has the same results as the whole', async () => {
    const report = sampleReport();
    const split = [...(await filesOf(profile, report)).values()].flatMap(({ results }) => results);
    expect(split).toEqual((await runOf(profile, report)).results);
  });

  test('names single accounts without an organization', async () => {
    const report = sampleReport({ scan: { ...SAMPLE_SCAN, organization: null } });
    expect(categories(await filesOf(profile, report))).toMatchObject({
      'trailgate-333344445555.sarif': 'trailgate/333344445555/',
    });
  });

  test('keeps an account in its category, whichever shard it is in', async () => {
    const report = sampleReport({ scan: { ...SAMPLE_SCAN, shard: { index: 2, of: 5 } } });
    expect(categories(await filesOf(profile, report))).toEqual(categories(await filesOf(profile, sampleReport())));
  });

  test('is no file at all without findings, rather than an empty one that would close alerts', async () => {
    expect((await filesOf(profile, sampleReport({ findings: [] }))).size).toBe(0);
  });
});

describe('the organization’s own findings', () => {
  test('come first in the file of the management account, wherever that stands', async () => {
    const scan = { ...SAMPLE_SCAN, organization: { id: 'o-exampleorgid', managementAccountId: PAYMENTS } };
    const own = organizationFinding(PAYMENTS);
    const files = await filesOf(sarif, sampleReport({ scan, findings: [own, ...SAMPLE_FINDINGS] }));
    expect([...files.keys()]).toHaveLength(3);
    const management = files.get(`trailgate-o-exampleorgid-${PAYMENTS}.sarif`);
    expect(management?.results.map(({ partialFingerprints }) => partialFingerprints?.primaryLocationLineHash)).toEqual(
      [own, ...SAMPLE_FINDINGS.filter(({ accountId }) => accountId === PAYMENTS)].map(
        (each) => `${each.fingerprint}:1`,
      ),
    );
  });

  test('have a file of the scan’s own category where the management account was not scanned', async () => {
    const accountId = '999988887777';
    const scan = {
      ...SAMPLE_SCAN,
      organization: { id: 'o-exampleorgid', managementAccountId: accountId },
      shard: { index: 2, of: 5 },
    };
    const report = sampleReport({ scan, findings: [organizationFinding(accountId), ...SAMPLE_FINDINGS] });
    const files = await filesOf(sarif, report);
    expect(categories(files)).toMatchObject({
      'trailgate-o-exampleorgid-shard-2-of-5.sarif': 'trailgate/o-exampleorgid/shard-2-of-5/',
    });
    expect(files.get('trailgate-o-exampleorgid-shard-2-of-5.sarif')?.results).toHaveLength(1);
    expect(files.size).toBe(4);
  });
});

describe('the file of an account', () => {
  test('tells that account’s summary and scan, and what was not covered in it', async () => {
    const report = sampleReport();
    const run = (await filesOf(sarif, report)).get(`trailgate-o-exampleorgid-${PAYMENTS}.sarif`);
    const own = SAMPLE_FINDINGS.filter(({ accountId }) => accountId === PAYMENTS);
    expect(run?.properties?.scan).toEqual({ ...SAMPLE_SCAN, accounts: [{ id: PAYMENTS, name: 'payments-prod' }] });
    expect(run?.properties?.summary).toMatchObject({
      ...sampleReport({ findings: own }).summary,
      byRule: expect.arrayContaining([
        { ruleId: 'stages/missing-access-logs', fail: 1, unknown: 0, pass: 0, 'not-applicable': 0 },
        { ruleId: 'formats/missing-request-id', fail: 0, unknown: 0, pass: 0, 'not-applicable': 0 },
      ]),
      coverage: { scanned: 1, denied: 1 },
    });
    const texts = run?.invocations?.[0]?.toolExecutionNotifications?.map(({ message }) => message.text) ?? [];
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) expect(text).toMatch(new RegExp(`^${PAYMENTS}`));
  });

  test('has what is gone from that account', async () => {
    const files = await filesOf(sarif, comparedReport());
    const absent = [...files].flatMap(([name, { results }]) =>
      results.filter(({ baselineState }) => baselineState === 'absent').map(() => name),
    );
    expect(absent).toEqual(GONE.map(({ accountId }) => `trailgate-o-exampleorgid-${accountId}.sarif`));
  });

  test('says by itself what is left out of it', async () => {
    const failures = manyFindings(5001).map(({ resource }) => sampleFinding({ resource, accountId: PAYMENTS }));
    const files = await filesOf(sarifGithub, sampleReport({ findings: [...SAMPLE_FINDINGS.slice(0, 2), ...failures] }));
    const leftOut = [...files.values()].map(
      ({ results }) => results.filter(({ ruleId }) => ruleId === 'trailgate/results-left-out').length,
    );
    expect(leftOut).toEqual([0, 1]);
    expect(files.get(`trailgate-o-exampleorgid-${PAYMENTS}.sarif`)?.results).toHaveLength(5000);
  });
});

test('one account is read at a time, and each finding once', async () => {
  const accounts = Array.from({ length: 40 }, (_, index) => String(200000000000 + index));
  const findings = accounts.flatMap((accountId) =>
    manyFindings(5).map(({ resource }) => sampleFinding({ accountId, resource })),
  );
  const read: string[] = [];
  const report: Report = {
    ...sampleReport({ findings, scan: { ...SAMPLE_SCAN, accounts: accounts.map((id) => ({ id, name: null })) } }),
    async *findings() {
      for (const finding of findings) {
        read.push(finding.accountId);
        yield finding;
      }
    },
  };
  const ahead: number[] = [];
  for await (const { pieces } of splitByAccount(sarif)(report, PLAIN)) {
    for await (const _ of pieces);
    ahead.push(new Set(read).size - ahead.length);
  }
  // The first of the next account's shows where an account ends, and of the first two where the first ends.
  expect(Math.max(...ahead)).toBe(2);
  expect(ahead).toHaveLength(accounts.length);
  expect(read).toHaveLength(findings.length);
});

test('a name from AWS leads out of no folder', async () => {
  const scan = { ...SAMPLE_SCAN, organization: { id: '../../etc/o-x', managementAccountId: MANAGEMENT } };
  const names = [...(await filesOf(sarif, sampleReport({ scan }))).keys()];
  expect(names).toContain('trailgate-etc-o-x-111122223333.sarif');
});
