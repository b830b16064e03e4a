import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { giveBackMemory } from '../../src/inventory/garbage.ts';

test('what was read is given back once it was much', async () => {
  const beforeReading = giveBackMemory();
  const read = new WeakRef({ evidence: [] });
  // What a reference was made of lives until the loop has turned.
  await setImmediate();
  beforeReading(20_000_000);
  beforeReading(10_000_000);
  beforeReading(1);
  expect(read.deref()).toBeUndefined();
});
