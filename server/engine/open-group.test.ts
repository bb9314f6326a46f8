// The limit of the exchange-side breaker: room for what the gate permits and for all that is held, within the exchange's own bounds.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { count } from '#lib/domain/count.ts';
import { groupLimit } from './open-group.ts';

test('F117 whatever the limits, all that is held can leave, and the exchange takes the number', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10_000_000 }),
      fc.integer({ min: 0, max: 600 }),
      fc.integer({ min: 0, max: 5_000_000 }),
      (maxOrderCount, maxOrdersPerMinute, held) => {
        const limits = { maxOrderCount: count(maxOrderCount), maxOrdersPerMinute };
        const limit = groupLimit(limits, count(held));
        expect(limit).toBeGreaterThanOrEqual(Math.max(100, held));
        expect(limit).toBeLessThanOrEqual(100_000_000);
        const entries = maxOrderCount * Math.ceil(maxOrdersPerMinute / 4);
        if (entries + held <= 100_000_000) expect(limit).toBeGreaterThanOrEqual(entries);
      },
    ),
  );
});
