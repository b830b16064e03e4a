import { writeFile } from 'node:fs/promises';
import { test } from 'vitest';
import { html } from '../../reports/html/html.ts';
import { launchBrowser } from '../support/browser.ts';
import { manyFindings, SAMPLE_FINDINGS, sampleReport } from '../support/report.ts';

test('shots', async () => {
  let text = '';
  for await (const part of html(sampleReport({ findings: [...SAMPLE_FINDINGS, ...manyFindings(300)] }), {
    color: false,
    width: 80,
  }))
    text += part;
  await writeFile('/tmp/shots/report.html', text);
  const browser = await launchBrowser();
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({ colorScheme, viewport: { width: 1280, height: 900 } });
    page.on('console', (m) => console.log(m.text()));
    page.on('pageerror', (m) => console.log(m));
    await page.goto('file:///tmp/shots/report.html');
    await page.waitForSelector('.row');
    await page.screenshot({ path: `/tmp/shots/${colorScheme}.png`, fullPage: true });
    await page.locator('.row a').nth(2).click();
    await page.waitForSelector('.fix');
    await page.screenshot({ path: `/tmp/shots/${colorScheme}-open.png` });
  }
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  await page.goto('file:///tmp/shots/report.html#group=rule');
  await page.waitForSelector('.row');
  await page.screenshot({ path: '/tmp/shots/narrow.png', fullPage: true });
  await browser.close();
});
test('print', async () => {
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto('file:///tmp/shots/report.html');
  await page.waitForSelector('.row');
  await page.pdf({
    path: '/tmp/shots/print.pdf',
    format: 'A4',
    margin: { top: '18mm', bottom: '18mm', left: '16mm', right: '16mm' },
  });
  const phone = await browser.newPage({ viewport: { width: 390, height: 844 } });
  await phone.goto('file:///tmp/shots/report.html');
  await phone.locator('.row a').nth(2).click();
  await phone.waitForSelector('.fix');
  await phone.screenshot({ path: '/tmp/shots/narrow-open.png' });
  await page.goto('file:///tmp/shots/report.html#outcome=unknown&group=account');
  await page.waitForSelector('.row');
  await page.locator('.row a').nth(1).click();
  await page.locator('.panel h3').nth(1).waitFor();
  await page.screenshot({ path: '/tmp/shots/unknown.png' });
  await browser.close();
});
