import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publint } from 'publint';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/folder.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

function npm(args: readonly string[], cwd = ROOT): string {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function pack(...args: readonly string[]): Packed {
  // The build is there already; `prepare` would make it again under the tests that run it.
  const [packed] = JSON.parse(npm(['pack', '--json', '--ignore-scripts', ...args])) as Packed[];
  if (packed === undefined) throw new Error('npm packed nothing');
  return packed;
}

describe('the package', () => {
  const folder = temporaryFolder();

  test('holds the built command, its schemas and what says what it is, and nothing else', () => {
    const groups = pack('--dry-run').files.map(({ path }) => path.replace(/^(dist\/\w+|schemas)\/.*/, '$1'));
    expect([...new Set(groups)].sort()).toEqual(
      [
        ...['CHANGELOG.md', 'LICENSE', 'NOTICE', 'README.md', 'package.json'],
        ...['dist/reports', 'dist/rules', 'dist/src', 'schemas'],
      ].sort(),
    );
    const kinds = pack('--dry-run').files.flatMap(({ path }) =>
      path.startsWith('dist/') ? path.split('.').at(-1) : [],
    );
    expect(new Set(kinds)).toEqual(new Set(['js']));
  });

  test('is one that publint finds nothing in', async () => {
    expect((await publint({ pkgDir: ROOT, strict: true, pack: 'npm' })).messages).toEqual([]);
  });

  test('runs the demo where nothing else is installed', () => {
    const { filename } = pack('--pack-destination', folder);
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    writeFileSync(join(empty, 'package.json'), '{"private":true}');
    npm(['install', '--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts', join(folder, filename)], empty);
    const shown = execFileSync(join(empty, 'node_modules/.bin/trailgate'), ['demo', '--quiet'], {
      cwd: empty,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    expect(shown).toContain('open it in a browser');
    const report = JSON.parse(readFileSync(join(empty, 'trailgate-demo/report.json'), 'utf8'));
    expect(report.summary.outcomes.fail).toBeGreaterThan(0);
    expect(report.tool.version).toBe(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version);
  });
});
