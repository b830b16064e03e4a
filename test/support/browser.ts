import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';

/** From the checkout's root, where tests and benches run, compiled or not. */
const TOOLS = join(process.cwd(), 'test', 'tools', 'package.json');

/**
 * A headless Chromium: on Linux the one that the test tools bring, with its own libraries and fonts, so that nothing
 * has to be installed; elsewhere the machine's Chrome.
 */
export async function launchBrowser(): Promise<Browser> {
  if (process.platform !== 'linux') return await chromium.launch({ channel: 'chrome' });
  const home = await unpacked();
  return await chromium.launch({
    executablePath: join(home, 'chromium'),
    args: ['--no-sandbox', '--no-zygote', '--disable-gpu', '--font-render-hinting=none'],
    env: {
      PATH: process.env.PATH ?? '',
      HOME: home,
      LD_LIBRARY_PATH: join(home, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(home, 'fonts.conf'),
    },
  });
}

/** Unpacks once for each version. Several test files may do so at once: the folder appears whole or not at all. */
async function unpacked(): Promise<string> {
  const tools = createRequire(TOOLS);
  const { dependencies } = tools('./package.json') as { dependencies: Readonly<Record<string, string>> };
  const version = dependencies['@sparticuz/chromium'];
  const home = join(tmpdir(), `trailgate-chromium-${version}`);
  if (existsSync(home)) return home;
  const staging = await mkdtemp(`${home}-`);
  await unpackInto(staging, tools.resolve('@sparticuz/chromium'));
  await writeFile(join(staging, 'fonts.conf'), fontConfig(join(home, 'fonts')));
  await rename(staging, home).catch(async (error: Error) => {
    await rm(staging, { recursive: true });
    if (!existsSync(home)) throw error;
  });
  return home;
}

/** The package unpacks to the temporary folder, and its libraries only where it believes to be on Lambda. */
async function unpackInto(folder: string, entry: string): Promise<void> {
  const { TMPDIR } = process.env;
  process.env.TMPDIR = folder;
  process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs22.x';
  try {
    const { default: loaded } = await import(pathToFileURL(entry).href);
    await (loaded.default ?? loaded).executablePath();
  } finally {
    delete process.env.AWS_LAMBDA_JS_RUNTIME;
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
}

function fontConfig(folder: string): string {
  const folders = [folder, '/usr/share/fonts'].map((path) => `<dir>${path}</dir>`).join('');
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${folders}</fontconfig>`;
}
