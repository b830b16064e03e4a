import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHANGES } from '../../src/model/comparison.ts';
import { launchBrowser } from '../support/browser.ts';
import { manyFindings, SAMPLE_FINDINGS, sampleFinding, sampleReport } from '../support/report.ts';
import { SAMPLE_COMPARISON, SAMPLE_GONE } from '../support/report-comparison.ts';
import { openReport } from '../support/report-page.ts';
import { FORMAT_FINDING, GAP_FINDING, ROLE_FINDING } from './shown-findings.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
}, 60_000);
afterAll(() => browser.close());

async function messages(page: Page): Promise<readonly string[]> {
  return await page.locator('.row .message').allTextContents();
}

function focusedName(page: Page): Promise<string> {
  return page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent");
}

describe('since the last report', () => {
  const findings = SAMPLE_FINDINGS.map((finding, index) => ({ ...finding, change: CHANGES[index % 5] ?? null }));
  const compared = sampleReport({ findings, comparison: SAMPLE_COMPARISON });

  test('what is gone is listed with what the baseline said', async () => {
    const { page } = await openReport(browser, compared);
    const items = await page.locator('.gone li').allTextContents();
    expect(items).toHaveLength(SAMPLE_GONE.length);
    SAMPLE_GONE.forEach(({ message, resource }, index) => {
      expect(items[index]).toContain(message);
      expect(items[index]).toContain(resource.arn);
    });
    expect(items[0]).toContain('Fixed');
    expect(items[1]).toContain('Became unknown');
  });

  test('a change leads to its findings, and a menu to the others', async () => {
    const { page } = await openReport(browser, compared);
    await page.locator('.score.change-new').click();
    const changed = (change: string) => findings.filter((finding) => finding.change === change);
    expect(await messages(page)).toHaveLength(changed('new').length);
    expect(await page.locator('.row .tag').first().textContent()).toBe('New');
    await page.getByLabel('Change').selectOption('Fixed');
    await page.waitForURL(/change=fixed/);
    expect(await messages(page)).toHaveLength(changed('fixed').length);
  });

  test('without a baseline there is no such section and no such menu', async () => {
    const { page } = await openReport(browser, sampleReport());
    expect(await page.locator('#changes').count()).toBe(0);
    expect(await page.getByLabel('Change').count()).toBe(0);
  });
});

test('the matrix says what is recorded and, when pressed, by which trail', async () => {
  const { page } = await openReport(browser, sampleReport());
  await page.getByRole('button', { name: /^All writes of API Gateway recorded: .*111122223333/ }).click();
  expect(await page.locator('.explanation').textContent()).toContain(
    'arn:aws:cloudtrail:us-east-1:111122223333:trail/audit',
  );
  await page.getByRole('button', { name: /^Some reads of API Gateway lost: .*444455556666/ }).click();
  expect(await page.locator('.explanation').last().textContent()).toContain('Perhaps recorded by');
});

test('cells of a map open and close what they say, and arrow keys move between them', async () => {
  const { page } = await openReport(browser, sampleReport());
  const cells = page.locator('#coverage-map button.cell');
  await page.locator('#coverage-map button[tabindex="0"]').focus();
  const first = await focusedName(page);
  await page.keyboard.press('Enter');
  expect(await page.locator('.explanation').count()).toBe(1);
  await page.keyboard.press('ArrowRight');
  const second = await focusedName(page);
  expect(second).not.toBe(first);
  expect(
    await cells.evaluateAll((all) => all.filter((cell) => (cell as { tabIndex: number }).tabIndex === 0).length),
  ).toBe(1);
  await page.keyboard.press('ArrowLeft');
  expect(await focusedName(page)).toBe(first);
  await page.keyboard.press('Enter');
  expect(await page.locator('.explanation').count()).toBe(0);
});

test('a control leads to the findings of its rules', async () => {
  const report = sampleReport({ findings: manyFindings(200) });
  const { page } = await openReport(browser, report);
  await page.locator('.framework summary').first().click();
  const control = page.locator('.framework tbody tr').first();
  const counts = await control.locator('td.number').allTextContents();
  await control.getByRole('link').click();
  const all = counts.reduce((sum, count) => sum + Number(count), 0);
  expect(all).toBeGreaterThan(0);
  await page.getByText(`${all} of 200 findings`).waitFor();
  expect(await page.getByRole('combobox', { name: 'Framework' }).inputValue()).not.toBe('');
});

describe('what was seen', () => {
  test('a format has its problems underlined, numbered and listed, and a line that it leaves', async () => {
    const { page } = await openReport(browser, sampleReport({ findings: [FORMAT_FINDING] }));
    await page.locator('.row a').click();
    await page.locator('pre.format').waitFor();
    expect(await page.locator('mark.problem').allTextContents()).toEqual(['$context.ip1']);
    expect(await page.locator('.problems li').allTextContents()).toEqual([
      '$context.ip is no variable of access logs',
      'the format holds no request id',
    ]);
    expect(await page.locator('.panel').textContent()).toContain('{"ip":"-","status":"200"}');
  });

  test('a role has its statements, with what is too much marked', async () => {
    const { page } = await openReport(browser, sampleReport({ findings: [ROLE_FINDING] }));
    await page.locator('.row a').click();
    await page.locator('.statement').waitFor();
    expect(await page.locator('mark.excess').allTextContents()).toEqual(['s3:getobject']);
    const text = await page.locator('.statements').textContent();
    for (const part of ['logs-and-more', 'Allow, on a condition', 'logs:putlogevents', 'and 3 others']) {
      expect(text).toContain(part);
    }
  });

  test('a gap has its proof, step by step', async () => {
    const { page } = await openReport(browser, sampleReport({ findings: [GAP_FINDING] }));
    await page.locator('.row a').click();
    await page.locator('.proof').waitFor();
    expect(await page.locator('.panel').textContent()).toContain(
      'read events of apigateway.amazonaws.com in eu-west-1 are not delivered',
    );
    expect(await page.locator('.proof .steps li').allTextContents()).toEqual([
      '✓yes: it is logging',
      '×no: basic selector 1 does not choose it',
    ]);
    await page.getByText('Other facts').click();
    expect(await page.locator('.others').textContent()).toContain('trail/payments');
  });
});

describe('on paper', () => {
  async function print(page: Page): Promise<void> {
    await page.emulateMedia({ media: 'print' });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
  }

  test('every finding of the list stands in full below its rule, and frameworks are open', async () => {
    const findings = manyFindings(3_000);
    const { page } = await openReport(browser, sampleReport({ findings }));
    await print(page);
    const shown = findings.filter(({ outcome }) => outcome === 'fail' || outcome === 'unknown');
    expect(await page.locator('.printed li').count()).toBe(shown.length);
    expect(await page.locator('.window').isVisible()).toBe(false);
    expect(await page.locator('.printed h3').first().isVisible()).toBe(true);
    expect(await page.locator('.framework:not([open])').count()).toBe(0);
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await page.locator('.printed').count()).toBe(0);
    expect(await page.locator('.framework[open]').count()).toBe(0);
  });

  test('it says where it stops', async () => {
    const { page } = await openReport(browser, sampleReport({ findings: manyFindings(12_000) }));
    await print(page);
    expect(await page.locator('.printed li').count()).toBe(5_000);
    await page.getByText(/Only the first 5,000 of [\d,]+ findings are printed\./).waitFor();
  });

  test('an opened finding is printed alone', async () => {
    const { page } = await openReport(browser, sampleReport(), { hash: `#finding=${sampleFinding().fingerprint}` });
    await page.locator('.fix').waitFor();
    await print(page);
    expect(await page.locator('main').isVisible()).toBe(false);
    expect(await page.locator('#panel-title').isVisible()).toBe(true);
  });
});

test('where scripts do not run, the gravest failures are told', async () => {
  const report = sampleReport();
  const { page } = await openReport(browser, report, { javaScriptEnabled: false });
  const told = await page.locator('.worst li').allTextContents();
  expect(told).toHaveLength(report.worst.length);
  report.worst.forEach(({ message, resource }, index) => {
    expect(told[index]).toContain(message);
    expect(told[index]).toContain(resource.arn);
  });
});

test('every part can be reached and worked without a mouse', async () => {
  const { page } = await openReport(browser, sampleReport({ findings: [FORMAT_FINDING] }));
  const parts = [
    '.sections',
    '.scores',
    '#coverage-map',
    '#records-map',
    '.toolbar',
    '.window',
    '.framework',
    '#rules',
  ];
  const reached = new Set<string>();
  const focused = `${JSON.stringify(parts)}.find((part) => document.activeElement.closest(part) !== null) ?? ''`;
  for (let press = 0; press < 80; press += 1) {
    await page.keyboard.press('Tab');
    reached.add(await page.evaluate(focused));
  }
  expect([...reached]).toEqual(expect.arrayContaining(parts));
});

test('every cell of a map that explains itself is reached by the right arrow', async () => {
  const { page } = await openReport(browser, sampleReport());
  const cells = await page.locator('#coverage-map button.cell').count();
  const reached = new Set<string>();
  await page.locator('#coverage-map button[tabindex="0"]').focus();
  for (let press = 0; press <= cells; press += 1) {
    reached.add(await focusedName(page));
    await page.keyboard.press('ArrowRight');
  }
  expect(reached.size).toBe(cells);
});
