import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/folder.ts';

const DEPCRUISE = resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const CONFIG = resolve('.dependency-cruiser.cjs');

async function cruise(
  folder: string,
  ...folders: readonly string[]
): Promise<{ readonly status: number; readonly output: string }> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [DEPCRUISE, ...folders, '--config', CONFIG], {
      cwd: folder,
    });
    return { status: 0, output: stdout };
  } catch (error) {
    const { code, stdout } = error as { code: number; stdout: string };
    return { status: code, output: stdout };
  }
}

test('the code flows one way', async () => {
  const { status, output } = await cruise(process.cwd(), 'src', 'rules', 'reports');
  expect(output).toMatch(/no dependency violations found \(\d{3,} modules/);
  expect(status).toBe(0);
});

describe('a planted violation is found', () => {
  const root = temporaryFolder();

  test.each([
    ['rules-know-the-model-and-its-meaning', 'rules/trails/bad.ts', '../../src/aws/access.ts'],
    ['rules-know-the-model-and-its-meaning', 'rules/trails/bad.ts', 'node:crypto'],
    ['reports-know-the-model', 'reports/bad.ts', '../src/engine/judge.ts'],
    ['semantics-are-pure', 'src/semantics/bad.ts', '../collect/index.ts'],
    ['model-knows-nothing', 'src/model/bad.ts', '../semantics/stages.ts'],
    ['sdk-only-where-aws-is-asked', 'src/engine/bad.ts', '@aws-sdk/client-iam'],
    ['files-only-in-cli-and-inventory', 'src/engine/bad.ts', 'node:fs'],
    ['files-only-in-cli-and-inventory', 'reports/bad.ts', 'node:fs/promises'],
    ['nothing-calls-upstream', 'src/engine/bad.ts', '../cli/tool.ts'],
    ['only-the-cli-composes', 'src/engine/bad.ts', '../../rules/index.ts'],
    ['collectors-do-not-know-the-engine', 'src/collect/bad.ts', '../engine/judge.ts'],
    ['inventory-does-not-know-the-engine', 'src/inventory/bad.ts', '../engine/judge.ts'],
    ['the-sandbox-is-a-world-of-its-own', 'src/sandbox/bad.ts', '../collect/index.ts'],
    ['only-the-cli-serves-the-sandbox', 'src/engine/bad.ts', '../sandbox/index.ts'],
    ['nothing-unresolved', 'src/engine/bad.ts', './not-there.ts'],
  ] as const)('%s: %s imports %s', async (rule, file, imported) => {
    const folder = join(root, `${rule}-${imported.replaceAll(/\W/g, '-')}-${file.replaceAll(/\W/g, '-')}`);
    const write = (path: string, text: string) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    };
    write(file, `import { x } from '${imported}';\nexport const y = x;\n`);
    if (imported.startsWith('.') && !imported.includes('not-there')) {
      write(join(dirname(file), imported), 'export const x = 1;\n');
    }
    if (imported.startsWith('@')) {
      write(`node_modules/${imported}/package.json`, `{"name":"${imported}","version":"1.0.0","main":"index.js"}`);
      write(`node_modules/${imported}/index.js`, 'export const x = 1;\n');
      write('package.json', `{"name":"planted","dependencies":{"${imported}":"1.0.0"}}`);
    }
    const { status, output } = await cruise(folder, file.split('/')[0] ?? '');
    expect(output).toContain(`error ${rule}: ${file}`);
    expect(status).toBeGreaterThan(0);
  });
});
