import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

/** The command line in as few files as it goes, in a folder: it starts in half the time of the built one. */
export async function bundledCommandLine(folder: string): Promise<string> {
  await copyFile('package.json', join(folder, 'package.json'));
  await build({
    entryPoints: ['src/cli/main.ts'],
    outdir: join(folder, 'bundle'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    // The SDK has parts that ask for Node's modules with require.
    banner: {
      js: "import { createRequire as requireFor } from 'node:module'; const require = requireFor(import.meta.url);",
    },
  });
  return join(folder, 'bundle', 'main.mjs');
}
