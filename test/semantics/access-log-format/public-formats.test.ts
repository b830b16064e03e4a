import { describe, expect, test } from 'vitest';
import { examine } from '../../../src/semantics/access-log-format/examine.ts';
import { kindOf } from '../../../src/semantics/access-log-format/kind.ts';
import { repairFormat } from '../../../src/semantics/access-log-format/repair.ts';
import { PUBLIC_FORMATS } from './public-formats.ts';

const rulesOf = (found: readonly { readonly ruleId: string }[]) => [...new Set(found.map(({ ruleId }) => ruleId))];

describe.each(PUBLIC_FORMATS)('$api: $name', ({ api, text, kind, problems, doubts }) => {
  test('is known for what it claims to be', () => {
    expect(kindOf({ text })).toBe(kind);
  });

  test('has these problems and doubts', () => {
    const found = examine(text, api);
    expect({ problems: rulesOf(found.problems), doubts: rulesOf(found.doubts) }).toEqual({ problems, doubts });
  });

  test('has no problem when repaired, and is of the same kind', () => {
    const repaired = repairFormat(text, api);
    expect(examine(repaired, api).problems).toEqual([]);
    expect(kindOf({ text: repaired })).toBe(kind);
    if (problems.length === 0) expect(repaired).toBe(text);
  });
});

test('there are at least 60 formats, none of which differs from another in names and white space only', () => {
  const bare = PUBLIC_FORMATS.map(
    ({ api, text }) =>
      api +
      text
        .replace(/\s+/g, '')
        .replace(/"[^"$]*":/g, '"":')
        .replace(/<(\/?)\w+/g, '<$1'),
  );
  expect(PUBLIC_FORMATS.length).toBeGreaterThanOrEqual(60);
  expect(new Set(bare).size).toBe(PUBLIC_FORMATS.length);
});
