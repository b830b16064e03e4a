import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inShard } from '../../src/engine/shard.ts';

const accountId = fc.integer({ min: 0, max: 999_999_999_999 }).map((id) => String(id).padStart(12, '0'));
const shards = (of: number) => Array.from({ length: of }, (_, index) => ({ index: index + 1, of }));

describe('shards', () => {
  test('hold every account exactly once, whatever other accounts there are', () => {
    fc.assert(
      fc.property(accountId, fc.integer({ min: 1, max: 64 }), (id, of) => {
        expect(shards(of).filter((shard) => inShard(id, shard))).toHaveLength(1);
      }),
    );
  });

  test('are of about the same size', () => {
    const ids = Array.from({ length: 4_000 }, (_, index) => String(100_000_000_000 + index * 7_919_003));
    for (const shard of shards(4)) {
      const size = ids.filter((id) => inShard(id, shard)).length;
      expect(size).toBeGreaterThan(900);
      expect(size).toBeLessThan(1_100);
    }
  });
});
