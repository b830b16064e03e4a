import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_VIEW, formatView, GROUPINGS, ORDERS, parseView } from '../../../../reports/html/page/view.ts';
import { CHANGES } from '../../../../src/model/comparison.ts';
import { OUTCOMES, SEVERITIES } from '../../../../src/model/verdict.ts';

const VIEW = fc.record({
  query: fc.string(),
  severities: fc.subarray([...SEVERITIES]),
  outcomes: fc.subarray([...OUTCOMES]),
  rule: fc.string(),
  account: fc.string(),
  region: fc.string(),
  framework: fc.string(),
  change: fc.constantFrom('' as const, ...CHANGES),
  group: fc.constantFrom(...GROUPINGS),
  order: fc.constantFrom(...ORDERS),
  finding: fc.string(),
});

test('every view survives its address', () => {
  fc.assert(
    fc.property(VIEW, (view) => {
      expect(parseView(formatView(view))).toEqual(view);
    }),
  );
});

test('the default view has an empty address', () => {
  expect(formatView(DEFAULT_VIEW)).toBe('#');
});

test('an address that says nonsense is read as the default', () => {
  expect(parseView('#severity=urgent&outcome=maybe&group=colour&sort=up&change=soon')).toEqual(DEFAULT_VIEW);
});
