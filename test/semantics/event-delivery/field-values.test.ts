import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldValues, MOST_VALUES } from '../../../src/semantics/event-delivery/field-values.ts';
import { admits, condition } from '../../../src/semantics/event-delivery/management-clauses.ts';

const word = fc.stringMatching(/^[ab]{0,3}$/);
const words = fc.array(word, { maxLength: 2 });
const anyCondition = fc
  .record({
    equals: words,
    startsWith: words,
    endsWith: words,
    notEquals: words,
    notStartsWith: words,
    notEndsWith: words,
  })
  .map((operators) => condition('eventName', operators));

describe('the values that stand for all values of a field', () => {
  test('are named by what they have in common', () => {
    const conditions = [
      condition('eventName', { equals: ['CreateRole'], startsWith: ['Put'], notEndsWith: ['Policy'] }),
    ];
    expect(fieldValues(conditions)?.map(({ label }) => label)).toEqual([
      'CreateRole',
      'any other',
      '…Policy',
      'Put…',
      'Put…Policy',
    ]);
  });

  test('satisfy conditions in every way that a string can', () => {
    fc.assert(
      fc.property(
        fc.array(anyCondition, { minLength: 1, maxLength: 3 }),
        fc.stringMatching(/^[abc]{0,8}$/),
        (conditions, text) => {
          const ways = fieldValues(conditions)?.map(({ sample }) => conditions.map((each) => admits(each, sample)));
          expect(ways).toContainEqual(conditions.map((each) => admits(each, text)));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('are not enumerated where they are too many', () => {
    const names = Array.from({ length: Math.ceil(Math.sqrt(MOST_VALUES)) }, (_, index) => `Get${index}`);
    expect(fieldValues([condition('eventName', { startsWith: names, endsWith: names })])).toBeNull();
  });
});
