import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import type { CoverageRow, Finding, ScanDescription } from '../../src/model/report.ts';
import { scenarios } from '../../src/sandbox/index.ts';
import { scanScenario } from '../support/scenario.ts';

/**
 * The findings of each scenario in full, as lines that a person can check against the scenario's file. A change here is
 * a change of what Trailgate says: read it before you accept it (npx vitest run test/scenarios --update).
 */
const seen: string[] = [];

describe.each(scenarios.map((scenario) => [scenario.name, scenario] as const))('%s', (name, scenario) => {
  test('gives the findings that it was made to show', async () => {
    const { report, stderr, sandbox } = await scanScenario(scenario);
    expect(stderr).toBe('');
    expect([...sandbox.unknown], 'requests that the sandbox does not know').toEqual([]);
    const shown = lines(report);
    seen.push(shown);
    await expect(shown).toMatchFileSnapshot(`../golden/scenarios/${name}.txt`);
  }, 60_000);
});

/** Over HTTP, in the findings that the tests above hold the scenarios to. */
test.each(rules.map(({ id }) => id))('%s passes, fails and is unknown in some scenario', (id) => {
  const golden = seen.join('\n');
  for (const outcome of ['pass', 'fail', 'unknown']) expect(golden).toMatch(new RegExp(`^${outcome} \\w+ ${id} `, 'm'));
});

interface JsonReport {
  readonly scan: ScanDescription;
  readonly findings: readonly Finding[];
  readonly coverage: readonly CoverageRow[];
}

function lines({ scan, findings, coverage }: JsonReport): string {
  const names = new Map(scan.accounts.map(({ id, name }) => [id, name ?? id]));
  const place = (accountId: string, region: string | null) => `${names.get(accountId) ?? accountId} ${region ?? '-'}`;
  const verdicts = findings.map(({ outcome, severity, ruleId, accountId, region, resource, message }) =>
    [outcome, severity, ruleId, place(accountId, region), resource.name, '|', message].join(' '),
  );
  const ledger = coverage
    .filter(({ status }) => status !== 'scanned')
    .map(({ accountId, region, status, reasons }) => {
      const why = reasons.map(({ reason, call }) => `${reason} ${call?.api ?? ''}`.trim());
      return [status, place(accountId, region), '|', why.join(', ')].join(' ').trimEnd();
    });
  const scanned = coverage.filter(({ status }) => status === 'scanned').length;
  return [`# ${findings.length} findings`, ...verdicts, '', `# coverage: ${scanned} scanned`, ...ledger, ''].join('\n');
}
