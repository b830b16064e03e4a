// Takes the pictures of the demo's HTML report that the README shows, into docs/images. Run it by hand after the page has
// changed, in a built checkout and with Chrome or Chromium installed:
//   npm run build && node scripts/screenshots.mjs [PATH-OF-THE-BROWSER]
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('../', import.meta.url));
const images = join(root, 'docs', 'images');
const wide = { width: 1400, height: 900 };

const pictures = {
  'report-light': { viewport: { width: 1400, height: 1180 } },
  'report-dark': { viewport: wide, colorScheme: 'dark', at: '#findings' },
  'report-narrow': { viewport: { width: 390, height: 844 } },
  'report-finding': {
    viewport: wide,
    hash: '#rule=formats/unknown-variable&group=rule',
    at: '#findings',
    press: '.row a',
  },
  'report-matrix': { viewport: wide, at: '#records', press: '#records-map button.cell.some' },
};

const folder = await mkdtemp(join(tmpdir(), 'screenshots-'));
const [executablePath] = process.argv.slice(2);
const browser = await chromium.launch(executablePath === undefined ? { channel: 'chrome' } : { executablePath });
try {
  const demo = spawnSync(process.execPath, ['dist/src/cli/main.js', 'demo', '--folder', folder, '--quiet'], {
    cwd: root,
  });
  if (demo.status !== 0) throw new Error(`the demo ended with ${demo.status}: ${demo.stderr}`);
  await mkdir(images, { recursive: true });
  const report = pathToFileURL(join(folder, 'report.html')).href;
  for (const [name, picture] of Object.entries(pictures)) await take(name, picture, report);
} finally {
  await browser.close();
  await rm(folder, { recursive: true });
}

async function take(name, { viewport, colorScheme = 'light', hash = '', at, press }, report) {
  const page = await browser.newPage({ viewport, colorScheme, reducedMotion: 'reduce' });
  await page.goto(`${report}${hash}`);
  await page.getByRole('status').waitFor();
  if (press !== undefined) await page.locator(press).first().click();
  // Nothing is to look as if it were pointed at.
  await page.mouse.move(0, 0);
  if (at !== undefined) await page.locator(at).evaluate((section) => section.scrollIntoView());
  if (press?.startsWith('.row')) await page.locator('.panel .fix').waitFor();
  const path = join(images, `${name}.png`);
  await page.screenshot({ path });
  await page.close();
  console.log(`${path} ${Math.ceil((await stat(path)).size / 1024)} KB`);
}
