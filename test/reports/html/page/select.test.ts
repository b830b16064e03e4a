import { expect, test } from 'vitest';
import { selector } from '../../../../reports/html/page/select.ts';
import type { View } from '../../../../reports/html/page/view.ts';
import { DEFAULT_VIEW, ORDERS } from '../../../../reports/html/page/view.ts';
import { CHANGES } from '../../../../src/model/comparison.ts';
import type { Finding } from '../../../../src/model/report.ts';
import { OUTCOMES } from '../../../../src/model/verdict.ts';
import { manyFindings, SAMPLE_FINDINGS } from '../../../support/report.ts';

const ALL: Partial<View> = { outcomes: OUTCOMES };

function chosen(view: Partial<View>, findings: readonly Finding[] = SAMPLE_FINDINGS) {
  const { entries } = selector(findings, ({ accountId }) => `name of ${accountId}`).select({
    ...DEFAULT_VIEW,
    ...view,
  });
  return entries.flatMap((entry) => (entry.kind === 'finding' ? [entry.finding] : []));
}

test('failures come before unknowns, and each by severity', () => {
  expect(chosen(ALL).map(({ outcome, severity }) => `${outcome} ${severity}`)).toEqual([
    'fail critical',
    'fail high',
    'fail medium',
    'fail low',
    'unknown high',
    'pass critical',
    'pass medium',
    'not-applicable low',
  ]);
});

function mappedTo(version: string, clause?: string) {
  return ({ controls }: Finding) =>
    controls.some((one) => one.framework === 'cis' && one.version === version && one.id === (clause ?? one.id));
}

test('filters by what became of findings since the last report', () => {
  const findings = SAMPLE_FINDINGS.map((finding, index) => ({
    ...finding,
    change: CHANGES[index % CHANGES.length] ?? null,
  }));
  for (const change of CHANGES) {
    const expected = findings.filter((finding) => finding.change === change);
    expect(expected.length).toBeGreaterThan(0);
    expect(new Set(chosen({ ...ALL, change }, findings))).toEqual(new Set(expected));
  }
});

test.each([
  ['severity', { severities: ['high'] }, ({ severity }) => severity === 'high'],
  ['outcome', { outcomes: ['unknown'] }, ({ outcome }) => outcome === 'unknown'],
  ['rule', { ...ALL, rule: 'formats/missing-request-id' }, ({ ruleId }) => ruleId === 'formats/missing-request-id'],
  ['account', { ...ALL, account: '444455556666' }, ({ accountId }) => accountId === '444455556666'],
  ['no region', { ...ALL, region: 'global' }, ({ region }) => region === null],
  ['framework', { ...ALL, framework: 'cis 3.0.0' }, mappedTo('3.0.0')],
  ['clause', { ...ALL, framework: 'cis 3.0.0 3.2' }, mappedTo('3.0.0', '3.2')],
  ['words, all of them', { ...ALL, query: 'ORDERS prod' }, ({ message }) => message.includes('Orders')],
  ['other words of the page', { ...ALL, query: 'of 444455556666' }, ({ accountId }) => accountId === '444455556666'],
] satisfies [string, Partial<View>, (finding: (typeof SAMPLE_FINDINGS)[number]) => boolean][])(
  'filters by %s',
  (_, view, belongs) => {
    const outcomes = { ...DEFAULT_VIEW, ...view }.outcomes as readonly string[];
    const expected = SAMPLE_FINDINGS.filter((finding) => outcomes.includes(finding.outcome) && belongs(finding));
    expect(expected.length).toBeGreaterThan(0);
    expect(new Set(chosen(view))).toEqual(new Set(expected));
  },
);

test('groups hold every finding once, under a line that counts them', () => {
  const findings = manyFindings(100);
  const { entries, count } = selector(findings, () => '').select({ ...DEFAULT_VIEW, ...ALL, group: 'rule' });
  expect(count).toBe(100);
  let open = { key: '', left: 0 };
  for (const entry of entries) {
    if (entry.kind === 'group') {
      expect(open.left).toBe(0);
      open = { key: entry.key, left: entry.count };
    } else {
      expect(entry.finding.ruleId).toBe(open.key);
      open.left -= 1;
    }
  }
  expect(open.left).toBe(0);
});

test('findings that sort alike stay in the order of the report', () => {
  const findings = manyFindings(200);
  const sorted = chosen({ ...ALL, order: 'account' }, findings);
  const alike = sorted.filter(
    ({ accountId, outcome, severity }) => `${accountId}${outcome}${severity}` === '111122223333faillow',
  );
  expect(alike).toEqual(findings.filter((finding) => alike.includes(finding)));
  expect(alike.length).toBeGreaterThan(1);
});

test('preparation changes nothing but the time that it takes', () => {
  const findings = manyFindings(5_000);
  const prepared = selector(findings, () => '');
  const steps = prepared.prepare();
  while (steps.next().done !== true);
  for (const order of ORDERS) {
    const view = { ...DEFAULT_VIEW, order, query: 'api-000' };
    expect(prepared.select(view)).toEqual(selector(findings, () => '').select(view));
  }
});
