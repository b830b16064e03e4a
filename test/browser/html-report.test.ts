import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CoverageRow } from '../../src/model/report.ts';
import { launchBrowser } from '../support/browser.ts';
import { manyFindings, SAMPLE_FINDINGS, SAMPLE_SCAN, sampleFinding, sampleReport } from '../support/report.ts';
import { openReport } from '../support/report-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
}, 60_000);
afterAll(() => browser.close());

const FAILS_AND_UNKNOWNS = SAMPLE_FINDINGS.filter(({ outcome }) => outcome === 'fail' || outcome === 'unknown');

async function messages(page: Page): Promise<readonly string[]> {
  return await page.locator('.row .message').allTextContents();
}

describe('the report in a browser', () => {
  test('opens from disk without errors, policy violations or requests', async () => {
    const { page, incidents } = await openReport(browser, sampleReport());
    await page.locator('.row a').first().click();
    await page.getByRole('tab', { name: 'Terraform' }).click();
    expect(incidents).toEqual([]);
  });

  test('shows the numbers of the summary', async () => {
    const report = sampleReport({ findings: manyFindings(500) });
    const { page } = await openReport(browser, report);
    const { failures, outcomes } = report.summary;
    const shown = await page.locator('.score .figure').allTextContents();
    const { critical, high, medium, low } = failures;
    expect(shown.map(Number)).toEqual([critical, high, medium, low, outcomes.unknown, outcomes.pass]);
    const judged = outcomes.fail + outcomes.unknown + outcomes.pass;
    expect(await page.locator('h1').textContent()).toContain(`${outcomes.fail} of ${judged} checks failed`);
    expect(await page.getByRole('status').textContent()).toBe(`${outcomes.fail + outcomes.unknown} of 500 findings`);
  });

  test('shows failures and unknowns first, worst first', async () => {
    const { page } = await openReport(browser, sampleReport());
    const shown = await messages(page);
    expect(shown).toHaveLength(FAILS_AND_UNKNOWNS.length);
    expect(await page.locator('.row .mark strong').allTextContents()).toEqual([
      'Critical',
      'High',
      'Medium',
      'Low',
      'Unknown',
    ]);
  });

  test('a score leads to the findings that it counts', async () => {
    const { page } = await openReport(browser, sampleReport());
    await page.locator('.score.pass').click();
    expect(await messages(page)).toEqual(
      SAMPLE_FINDINGS.filter(({ outcome }) => outcome === 'pass').map(({ message }) => message),
    );
  });

  test('filters and search end up in the address, and the address restores them', async () => {
    const { page } = await openReport(browser, sampleReport({ findings: manyFindings(400) }));
    await page.getByRole('checkbox', { name: 'Medium' }).uncheck();
    await page.getByRole('checkbox', { name: 'Passed' }).check();
    await page.getByLabel('Group').selectOption('By account');
    await page.getByLabel('Search').fill('payments-prod API-0001');
    await page.waitForURL(/q=payments-prod/);
    const shown = await messages(page);
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.every((message) => message.includes('api-0001'))).toBe(true);
    await page.reload();
    await page.getByRole('status').waitFor();
    expect(await messages(page)).toEqual(shown);
    expect(await page.getByLabel('Search').inputValue()).toBe('payments-prod API-0001');
    expect(await page.getByRole('checkbox', { name: 'Medium' }).isChecked()).toBe(false);
  });

  test('an address of findings leads to their list', async () => {
    const { page } = await openReport(browser, sampleReport(), { hash: '#severity=high' });
    const top = 'document.querySelector("#findings").getBoundingClientRect().top';
    expect(await page.evaluate<number>(top)).toBeLessThan(120);
  });

  test('a search without results says so, and a reset brings all back', async () => {
    const { page } = await openReport(browser, sampleReport(), { hash: '#q=nowhere-to-be-found' });
    expect(await page.getByText('No finding matches').isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Reset' }).click();
    expect(await messages(page)).toHaveLength(FAILS_AND_UNKNOWNS.length);
  });

  test('an opened finding shows what was seen, why it matters and how to fix it', async () => {
    const { page } = await openReport(browser, sampleReport());
    const finding = sampleFinding();
    await page.getByRole('link', { name: finding.message }).click();
    const panel = page.locator('#panel');
    await panel.getByRole('heading', { name: 'How to fix' }).waitFor();
    const text = await panel.textContent();
    for (const part of [
      finding.resource.arn,
      'payments-prod (333344445555)',
      'cloudtrail:DescribeTrails',
      '2026-11-20 04:00:12 UTC',
      '5f1d6a52-8c3e-4d0b-9f67-2a4f1f0a7c11',
      'logFileValidation',
      'Without digests nobody can show',
      'CIS AWS Foundations Benchmark 3.0.0',
      finding.remediation?.cli ?? '',
    ]) {
      expect(text).toContain(part);
    }
    await panel.getByRole('tab', { name: 'AWS CLI' }).press('ArrowRight');
    expect(await panel.locator('pre:visible').textContent()).toBe(finding.remediation?.terraform);
  });

  test('an unknown says which call was refused', async () => {
    const { page } = await openReport(browser, sampleReport());
    await page.getByRole('link', { name: 'iam:GetRole' }).click();
    await page.getByRole('heading', { name: 'Why it is unknown' }).waitFor();
    expect(await page.locator('.reasons').textContent()).toMatch(/Access denied[\s\S]*iam:GetRole/);
  });

  test('copies the fix as it is', async () => {
    const { page } = await openReport(browser, sampleReport(), {
      hash: `#finding=${sampleFinding().fingerprint}`,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await page.getByText('Copied').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(sampleFinding().remediation?.cli);
  });

  test('a link opens its finding, even one that the filters hide', async () => {
    const passed = SAMPLE_FINDINGS.find(({ outcome }) => outcome === 'pass');
    const { page } = await openReport(browser, sampleReport(), { hash: `#finding=${passed?.fingerprint}` });
    expect(await page.locator('#panel-title').textContent()).toBe(passed?.message);
    await page.goto(`${page.url().split('#')[0]}#finding=0000000000000000`);
    await page.getByText('This report has no finding 0000000000000000.').waitFor();
  });

  test('works by keyboard: search, move, open, close', async () => {
    const { page } = await openReport(browser, sampleReport());
    const focused = () => page.evaluate('document.activeElement.textContent') as Promise<string>;
    await page.keyboard.press('/');
    await page.keyboard.type('333344445555');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const second = (await messages(page))[1] ?? '';
    expect(await focused()).toContain(second);
    await page.keyboard.press('Enter');
    await page.locator('.panel').waitFor();
    expect(await focused()).toBe(second);
    await page.keyboard.press('Escape');
    expect(await page.locator('.panel').count()).toBe(0);
    expect(await focused()).toContain(second);
    await page.keyboard.press('End');
    expect(await focused()).toContain((await messages(page)).at(-1));
  });

  test('the map says why a place was not scanned', async () => {
    const { page } = await openReport(browser, sampleReport());
    await page.getByRole('button', { name: 'Denied by policy: payments-prod (333344445555), us-east-1' }).click();
    expect(await page.locator('.explanation').textContent()).toContain('apigateway:GetRestApis');
  });

  test('a thousand accounts share lines of the map when they look alike', async () => {
    const coverage = Array.from({ length: 1_000 }, (_, index) => String(100_000_000_000 + index)).flatMap(
      (accountId, index) =>
        ['eu-west-1', 'us-east-1'].map((region): CoverageRow => {
          const status = index % 100 === 0 && region === 'us-east-1' ? 'denied-by-scp' : 'scanned';
          return { accountId, region, status, reasons: [] };
        }),
    );
    const { page } = await openReport(browser, sampleReport({ coverage }));
    expect(await page.locator('.map tbody summary').allTextContents()).toEqual(['10 accounts', '990 accounts']);
  });

  test('20,000 findings open, filter and scroll to the end', async () => {
    const findings = manyFindings(20_000);
    const { page, incidents } = await openReport(browser, sampleReport({ findings }));
    const drawn = await page.locator('.row').count();
    expect(drawn).toBeGreaterThan(5);
    expect(drawn).toBeLessThan(100);
    await page.getByLabel('Search').fill('api-019999');
    await page.getByRole('checkbox', { name: 'Passed' }).check();
    await page.getByRole('checkbox', { name: 'Not applicable' }).check();
    expect(await messages(page)).toEqual([findings[19_999]?.message]);
    await page.getByLabel('Search').fill('');
    await page.getByLabel('Sort').selectOption('By resource');
    await page.locator('.row a').first().press('End');
    expect((await messages(page)).at(-1)).toBe(findings[19_999]?.message);
    await page.keyboard.press('Enter');
    await page.locator('.panel h3').first().waitFor();
    expect(await page.locator('#panel-title').textContent()).toBe(findings[19_999]?.message);
    expect(incidents).toEqual([]);
  });

  test('without scripts the summary is there', async () => {
    const report = sampleReport({ scan: { ...SAMPLE_SCAN, interrupted: true } });
    const { page } = await openReport(browser, report, { javaScriptEnabled: false });
    const text = await page.locator('main').textContent();
    expect(text).toContain('4 of 7 checks failed, 1 of them critical. 1 could not be decided.');
    expect(text).toContain('The scan was stopped before it was done.');
    expect(text).toContain('the viewer blocks scripts');
    expect(text).toContain('Test invocations leave nothing');
    expect(await page.locator('.score.high .figure').textContent()).toBe(String(report.summary.failures.high));
  });
});
