import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { anchorsIn, withoutCode } from './anchors.ts';

const ROOT = resolve('.');
const NOT_OURS = new Set(['node_modules', 'dist', '.git', '.venv']);

/** The repository's Markdown files, by their paths from its root. */
function markdownFiles(folder = ROOT): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : markdownFiles(path);
    return entry.name.endsWith('.md') ? [relative(ROOT, path)] : [];
  });
}

/** The targets of inline links, images, also those in HTML, and reference definitions. */
function linksIn(markdown: string): readonly string[] {
  const text = withoutCode(markdown);
  const inline = [...text.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)/g)];
  const definitions = [...text.matchAll(/^\[[^\]]+\]:\s*<?([^\s>]+)>?/gm)];
  const images = [...text.matchAll(/<(?:img|source)\b[^>]*?\bsrc(?:set)?="([^"\s]+)"/g)];
  return [...inline, ...definitions, ...images].map(([, target]) => target ?? '');
}

/** The relative links of a Markdown text that lead nowhere, as seen from its path. */
function brokenLinks(markdown: string, path: string): readonly string[] {
  return linksIn(markdown).filter((link) => {
    if (/^[a-z][a-z0-9+.-]*:/i.test(link)) return false;
    const [target = '', anchor] = link.split('#');
    const file = target === '' ? resolve(path) : resolve(dirname(path), decodeURIComponent(target));
    const outside = relative(ROOT, file).startsWith('..');
    if (target !== '' && (outside || !existsSync(file))) return true;
    if (anchor === undefined) return false;
    const text = target === '' ? markdown : statSync(file).isFile() ? readFileSync(file, 'utf8') : '';
    return !anchorsIn(text).has(anchor);
  });
}

describe('links between documents', () => {
  test.each(markdownFiles())('every relative link in %s leads somewhere', (path) => {
    expect(brokenLinks(readFileSync(path, 'utf8'), path)).toEqual([]);
  });

  test('are looked for in every document of the repository', () => {
    expect(markdownFiles()).toEqual(
      expect.arrayContaining([
        'README.md',
        'docs/architecture.md',
        'docs/getting-started/developer.md',
        'docs/adr/0001-evidence-and-verdicts.md',
        'deploy/audit-role/README.md',
      ]),
    );
  });

  test('to files and headings that are not there are found', () => {
    const text = [
      '# Trails & logs, and `more`',
      '[file](docs/gone.md) [right](README.md#install) [heading](README.md#gone) [own](#gone)',
      '[own](#trails--logs-and-more) [web](https://docs.aws.amazon.com/) `[code](gone.md)` ![image](gone.png)',
      '[outside](../README.md)',
      '```sh',
      'echo "[code](gone.md)"',
      '```',
      '[reference]: docs/also-gone.md',
      '<img alt="the report" src="also-gone.png"> <source media="dark" srcset="dark.png">',
    ].join('\n');
    expect(brokenLinks(text, 'EXAMPLE.md')).toEqual([
      'docs/gone.md',
      'README.md#gone',
      '#gone',
      'gone.png',
      '../README.md',
      'docs/also-gone.md',
      'also-gone.png',
      'dark.png',
    ]);
  });
});
