// Bundles the HTML report's script and style into reports/html/page.generated.ts, for its reporter to embed.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const page = fileURLToPath(new URL('../reports/html/page/', import.meta.url));
const target = ['chrome111', 'firefox114', 'safari16.4'];

async function bundle(entry) {
  const { outputFiles } = await build({
    entryPoints: [`${page}${entry}`],
    bundle: true,
    minify: true,
    write: false,
    charset: 'ascii',
    format: 'iife',
    target,
    tsconfig: `${page}tsconfig.json`,
    legalComments: 'none',
  });
  const text = outputFiles[0].text.trim();
  // Inside <script> and <style> HTML looks for these, wherever they stand.
  if (/<\/(script|style)|<!--/i.test(text)) throw new Error(`${entry} would end its own element`);
  return text;
}

const [script, style] = await Promise.all([bundle('main.ts'), bundle('page.css')]);
await writeFile(
  new URL('../reports/html/page.generated.ts', import.meta.url),
  `export const PAGE_SCRIPT = ${JSON.stringify(script)};\nexport const PAGE_STYLE = ${JSON.stringify(style)};\n`,
);
