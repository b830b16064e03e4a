import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Facts } from '../../src/model/verdict.ts';
import { launchBrowser } from '../support/browser.ts';
import { SAMPLE_COVERAGE, SAMPLE_RULES, SAMPLE_SCAN, sampleFinding, sampleReport } from '../support/report.ts';
import { SAMPLE_COMPARISON, SAMPLE_GONE } from '../support/report-comparison.ts';
import { openReport } from '../support/report-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
}, 60_000);
afterAll(() => browser.close());

const INJECTIONS = [
  '<script>alert(1)</script>',
  '</script><script>alert(2)</script>',
  '</template><img src=x onerror=alert(3)>',
  `"'><svg onload=alert(4)>`,
  '<!--<script>',
  'javascript:alert(5)',
  '{{constructor.constructor("alert(6)")()}}',
];

/** Facts that have views of their own. */
function shownFacts(text: string): Facts {
  const step = { question: text, outcome: text, words: text };
  return {
    format: text,
    sample: text,
    problems: [{ message: text, start: 1, end: 3 }],
    statements: [
      {
        policy: text,
        statement: text,
        effect: text,
        conditional: true,
        element: text,
        patterns: [{ pattern: text, excess: true }],
        resourceElement: text,
        resources: [text],
      },
    ],
    proof: {
      event: text,
      delivered: text,
      steps: [step],
      trails: [{ name: text, arn: text, outcome: text, steps: [step] }],
    },
  };
}

/** A report in which every text that AWS or a rule's author could choose is the same text. */
function reportOf(text: string) {
  const finding = sampleFinding();
  const reason = { reason: 'error', detail: text, call: finding.evidence.calls[0] ?? null } as const;
  return sampleReport({
    findings: [
      sampleFinding({
        outcome: 'unknown',
        region: text,
        accountId: text,
        resource: { arn: text, type: text, name: text },
        message: text,
        reasons: [reason],
        remediation: { cli: text, terraform: text, cloudformation: text },
        evidence: {
          calls: finding.evidence.calls.map((call) => ({ ...call, requestId: text, parameters: { [text]: text } })),
          facts: { [text]: [text, { [text]: text }], ...shownFacts(text) },
        },
      }),
    ],
    comparison: {
      ...SAMPLE_COMPARISON,
      baseline: { judgedAt: text, toolVersion: text, inventorySha256: text },
      async *gone() {
        const resource = { arn: text, type: text, name: text };
        for (const gone of SAMPLE_GONE) yield { ...gone, accountId: text, region: text, message: text, resource };
      },
    },
    matrix: [
      {
        accountId: text,
        regions: [text],
        service: 'IAM',
        source: 'iam.amazonaws.com',
        access: 'read',
        state: 'lost',
        extent: 'some',
        trails: [text],
        perhapsTrails: [text],
      },
    ],
    coverage: SAMPLE_COVERAGE.map((row) => ({
      ...row,
      region: `${text} ${row.region}`,
      reasons: row.status === 'scanned' ? [] : [reason],
    })),
    rules: SAMPLE_RULES.map((rule) => ({
      ...rule,
      title: text,
      rationale: text,
      judgement: text,
      references: [text],
    })),
    scan: {
      ...SAMPLE_SCAN,
      accounts: [{ id: text, name: text }],
      caller: { accountId: text, arn: text },
      regions: [text],
      requests: { [text]: 1 },
      startedAt: text,
    },
  });
}

test.each(INJECTIONS)('%s is shown as text and does nothing', async (text) => {
  const { page, incidents } = await openReport(browser, reportOf(text));
  const own = await page.locator('script, style, img, iframe, object, svg, base, form').count();
  await page.locator('#coverage-map button.cell').first().click();
  await page.locator('#records-map button.cell').first().click();
  await page.locator('.row a').click();
  await page.locator('.fix').waitFor();
  expect(await page.locator('#panel-title').textContent()).toBe(text);
  expect(await page.locator('.fix pre:visible').textContent()).toBe(text);
  expect(await page.locator('.trails code').first().textContent()).toBe(text);
  expect(await page.locator('.gone .where code').first().textContent()).toBe(text);
  expect(await page.locator('.steps').first().textContent()).toContain(text);
  expect(await page.locator('.row .name').textContent()).toBe(text);
  expect(await page.locator('script, style, img, iframe, object, svg, base, form').count()).toBe(own);
  expect(own, 'the script and the style of the report').toBe(2);
  expect(await page.locator('a[href^="javascript:" i]').count()).toBe(0);
  expect(incidents).toEqual([]);
});

test('escape sequences and marks that reorder text are spelled out', async () => {
  const { page } = await openReport(browser, reportOf('\u001b[31mred\u202egnp.exe\u200b'));
  await page.locator('.row a').click();
  await page.locator('.fix').waitFor();
  expect(await page.locator('#panel-title').textContent()).toBe('<U+001B>[31mred<U+202E>gnp.exe<U+200B>');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  expect((await page.locator('main, #panel').allTextContents()).join()).not.toMatch(/[\u001b\u202e\u200b]/);
});

test('a text of 100,000 characters is cut in the list and whole in the opened finding', async () => {
  const text = `${'long '.repeat(20_000)}end`;
  const { page, incidents } = await openReport(browser, reportOf(text));
  expect((await page.locator('.row .message').textContent())?.length).toBe(300);
  await page.locator('.row a').click();
  await page.locator('.fix').waitFor();
  expect(await page.locator('#panel-title').textContent()).toBe(text);
  const width = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  expect(width, 'nothing pushes the page wider than its window').toBe(0);
  expect(incidents).toEqual([]);
});
