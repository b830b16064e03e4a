import { expect, test } from 'vitest';
import { given } from '../../src/collect/given.ts';

test.each([[[]], [''], [0], [false]])('a member that is there is taken as it is: %j', (value) => {
  expect(given(value, 'trailList')).toBe(value);
});

test.each([undefined, null])('a member that is %s is an error that names it', (value) => {
  expect(() => given(value, 'trailList')).toThrow('the answer has no trailList');
});
