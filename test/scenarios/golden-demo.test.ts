import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Packed } from '../../reports/html/columns.ts';
import { unpack } from '../../reports/html/columns.ts';
import type { PageData } from '../../reports/html/data.ts';
import { scenarioNamed } from '../../src/sandbox/index.ts';
import { temporaryFolder } from '../support/folder.ts';
import { scanScenario } from '../support/scenario.ts';
import { type Ended, trailgate } from '../support/trailgate.ts';

/**
 * What the demo shows, in every format, as it was when somebody last read it. Only what differs from run to run is
 * taken out: times, request ids, the folder, the port and the version. To accept a change, read it first:
 * npx vitest run test/scenarios --update
 */
describe('the demo', () => {
  const folder = temporaryFolder();
  let ended: Ended;

  beforeAll(async () => {
    ended = await trailgate(['demo', '--folder', folder]);
  }, 60_000);

  test('ends by itself, with 0, and says where its reports are and how to open them', async () => {
    expect(ended.status, ended.stderr).toBe(0);
    expect(ended.stderr).toContain('no AWS involved');
    expect(ended.stderr).toMatch(/(\d+) of \1 accounts/);
    await expect(steady(ended.stdout, folder)).toMatchFileSnapshot('../golden/demo/closing-table.txt');
  });

  test.each(['json', 'sarif'])('writes the %s report that it always wrote', async (format) => {
    const report = readFileSync(join(folder, `report.${format}`), 'utf8');
    await expect(steady(report, folder)).toMatchFileSnapshot(`../golden/demo/report.${format}`);
  });

  test('writes the HTML page that it always wrote, with the same data in it', async () => {
    const page = readFileSync(join(folder, 'report.html'), 'utf8');
    await expect(steady(opened(page), folder)).toMatchFileSnapshot('../golden/demo/report.html.txt');
  });

  test('gives the report for GitHub that it always gave', async () => {
    const file = join(folder, 'github.sarif');
    await scanScenario(scenarioNamed('demo'), ['--report', `sarif-github=${file}`]);
    await expect(steady(readFileSync(file, 'utf8'), folder)).toMatchFileSnapshot('../golden/demo/report.github.sarif');
  });

  test('needs no AWS settings and ignores those that are there', async () => {
    const env = {
      ...process.env,
      AWS_PROFILE: 'nobody',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      AWS_REGION: 'eu-north-1',
    };
    const { status, stderr } = await trailgate(['demo', '--folder', folder, '--quiet'], { env });
    expect(stderr.split('\n').filter((line) => line !== '')).toHaveLength(1);
    expect(status).toBe(0);
  });
});

/** The page with its compressed data as text, and without its script and style, which other tests are about. */
function opened(page: string): string {
  return page
    .replace(/<script>[\s\S]*?<\/script>/g, '<script></script>')
    .replace(/<style>[\s\S]*?<\/style>/g, '<style></style>')
    .replace(/sha256-[A-Za-z0-9+/=]+/g, 'sha256-')
    .replace(/(<template data-part="(\w+)">)([A-Za-z0-9+/=\s]+)(<\/template>)/g, (_, start, part, data, end) => {
      const content = JSON.parse(gunzipSync(Buffer.from(data, 'base64')).toString('utf8'));
      return `${start}\n${itemsOf(part, content)
        .map((item) => JSON.stringify(item))
        .join('\n')}\n${end}`;
    });
}

/** How often a value is shared within the packed data depends on the times in it: it is told item by item. */
function itemsOf(part: string, content: unknown): readonly object[] {
  if (part === 'about') return [content as object];
  if (part !== 'details') return unpack(content as Packed<object>);
  const { items, calls } = content as PageData['details'];
  const known = unpack(calls);
  return unpack(items).map((item) => ({ ...item, calls: item.calls.map((place) => known[place]) }));
}

function steady(text: string, folder: string): string {
  return text
    .replaceAll(folder, 'FOLDER')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, 'TIME')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)? UTC/g, 'TIME')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'REQUEST')
    .replace(/\b[0-9a-f]{64}\b/g, 'SHA256')
    .replace(/127\.0\.0\.1:\d+/g, 'SANDBOX')
    .replaceAll(version, 'VERSION');
}

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
