import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

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

/** What a reader of the rendered page sees no links or headings in. */
function withoutCode(markdown: string): string {
  return markdown
    .replace(/^(```+|~~~+)[\s\S]*?^\1[ \t]*$/gm, '')
    .replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]()]/g, ''));
}

/** The targets of inline links, images and reference definitions. */
function linksIn(markdown: string): readonly string[] {
  const text = withoutCode(markdown);
  const inline = [...text.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)/g)];
  const definitions = [...text.matchAll(/^\[[^\]]+\]:\s*<?([^\s>]+)>?/gm)];
  return [...inline, ...definitions].map(([, target]) => target ?? '');
}

/** The anchors that GitHub gives the headings: lower case, hyphens for spaces, no other punctuation, repeats numbered. */
function anchorsIn(markdown: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const anchors = new Set<string>();
  for (const [, heading = ''] of withoutCode(markdown).matchAll(/^#{1,6} +(.+?) *#*$/gm)) {
    const shown = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
    const slug = shown
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
      .replaceAll(' ', '-');
    const before = seen.get(slug) ?? 0;
    seen.set(slug, before + 1);
    anchors.add(before === 0 ? slug : `${slug}-${before}`);
  }
  return anchors;
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
      expect.arrayContaining(['README.md', 'docs/architecture.md', 'docs/adr/0001-evidence-and-verdicts.md']),
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
    ].join('\n');
    expect(brokenLinks(text, 'EXAMPLE.md')).toEqual([
      'docs/gone.md',
      'README.md#gone',
      '#gone',
      'gone.png',
      '../README.md',
      'docs/also-gone.md',
    ]);
  });
});
