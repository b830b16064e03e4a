import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { markdown } from '../../../reports/markdown/markdown.ts';
import { code, codeCell, prose, table } from '../../../reports/markdown/text.ts';
import { visible } from '../../../reports/visible-text.ts';
import { hasPythonTools, pythonTool } from '../../support/python.ts';
import { sampleReport } from '../../support/report.ts';
import { HOSTILE_TEXTS, hostileReport } from '../hostile.ts';
import { render } from '../render.ts';

/** Renders with GitHub's own parser, HTML included, and says what of the page is markup, what is code, and what is text. */
const SCRIPT = `
import json, sys
from html.parser import HTMLParser
import cmarkgfm
from cmarkgfm.cmark import Options

class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.code, self.plain, self.depth = set(), set(), [], '', 0
    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes.update(f'{tag} {name}' for name, _ in attributes)
        if tag == 'code':
            self.depth += 1
            self.code.append('')
    def handle_endtag(self, tag):
        if tag == 'code':
            self.depth -= 1
    def handle_comment(self, data):
        self.tags.add('comment')
    def handle_data(self, data):
        if self.depth > 0:
            self.code[-1] += data
        else:
            self.plain += data

page = Page()
text = sys.stdin.buffer.read().decode('utf-8', errors='strict')
page.feed(cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE))
page.close()
json.dump({'tags': sorted(page.tags), 'attributes': sorted(page.attributes), 'code': page.code, 'plain': page.plain}, sys.stdout)
`;

interface Page {
  readonly tags: readonly string[];
  readonly attributes: readonly string[];
  readonly code: readonly string[];
  /** All that is not code: where GitHub looks for mentions and references. */
  readonly plain: string;
}

async function pageOf(text: string): Promise<Page> {
  const { stdout, stderr } = await pythonTool('python', ['-c', SCRIPT], { input: text });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

const MARKUP = [
  '@octocat and @github/security',
  '#1, GH-1, octocat/hello-world#1 and 6dcb09b5b57875f334f61aebed695e2e4193db5e',
  'https://example.com, www.example.com, <https://example.com> and a@example.com',
  '&#64;octocat &commat;octocat &lt;b&gt;',
  '**bold** _soft_ ~~gone~~ $x$ :smile: [^1]',
  '![image](https://example.com/a.png) [link][1]',
  '<details><summary>x</summary><img src=x onerror=alert(1)></details><!-- x -->',
  '`code` ``` ```sh',
  '| a | b | \\| c \\\\| d',
  '``` | `a|b` \\',
  ...[80, 81, 255, 300].map((count) => `${'`'.repeat(count)} @octocat`),
  `a\n${'`'.repeat(255)}\n# title`,
  '# title',
  '- item',
  '1. item',
  '> quote',
  '    indented',
  '</code></pre></summary></details>',
];

describe.skipIf(!hasPythonTools)('the job summary, read by the parser of GitHub', () => {
  test('consists of the markup that the report wrote', async () => {
    const { tags, attributes } = await pageOf(await render(markdown, sampleReport()));
    expect(tags).toEqual(
      [
        ...['h1', 'h2', 'p', 'strong', 'ul', 'li', 'code', 'pre', 'details', 'summary'],
        ...['table', 'thead', 'tbody', 'tr', 'th', 'td'],
      ].sort(),
    );
    expect(attributes).toEqual(['pre lang', 'td align', 'th align']);
  });

  test('has no other markup, link, mention or reference, whatever resources and accounts are called', async () => {
    const sample = await pageOf(await render(markdown, sampleReport()));
    const texts = [...HOSTILE_TEXTS, ...MARKUP];
    const page = await pageOf(await render(markdown, hostileReport(texts)));
    expect(page.tags).toEqual(sample.tags);
    expect(page.attributes).toEqual(sample.attributes);
    expect(page.plain).not.toMatch(/[@#<>[\]*_~`|\\$&]|:\/\/|www\.|GH-|:smile:/);
    const arns = texts.map((text) => visible(`arn:aws:cloudtrail:eu-west-1:333344445555:trail/${text}`));
    for (const arn of arns) if (!/.{2049}|`{17}/.test(arn)) expect(page.code).toContain(arn);
  });

  test('shows any text in code spans, in lists and in tables, as it is', async () => {
    const unit = fc.constantFrom('`', ' ', 'a', '|', '\\', '*', '<', '>', '@', '#', '&', ';', '!', '[', ']', '(', '\t');
    const texts = fc.sample(fc.string({ unit, minLength: 1, maxLength: 12 }), { numRuns: 1000, seed: 1 });
    const shown = texts.map(visible);
    const list = await pageOf(texts.map((text) => `- **x** ${code(text)}\n`).join(''));
    expect(list.code).toEqual(shown);
    const cells = await pageOf(
      table(
        ['a', 'b'],
        texts.map((text) => [codeCell(text), 1]),
      ),
    );
    expect(cells.code).toEqual(shown.map((text) => text.replaceAll('\\|', '\\<U+007C>')));
    const sentences = await pageOf(texts.map((text) => `${prose(`see ${text} there`)}\n\n`).join(''));
    expect(sentences.tags).toEqual(['code', 'p']);
  });
});
