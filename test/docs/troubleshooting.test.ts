import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { HELP } from '../../src/engine/failure.ts';
import { REASONS } from '../../src/model/evidence.ts';
import { COVERAGE_STATUSES } from '../../src/model/report.ts';
import { anchorsIn } from './anchors.ts';
import { page } from './commands.ts';

const PAGE = page('docs/troubleshooting.md');

/** The text of all sources but the list of sections itself. */
const SOURCES = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('failure.ts'))
  .map((path) => readFileSync(join('src', path), 'utf8'))
  .join('\n');

describe('the page on troubleshooting', () => {
  test.each(HELP)('has the section %s that errors lead to', (section) => {
    expect(anchorsIn(PAGE)).toContain(section);
  });

  test.each(HELP)('is led to %s by some error', (section) => {
    expect(SOURCES).toContain(`'${section}'`);
  });

  test('explains every way in which an account or region was not asked, and every reason', () => {
    for (const status of COVERAGE_STATUSES.filter((name) => name !== 'scanned'))
      expect(PAGE).toContain(`| \`${status}\` |`);
    for (const reason of REASONS) expect(PAGE).toContain(`\`${reason}\``);
  });
});
