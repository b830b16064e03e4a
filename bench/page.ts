import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { html } from '../reports/html/html.ts';
import { rules } from '../rules/index.ts';
import { makeReport } from '../src/engine/report.ts';
import { openInventory } from '../src/inventory/read.ts';
import { launchBrowser } from '../test/support/browser.ts';
import { writeLargeInventory } from './large-inventory.ts';

/**
 * What the HTML report of a large inventory costs who opens it, in headless Chromium and beside that of a small one: the
 * file, the first paint, the slowest of several filters, and memory before and after scrolling through all findings.
 */
const LARGE_STAGES = Number(process.argv[2] ?? 6_850);
const SMALL_STAGES = 4;
const TARGETS = { megabytes: 5, paint: 1_500, filter: 100 };

interface Measured {
  readonly findings: number;
  readonly bytes: number;
  /** Milliseconds from the start of navigation. */
  readonly paint: number;
  readonly listed: number;
  /** Milliseconds until the list is drawn again, by what was done; the slowest of several. */
  readonly filters: Readonly<Record<string, number>>;
  /** Bytes of live JavaScript. */
  readonly heap: readonly [before: number, after: number];
}

async function writePage(name: string, stages: number): Promise<string> {
  await writeLargeInventory(name, stages);
  const tool = { name: 'trailgate', version: 'bench', homepage: 'https://example.com' };
  const report = await makeReport({ inventory: await openInventory(name), rules, now: new Date(), tool });
  const file = `${name}.html`;
  await writeFile(file, html(report, { color: false, width: 80, versionControl: null }));
  return file;
}

async function measure(chromium: Browser, file: string): Promise<Measured> {
  const page = await chromium.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${pathToFileURL(file).href}#outcome=fail,unknown,pass,not-applicable`);
  await page.getByRole('status').waitFor();
  const listed = await page.evaluate<number>('performance.now()');
  const paint = await page.evaluate<number>("performance.getEntriesByName('first-contentful-paint')[0].startTime");
  const status = (await page.getByRole('status').textContent()) ?? '';
  const findings = Number(status.split(' ')[0]?.replaceAll(',', ''));
  const filters = await measureFilters(page);
  const heap = await measureScrolling(page);
  await page.close();
  return { findings, bytes: (await stat(file)).size, paint, listed, filters, heap };
}

/** Each step is done in the page, and timed until the frame with the new list has been drawn. */
const STEPS: Readonly<Record<string, string>> = {
  'leave out a severity': "press('.chip.low input')",
  'bring it back': "press('.chip.low input')",
  'leave out what passed': "press('.chip.pass input')",
  'bring that back': "press('.chip.pass input')",
  'search for the first time': "type('dead-letter')",
  'search for something else': "type('us-east-1 format')",
  'stop searching': "type('')",
  'choose a framework': "choose('Framework', 1)",
  'choose all frameworks': "choose('Framework', 0)",
  'sort by resource': "choose('Sort', 4)",
  'group by rule': "choose('Group', 1)",
};

async function measureFilters(page: Page): Promise<Readonly<Record<string, number>>> {
  const times: Record<string, number> = {};
  // The page prepares in its idle time what searching and sorting need; whoever reads the numbers first gives it that.
  await page.waitForTimeout(2_000);
  for (const [name, step] of Object.entries(STEPS)) {
    await page.waitForTimeout(400);
    times[name] = await page.evaluate<number>(`(async () => {
      const press = (selector) => document.querySelector(selector).click();
      const type = (text) => {
        const input = document.querySelector('#search');
        input.value = text;
        input.dispatchEvent(new Event('input'));
      };
      const choose = (label, index) => {
        const picker = [...document.querySelectorAll('.picker')].find((each) => each.textContent.startsWith(label));
        picker.querySelector('select').selectedIndex = index;
        picker.querySelector('select').dispatchEvent(new Event('change'));
      };
      const start = performance.now();
      ${step};
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      return performance.now() - start;
    })()`);
  }
  return times;
}

/** The heap after garbage collection, before and after every third screen of findings has been in sight. */
async function measureScrolling(page: Page): Promise<readonly [number, number]> {
  const session = await page.context().newCDPSession(page);
  const heap = async () => {
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize;
  };
  const scroll = `(async () => {
    const list = document.querySelector('.window');
    for (let top = 0; top < list.scrollHeight; top += 3 * list.clientHeight) {
      list.scrollTop = top;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    list.scrollTop = 0;
  })()`;
  const before = await heap();
  await page.evaluate(scroll);
  return [before, await heap()];
}

function print(small: Measured, large: Measured): void {
  const slowest = ({ filters }: Measured) => Math.max(...Object.values(filters));
  const row = (what: string, of: (measured: Measured) => number, unit: string, target: number | null = null) => {
    const [some, many] = [of(small), of(large)];
    const asked = target === null ? '' : ` (target ${target.toLocaleString('en')})`;
    const figure = (value: number) => `${value.toLocaleString('en', { maximumFractionDigits: 2 })}${unit}`;
    console.log(
      `${what.padEnd(26)}${figure(some).padStart(12)}${figure(many).padStart(14)}  ${(many / some).toFixed(1)} times${asked}`,
    );
  };
  row('findings', ({ findings }) => findings, '');
  row('file', ({ bytes }) => bytes / 1_000_000, ' MB', TARGETS.megabytes);
  row('first paint, with numbers', ({ paint }) => paint, ' ms', TARGETS.paint);
  row('list drawn', ({ listed }) => listed, ' ms');
  row('slowest filter', slowest, ' ms', TARGETS.filter);
  for (const name of Object.keys(STEPS)) row(`  ${name}`, ({ filters }) => filters[name] ?? 0, ' ms');
  row('heap', ({ heap }) => heap[0] / 1_000_000, ' MB');
  row('heap after scrolling', ({ heap }) => heap[1] / 1_000_000, ' MB');
}

const browser = await launchBrowser();
const folder = await mkdtemp(join(tmpdir(), 'page-'));
try {
  const small = await measure(browser, await writePage(join(folder, 'small'), SMALL_STAGES));
  const large = await measure(browser, await writePage(join(folder, 'large'), LARGE_STAGES));
  print(small, large);
} finally {
  await browser.close();
  await rm(folder, { recursive: true });
}
