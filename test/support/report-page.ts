import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { html } from '../../reports/html/html.ts';
import type { Report } from '../../src/model/report.ts';

interface OpenedReport {
  readonly page: Page;
  /** Console errors, uncaught errors, violations of the content policy, dialogs and requests to anything but the file. */
  readonly incidents: readonly string[];
}

/** The whole text of an HTML report. */
export async function renderHtml(report: Report): Promise<string> {
  const parts: string[] = [];
  for await (const part of html(report, { color: false, width: 80, versionControl: null })) parts.push(part);
  return parts.join('');
}

/** Writes a report to a file, opens that in a new context of the browser and waits until the page has drawn it. */
export async function openReport(
  browser: Browser,
  report: Report,
  { hash = '', ...options }: BrowserContextOptions & { readonly hash?: string } = {},
): Promise<OpenedReport> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const folder = await mkdtemp(join(tmpdir(), 'trailgate-report-'));
  context.on('close', () => rm(folder, { recursive: true }));
  const file = join(folder, 'report.html');
  await writeFile(file, await renderHtml(report));
  const page = await context.newPage();
  const url = pathToFileURL(file).href;
  const incidents = watch(page, url);
  await page.goto(`${url}${hash}`);
  if (options.javaScriptEnabled !== false) await page.getByRole('status').waitFor();
  return { page, incidents };
}

function watch(page: Page, url: string): readonly string[] {
  const incidents: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') incidents.push(message.text());
  });
  page.on('pageerror', (error) => incidents.push(error.message));
  page.on('dialog', async (dialog) => {
    incidents.push(`dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on('request', (request) => {
    if (request.url().split('#')[0] !== url) incidents.push(`request: ${request.url()}`);
  });
  return incidents;
}
