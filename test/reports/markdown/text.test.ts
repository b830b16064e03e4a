import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { code, codeCell, prose, shellBlock, table } from '../../../reports/markdown/text.ts';

/** What a line shows that consists of words and code spans (CommonMark 0.31.2, 6.1). */
function shownBy(line: string): string {
  let shown = '';
  let rest = line;
  while (rest !== '') {
    const [fence = ''] = /^`*/.exec(rest) ?? [];
    if (fence === '') {
      const [word = ''] = /^[^`]+/.exec(rest) ?? [];
      shown += word;
      rest = rest.slice(word.length);
      continue;
    }
    const body = rest.slice(fence.length);
    const end = [...body.matchAll(/`+/g)].find(([run]) => run.length === fence.length)?.index;
    if (end === undefined) throw new Error(`the span that ${fence} begins has no end in ${line}`);
    const span = body.slice(0, end);
    shown += /^ .*[^ ].* $/.test(span) ? span.slice(1, -1) : span;
    rest = body.slice(end + fence.length);
  }
  return shown;
}

const mischief = fc.string({
  unit: fc.constantFrom('`', ' ', 'a', '|', '\\', '*', '<', '@', '#', '.', '1', 'é', '\n'),
});

describe('a code span', () => {
  test.each([
    ['payments', '`payments`'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    [' a ', '`  a  `'],
    ['  ', '`  `'],
    ['', '(empty)'],
    ['a\nb', '`a<U+000A>b`'],
    ['`'.repeat(16), `${'`'.repeat(17)} ${'`'.repeat(16)} ${'`'.repeat(17)}`],
    ['`'.repeat(80), '`<U+0060 x 80>`'],
  ])('of %j is %s', (text, span) => {
    expect(code(text)).toBe(span);
  });

  test('shows any text as it is', () => {
    fc.assert(
      fc.property(mischief, (text) => {
        fc.pre(text !== '');
        expect(shownBy(code(text))).toBe(text.replaceAll('\n', '<U+000A>'));
      }),
    );
  });

  test.each([
    ['a|b', '`a\\|b`'],
    ['a\\|b', '`a\\<U+007C>b`'],
    ['a\\\\|b', '`a\\\\<U+007C>b`'],
    ['||', '`\\|\\|`'],
  ])('in a cell of a table, of %s, is %s', (text, cell) => {
    expect(codeCell(text)).toBe(cell);
  });
});

describe('prose', () => {
  test.each([
    ['log file validation is off', 'log file validation is off'],
    ['no trail records events in eu-west-1', 'no trail records events in `eu-west-1`'],
    ['the REST API "Orders" (prod) does not, in 17 regions.', 'the REST API "Orders" (prod) does not, in 17 regions.'],
    ['ask @octocat and #12 or GH-12', 'ask `@octocat` and `#12` or `GH-12`'],
    ['at https://example.com or www.example.com', 'at `https://example.com` or `www.example.com`'],
    ['1. is no list', '`1`. is no list'],
    ['2) is no list', '`2`) is no list'],
    ['seen in eu-west-1: "a b" (i-1, i-2).', 'seen in `eu-west-1`: "a b" (`i-1`, `i-2`).'],
    ['# is no heading', '`#` is no heading'],
    ['**bold** `code` <b>', '`**bold**` `` `code` `` `<b>`'],
    ['two  blanks', 'two blanks'],
  ])('of %j is %s', (text, markdown) => {
    expect(prose(text)).toBe(markdown);
  });

  test('has outside of code spans nothing but letters, small numbers and the marks of a sentence', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(mischief, fc.constantFrom('the', '12', 'off.', '(so)'))), (words) => {
        const text = words.join(' ');
        const markdown = prose(text);
        expect(shownBy(markdown)).toBe(text.replaceAll('\n', '<U+000A>').replace(/ +/g, ' ').trim());
        expect(markdown.replace(/(`+)(?!`).*?(?<!`)\1(?!`)/g, '')).toMatch(/^[A-Za-z0-9 "().,:;!?'-]*$/);
      }),
    );
  });
});

describe('a block', () => {
  test('of shell ends where its text ends, whatever is in it', () => {
    expect(shellBlock('echo a\n```\necho b')).toBe('````sh\necho a\n```\necho b\n````\n');
    expect(shellBlock('`'.repeat(300))).toBe('```sh\n<U+0060 x 300>\n```\n');
  });

  test('that is a table has its numbers on the right', () => {
    expect(
      table(
        ['Rule', 'Failed'],
        [
          ['a', 1],
          ['b', 0],
        ],
      ),
    ).toBe('| Rule | Failed |\n| --- | --: |\n| a | 1 |\n| b | 0 |\n');
  });
});
