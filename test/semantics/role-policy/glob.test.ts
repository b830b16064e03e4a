import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ANY_NAME, covers, extentOf, overlaps } from '../../../src/semantics/role-policy/glob.ts';
import { toRegExp } from './slow-iam.ts';

const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 5 });

/** Every text of at most five of the letters that a pattern may hold, and one that none holds. */
const TEXTS = (() => {
  const texts = [''];
  for (let from = 0, length = 0; length < 5; length++) {
    const end = texts.length;
    for (const text of texts.slice(from, end)) for (const letter of 'abz') texts.push(text + letter);
    from = end;
  }
  return texts;
})();

function textsOf(glob: string): ReadonlySet<string> {
  const like = toRegExp(glob, '');
  return new Set(TEXTS.filter((text) => like.test(text)));
}

describe('globs', () => {
  test('a pattern that covers another matches every text of it', () => {
    fc.assert(
      fc.property(pattern, pattern, (a, b) => {
        if (covers(a, b)) for (const text of textsOf(b)) expect(textsOf(a)).toContain(text);
      }),
    );
  });

  test('two patterns that do not overlap share no text, and two that do share one', () => {
    fc.assert(
      fc.property(pattern, pattern, (a, b) => {
        const shared = [...textsOf(a)].some((text) => textsOf(b).has(text));
        // Two patterns of at most five letters share a text of at most five, or one longer than TEXTS holds.
        if (shared) expect(overlaps(a, b)).toBe(true);
        else if (a.length + b.length <= 5) expect(overlaps(a, b)).toBe(false);
      }),
    );
  });

  test.each([
    ['*', 'logs:*', true],
    ['logs:*', '*', false],
    ['logs:*', 'logs:Put?ogEvents', true],
    ['*?', '?*', true],
    ['?*', '*?', true],
    ['?', '*', false],
    ['a?c', 'a*c', false],
    ['a*', 'a', true],
    ['A', 'a', false],
    [`arn:aws:s3:::\${aws:username}/*`, 'arn:aws:s3:::jane/*', false],
    [`arn:aws:s3:::\${aws:username}/*`, `arn:aws:s3:::\${aws:username}/*`, true],
    ['arn:aws:s3:::jane*', `arn:aws:s3:::jane\${aws:userid}`, true],
  ])('%s covers %s: %s', (a, b, expected) => {
    expect(covers(a, b)).toBe(expected);
  });

  test.each([
    ['a*', '*b', true],
    ['a*', 'b*', false],
    ['?', 'ab', false],
    ['', '*', true],
    [`arn:aws:s3:::\${aws:username}`, 'arn:aws:s3:::jane', true],
    // A name holds no colon, so that the end of one pattern cannot lie within it.
    ['*:log-group:/aws/*', `arn:log-group:orders:log-stream:${ANY_NAME}`, false],
    ['*:log-group:orders:*', `arn:log-group:orders:log-stream:${ANY_NAME}`, true],
    ['*:log-stream:2026*', `arn:log-group:orders:log-stream:${ANY_NAME}`, true],
  ])('%s overlaps %s: %s', (a, b, expected) => {
    expect(overlaps(a, b)).toBe(expected);
    expect(overlaps(b, a)).toBe(expected);
  });

  test('an element that excepts patterns matches what they do not', () => {
    const except = { except: true, globs: ['iam:*', 's3:Get*'] };
    expect(extentOf(except, 'iam:passrole')).toBe('none');
    expect(extentOf(except, 'logs:*')).toBe('all');
    expect(extentOf(except, 's3:*')).toBe('some');
  });

  test('a hostile pattern is answered at once', () => {
    const hostile = '*a'.repeat(2000);
    const text = 'a'.repeat(4000);
    expect(covers(hostile, `${text}b`)).toBe(false);
  });
});
