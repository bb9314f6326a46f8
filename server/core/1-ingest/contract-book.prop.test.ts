// Property: the sorted book equals a plain map of levels after any run of messages.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyContractDelta,
  applyContractSnapshot,
  contractDepth,
  createContractBook,
} from './contract-book.ts';
import { delta, instant, snapshot } from './ingest-fixtures.ts';

// YES bids stay below 50 cents and NO bids too, so that no book crosses.
const step = fc.record({
  leg: fc.constantFrom<'yes' | 'no'>('yes', 'no'),
  price: fc.integer({ min: 1, max: 30 }).map((cents) => cents * 100),
  size: fc.integer({ min: 0, max: 500 }),
  snapshot: fc.boolean(),
});

describe('contract book against a plain map', () => {
  it('F15 holds the same levels after any run of snapshots and signed deltas', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const book = createContractBook();
        applyContractSnapshot(book, snapshot(1, { yes: [], no: [] }), instant(0));
        const naive = { yes: new Map<number, number>(), no: new Map<number, number>() };
        for (const [index, each] of steps.entries()) {
          if (each.snapshot && index % 5 === 0) {
            naive.yes.clear();
            naive.no.clear();
            naive[each.leg].set(each.price, each.size + 1);
            const levels = { yes: [...naive.yes], no: [...naive.no] };
            applyContractSnapshot(book, snapshot(1, levels), instant(0));
            continue;
          }
          const held = naive[each.leg].get(each.price) ?? 0;
          const change = each.size - held;
          if (each.size === 0) naive[each.leg].delete(each.price);
          else naive[each.leg].set(each.price, each.size);
          if (change !== 0)
            applyContractDelta(book, delta(1, { ...each, delta: change }), instant(0));
        }
        const depth = contractDepth(book);
        const best = (levels: Map<number, number>) => [...levels].sort(([a], [b]) => b - a);
        expect(depth.bids.map((level) => [level.price, level.size])).toEqual(best(naive.yes));
        expect(depth.asks.map((level) => [10_000 - level.price, level.size])).toEqual(
          best(naive.no),
        );
      }),
      { numRuns: 200 },
    );
  });
});
