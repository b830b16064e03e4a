import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Baseline } from '../../src/engine/baseline.ts';
import { compareReport } from '../../src/engine/compare.ts';
import type { Change, Comparison } from '../../src/model/comparison.ts';
import type { CoverageRow, CoverageStatus, Finding, Report } from '../../src/model/report.ts';
import { COVERAGE_STATUSES } from '../../src/model/report.ts';
import { OUTCOMES, SEVERITIES } from '../../src/model/verdict.ts';
import { SAMPLE_SCAN, sampleFinding, sampleReport } from '../support/report.ts';

const ACCOUNT = '333344445555';
const REGION = 'eu-west-1';
const NOTHING: Readonly<Record<Change, number>> = {
  new: 0,
  changed: 0,
  unchanged: 0,
  fixed: 0,
  'became-unknown': 0,
};

type Samples = NonNullable<Parameters<typeof sampleReport>[0]>;

/** A report whose one account was read in full, unless other coverage is given. */
function report(findings: readonly Finding[], overrides: Samples = {}): Report {
  return sampleReport({ findings, coverage: [row(null), row(REGION), row('us-east-1')], ...overrides });
}

function row(region: string | null, status: CoverageStatus = 'scanned', accountId = ACCOUNT): CoverageRow {
  return { accountId, region, status, reasons: [] };
}

/** A report as compareReport wants the earlier one. */
function asBaseline(earlier: Report, findings: readonly Finding[], coverage: readonly CoverageRow[]): Baseline {
  return {
    ...earlier,
    judgedAccounts: [...new Set(findings.map(({ accountId }) => accountId))],
    findingsOf: async (accountId) => findings.filter((finding) => finding.accountId === accountId),
    coverageOf: async (accountId) => coverage.filter((each) => each.accountId === accountId),
  };
}

async function collected<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

async function compared(now: Report, then: Report) {
  const [findings, coverage] = await Promise.all([collected(then.findings()), collected(then.coverage())]);
  const result = await compareReport(now, asBaseline(then, findings, coverage));
  const comparison = result.comparison as Comparison;
  return {
    report: result,
    comparison,
    changes: (await collected(result.findings())).map(({ change }) => change),
    gone: await collected(comparison.gone()),
  };
}

const failing = sampleFinding();
const passing = sampleFinding({ outcome: 'pass', remediation: null, message: 'log file validation is on' });
const unknown = sampleFinding({ outcome: 'unknown', remediation: null, message: 'cannot be judged' });
const inapplicable = sampleFinding({ outcome: 'not-applicable', remediation: null, message: 'logs nothing' });

describe('a finding', () => {
  const graver = sampleFinding({ severity: 'high' });
  const reworded = sampleFinding({ message: 'log file validation was switched off' });
  const reworded2 = sampleFinding({ outcome: 'pass', remediation: null, message: 'signs its log files' });

  test.each<[string, Finding | null, Finding, Change, boolean]>([
    ['that fails, and was not there', null, failing, 'new', true],
    ['that fails, and passed', passing, failing, 'new', true],
    ['that fails, and was unknown', unknown, failing, 'new', true],
    ['that fails, and did not apply', inapplicable, failing, 'new', true],
    ['that fails as it did', failing, failing, 'unchanged', true],
    ['that fails with another severity', failing, graver, 'changed', true],
    ['that fails with another message', failing, reworded, 'changed', true],
    ['that passes, and was not there', null, passing, 'new', false],
    ['that passes, and failed', failing, passing, 'fixed', true],
    ['that passes, and was unknown', unknown, passing, 'changed', false],
    ['that passes, and did not apply', inapplicable, passing, 'changed', false],
    ['that passes as it did, in other words', passing, reworded2, 'unchanged', false],
    ['that does not apply, and was not there', null, inapplicable, 'new', false],
    ['that does not apply, and failed', failing, inapplicable, 'fixed', true],
    ['that does not apply, and passed', passing, inapplicable, 'changed', false],
    ['that does not apply, and was unknown', unknown, inapplicable, 'changed', false],
    ['that does not apply, and did not', inapplicable, inapplicable, 'unchanged', false],
    ['that is unknown, and was not there', null, unknown, 'new', false],
    ['that is unknown, and failed', failing, unknown, 'became-unknown', true],
    ['that is unknown, and passed', passing, unknown, 'became-unknown', true],
    ['that is unknown, and did not apply', inapplicable, unknown, 'became-unknown', true],
    ['that is unknown as it was', unknown, unknown, 'unchanged', false],
  ])('%s', async (_, then, now, change, counted) => {
    const { changes, comparison, gone } = await compared(report([now]), report(then === null ? [] : [then]));
    expect(changes).toEqual([change]);
    expect(comparison.counts).toEqual({ ...NOTHING, ...(counted ? { [change]: 1 } : {}) });
    expect(gone).toEqual([]);
  });

  test('with half of a surrogate pair, which no saved report can hold, is the same as its saved one', async () => {
    const then = sampleFinding({ message: 'the trail \ufffd is off' });
    const now = sampleFinding({ message: 'the trail \ud83d is off' });
    expect((await compared(report([now]), report([then]))).changes).toEqual(['unchanged']);
  });

  test('of another account is another finding', async () => {
    const elsewhere = sampleFinding({ accountId: '444455556666' });
    const { changes } = await compared(report([failing, elsewhere]), report([failing]));
    expect(changes).toEqual(['unchanged', 'new']);
  });
});

describe('a failure that is gone', () => {
  const atAccount = { arn: `arn:aws:iam::${ACCOUNT}:root`, type: 'AWS::::Account', name: ACCOUNT };
  const roleless = sampleFinding({ region: null });
  const ofOrganization = sampleFinding({ ruleId: 'organization/missing-trail' });
  const undecided = (overrides: Partial<Finding>) => sampleFinding({ outcome: 'unknown', ...overrides });
  const otherTrail = {
    arn: `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/ledger`,
    type: 'AWS::CloudTrail::Trail',
    name: 'ledger',
  };
  const rules = sampleReport()
    .rules.slice(0, 2)
    .map((rule, index) => ({ ...rule, id: [failing, ofOrganization][index]?.ruleId ?? rule.id }));
  const without = (region: string | null) => [null, REGION, 'us-east-1'].filter((each) => each !== region);

  type Case = [fate: string, why: string, then: Finding, now: readonly Finding[], overrides: Samples];

  test.each<Case>([
    ['fixed', 'its place was read', failing, [], {}],
    ['fixed', 'another region was not read', failing, [], { coverage: [row(null), row(REGION)] }],
    ['fixed', 'another rule is undecided', failing, [undecided({ ruleId: 'trails/stopped' })], {}],
    [
      'fixed',
      'its rule is undecided of a resource elsewhere',
      failing,
      [undecided({ region: 'us-east-1', resource: otherTrail })],
      {},
    ],
    ['fixed', 'what has no region was read everywhere', roleless, [], {}],
    ['fixed', 'its organization was asked again', ofOrganization, [], {}],
    ['became-unknown', 'its rule was not asked', failing, [], { rules: [] }],
    ['became-unknown', 'its account was not in the scan', failing, [], { coverage: [] }],
    [
      'became-unknown',
      'its account was not reached',
      failing,
      [],
      { coverage: [row(null, 'not-scanned'), row(REGION, 'denied')] },
    ],
    ...COVERAGE_STATUSES.filter((status) => status !== 'scanned').map(
      (status): Case => [
        'became-unknown',
        `its region was ${status}`,
        failing,
        [],
        { coverage: [row(null), row(REGION, status)] },
      ],
    ),
    ['became-unknown', 'its rule is undecided of its region', failing, [undecided({ resource: otherTrail })], {}],
    [
      'became-unknown',
      'its rule is undecided of something without region',
      failing,
      [undecided({ region: null, resource: otherTrail })],
      {},
    ],
    [
      'became-unknown',
      'its rule is undecided of the account elsewhere',
      failing,
      [undecided({ region: 'us-east-1', resource: atAccount })],
      {},
    ],
    [
      'became-unknown',
      'it has no region, and its rule is undecided anywhere',
      roleless,
      [undecided({ region: 'us-east-1', resource: otherTrail })],
      {},
    ],
    ...without(null).map(
      (region): Case => [
        'became-unknown',
        `it has no region, and ${region} was read then and not now`,
        roleless,
        [],
        { coverage: without(region).map((each) => row(each)) },
      ],
    ),
    [
      'became-unknown',
      'its organization was not asked',
      ofOrganization,
      [],
      { scan: { ...SAMPLE_SCAN, organization: null } },
    ],
  ])('is %s where %s', async (fate, _, then, now, overrides) => {
    const { comparison, gone } = await compared(report(now, { rules, ...overrides }), report([then], { rules }));
    const { fingerprint, ruleId, severity, accountId, region, resource, message } = then;
    expect(gone.map(({ change }) => change)).toEqual([fate]);
    expect(gone).toMatchObject([{ fingerprint, ruleId, severity, accountId, region, resource, message }]);
    expect(comparison.counts).toEqual({ ...NOTHING, [fate]: 1 });
  });

  test('is not one that passed, did not apply or was unknown', async () => {
    const { comparison, gone } = await compared(report([]), report([passing]));
    expect([gone, comparison.counts]).toEqual([[], NOTHING]);
  });
});

describe('the organization’s own findings, which carry its management account and come first', () => {
  const own = (name: string, accountId: string, overrides: Partial<Finding> = {}) =>
    sampleFinding({
      accountId,
      resource: { ...failing.resource, arn: `${failing.resource.arn}-${name}` },
      ...overrides,
    });
  const MANAGEMENT = '888899990000';
  const coverage = [ACCOUNT, MANAGEMENT].flatMap((id) => [row(null, 'scanned', id), row(REGION, 'scanned', id)]);

  test('are compared together with those of that account', async () => {
    const all = [own('organization', MANAGEMENT), own('trail', ACCOUNT), own('management', MANAGEMENT)];
    const same = await compared(report(all, { coverage }), report(all, { coverage }));
    expect(same.comparison.counts).toEqual({ ...NOTHING, unchanged: 3 });
    expect(same.changes).toEqual(['unchanged', 'unchanged', 'unchanged']);
  });

  test('leave nothing undecided unseen', async () => {
    const undecided = own('organization', MANAGEMENT, { outcome: 'unknown' });
    const then = report([own('management', MANAGEMENT)], { coverage });
    const now = report([undecided, own('trail', ACCOUNT), own('other', MANAGEMENT)], { coverage });
    expect((await compared(now, then)).gone.map(({ change }) => change)).toEqual(['became-unknown']);
  });
});

describe('a comparison', () => {
  test('tells what it compares with', async () => {
    const then = report([], { scan: { ...SAMPLE_SCAN, judgedAt: '2026-10-01T00:00:00.000Z' } });
    expect((await compared(report([]), then)).comparison.baseline).toEqual({
      judgedAt: '2026-10-01T00:00:00.000Z',
      toolVersion: then.tool.version,
      inventorySha256: SAMPLE_SCAN.inventorySha256,
    });
  });

  test('counts new failures by severity, and keeps the gravest', async () => {
    const failures = SEVERITIES.map((severity, index) =>
      sampleFinding({ severity, resource: { ...failing.resource, arn: `${failing.resource.arn}-${index}` } }),
    );
    const { comparison } = await compared(report([...failures].reverse()), report([]));
    expect(comparison.newFailures).toEqual({ critical: 1, high: 1, medium: 1, low: 1 });
    expect(comparison.worstNew.map(({ severity }) => severity)).toEqual(SEVERITIES);
  });

  test.each([
    ['low', 'high', { critical: 0, high: 1, medium: 1, low: 0 }],
    ['medium', 'critical', { critical: 1, high: 1, medium: 0, low: 0 }],
    ['high', 'low', { critical: 0, high: 0, medium: 0, low: 0 }],
    ['high', 'high', { critical: 0, high: 0, medium: 0, low: 0 }],
  ] as const)(
    'counts a failure that went from %s to %s at each severity that it newly reaches',
    async (then, now, worsened) => {
      const at = (severity: Finding['severity']) => report([sampleFinding({ severity })]);
      expect((await compared(at(now), at(then))).comparison.worsened).toEqual(worsened);
    },
  );

  test('marks the worst failures too', async () => {
    const graver = sampleFinding({ severity: 'high' });
    expect((await compared(report([graver]), report([failing]))).report.worst).toEqual([
      { ...graver, change: 'changed' },
    ]);
  });
});

describe('whatever two reports hold', () => {
  const ACCOUNTS = [ACCOUNT, '444455556666', '555566667777'];
  const REGIONS = [null, REGION, 'us-east-1'];
  const RULES = ['trails/unvalidated-log-files', 'formats/missing-request-id', 'organization/missing-trail'] as const;
  const finding = fc
    .record({
      accountId: fc.constantFrom(...ACCOUNTS),
      region: fc.constantFrom(...REGIONS),
      ruleId: fc.constantFrom(...RULES),
      outcome: fc.constantFrom(...OUTCOMES),
      severity: fc.constantFrom(...SEVERITIES),
      message: fc.constantFrom('log file validation is off', 'the format names no request id'),
      resource: fc
        .constantFrom('payments', 'ledger')
        .map((name) => ({ ...failing.resource, arn: `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/${name}` })),
    })
    .map((overrides) => sampleFinding(overrides));
  const findings = fc
    .uniqueArray(finding, { selector: ({ fingerprint }) => fingerprint, maxLength: 20 })
    .map((all) => [...all].sort((a, b) => (a.accountId < b.accountId ? -1 : a.accountId > b.accountId ? 1 : 0)));
  const coverage = fc
    .tuple(
      ...ACCOUNTS.flatMap((accountId) =>
        REGIONS.map((region) =>
          fc
            .constantFrom<(CoverageStatus | null)[]>('scanned', 'scanned', 'partly-scanned', 'denied', 'disabled', null)
            .map((status) => (status === null ? [] : [row(region, status, accountId)])),
        ),
      ),
    )
    .map((rows) => rows.flat());
  const anyReport = fc.record({ findings, coverage });
  const made = (parts: Samples) => sampleReport({ ...parts, rules: sampleReport().rules.filter(isKnown) });
  const isKnown = ({ id }: { readonly id: string }) => (RULES as readonly string[]).includes(id);

  test('every failure of either is counted once', () =>
    fc.assert(
      fc.asyncProperty(anyReport, anyReport, async (now, then) => {
        const { comparison, changes, gone } = await compared(made(now), made(then));
        const { counts } = comparison;
        const failed = (all: readonly Finding[]) => all.filter(({ outcome }) => outcome === 'fail').length;
        expect(counts.new + counts.changed + counts.unchanged).toBe(failed(now.findings));
        const decidedBefore = now.findings.filter((each, index) => {
          const past = then.findings.find(({ fingerprint }) => fingerprint === each.fingerprint);
          return changes[index] === 'became-unknown' && past?.outcome !== 'fail';
        }).length;
        const { changed, unchanged, fixed, 'became-unknown': lost } = counts;
        expect(changed + unchanged + fixed + lost - decidedBefore).toBe(failed(then.findings));
        for (const change of ['fixed', 'became-unknown'] as const) {
          const all = [...changes, ...gone.map((each) => each.change)];
          expect(counts[change]).toBe(all.filter((each) => each === change).length);
        }
        const bySeverity = SEVERITIES.reduce((sum, severity) => sum + comparison.newFailures[severity], 0);
        expect(bySeverity).toBe(counts.new);
      }),
    ));

  test('a report is unchanged since itself', () =>
    fc.assert(
      fc.asyncProperty(anyReport, async (parts) => {
        const { changes, gone, comparison } = await compared(made(parts), made(parts));
        expect(changes.every((change) => change === 'unchanged')).toBe(true);
        expect(gone).toEqual([]);
        expect({ ...comparison.counts, unchanged: 0 }).toEqual(NOTHING);
      }),
    ));

  test('nothing that is gone is fixed where its place was not read, or its rule not asked or not sure', () =>
    fc.assert(
      fc.asyncProperty(anyReport, anyReport, async (now, then) => {
        const { gone } = await compared(made(now), made(then));
        for (const { change, ruleId, accountId, region } of gone) {
          const place = now.coverage.find((each) => each.accountId === accountId && each.region === region);
          const undecided = now.findings.some(
            (each) =>
              each.outcome === 'unknown' &&
              each.ruleId === ruleId &&
              each.accountId === accountId &&
              (each.region === region || each.region === null),
          );
          const certain =
            place?.status === 'scanned' && !undecided && sampleReport().rules.some(({ id }) => id === ruleId);
          if (!certain) expect(change).toBe('became-unknown');
        }
      }),
    ));
});
