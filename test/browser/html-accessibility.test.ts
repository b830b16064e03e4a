import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHANGES } from '../../src/model/comparison.ts';
import { launchBrowser } from '../support/browser.ts';
import { manyFindings, SAMPLE_FINDINGS, sampleFinding, sampleReport } from '../support/report.ts';
import { SAMPLE_COMPARISON } from '../support/report-comparison.ts';
import { openReport } from '../support/report-page.ts';
import { FORMAT_FINDING, GAP_FINDING, ROLE_FINDING } from './shown-findings.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
}, 60_000);
afterAll(() => browser.close());

async function violations(page: Page): Promise<readonly string[]> {
  await page.addScriptTag({ path: AXE });
  const results = (await page.evaluate('axe.run()')) as AxeResults;
  expect(results.passes.length, 'axe has looked at the page').toBeGreaterThan(20);
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

const VIEWS = [
  ['the list', ''],
  ['every outcome in groups', '#outcome=fail,unknown,pass,not-applicable&group=rule'],
  ['an opened format', `#finding=${FORMAT_FINDING.fingerprint}`],
  ['an opened role', `#finding=${ROLE_FINDING.fingerprint}`],
  ['an opened gap', `#finding=${GAP_FINDING.fingerprint}`],
  ['an opened failure', `#finding=${sampleFinding().fingerprint}`],
  ['an opened unknown', `#finding=${SAMPLE_FINDINGS.find(({ outcome }) => outcome === 'unknown')?.fingerprint}`],
] as const;

test.each((['light', 'dark'] as const).flatMap((theme) => VIEWS.map(([name, hash]) => ({ theme, name, hash }))))(
  'axe finds nothing wrong with $name in the $theme theme',
  async ({ theme, hash }) => {
    const findings = [...SAMPLE_FINDINGS, ...manyFindings(60), FORMAT_FINDING, ROLE_FINDING, GAP_FINDING];
    const changed = findings.map((finding, index) => ({ ...finding, change: CHANGES[index % CHANGES.length] ?? null }));
    const report = sampleReport({ findings: changed, comparison: SAMPLE_COMPARISON });
    // The report's own policy would keep axe out.
    const { page } = await openReport(browser, report, { hash, colorScheme: theme, bypassCSP: true });
    if (hash.includes('finding=')) await page.locator('.fix, .reasons').first().waitFor();
    await page.evaluate(`
      for (const map of ['#coverage-map', '#records-map']) document.querySelector(map + ' button.cell').click();
      for (const details of document.querySelectorAll('details')) details.open = true;
    `);
    expect(await violations(page)).toEqual([]);
  },
);
