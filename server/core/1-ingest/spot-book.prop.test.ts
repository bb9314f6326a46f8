// Property: the fast book equals a naive one (sorted arrays, text checksum by zlib) after any messages.
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SpotLevel } from '#lib/domain/tick.ts';
import { applySpotBook, createSpotBook } from './spot-book.ts';

const DEPTH = 10;
const MIDDLE = 1_000;

type Side = 'bids' | 'asks';
type Naive = Record<Side, SpotLevel[]>;

function applyNaively(naive: Naive, side: Side, levels: readonly SpotLevel[]): void {
  const direction = side === 'asks' ? 1 : -1;
  for (const level of levels) {
    naive[side] = naive[side].filter((held) => held.price !== level.price);
    if (level.size > 0) naive[side].push(level);
  }
  naive[side].sort((a, b) => direction * (a.price - b.price));
  naive[side] = naive[side].slice(0, DEPTH);
}

function checksumOf(naive: Naive): number {
  const tokens = [...naive.asks.slice(0, 10), ...naive.bids.slice(0, 10)];
  return crc32(tokens.map((level) => `${level.price}${level.size}`).join(''));
}

const size = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 2 ** 40 }));
const distance = fc.integer({ min: 1, max: 40 });
const entry = fc.tuple(distance, size);
const message = fc.record({
  side: fc.constantFrom<Side>('bids', 'asks'),
  entries: fc.array(entry, { minLength: 1, maxLength: 30 }),
  snapshot: fc.boolean(),
});

describe('spot book against a naive book', () => {
  it('F05 agrees on every level and every checksum after any run of messages', () => {
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 40 }), (messages) => {
        const book = createSpotBook();
        const naive: Naive = { bids: [], asks: [] };
        for (const [index, { side, entries, snapshot }] of messages.entries()) {
          const type = snapshot || index === 0 ? 'snapshot' : 'update';
          const sign = side === 'asks' ? 1 : -1;
          const changed = entries.map(([away, units]) => ({
            price: MIDDLE + sign * away,
            size: units,
          }));
          if (type === 'snapshot') Object.assign(naive, { bids: [], asks: [] });
          applyNaively(naive, side, changed);
          const outcome = applySpotBook(book, {
            kind: 'spot-book',
            type,
            depth: DEPTH,
            pricePrecision: 0,
            sizePrecision: 0,
            bids: [],
            asks: [],
            [side]: changed,
            checksum: checksumOf(naive),
            venueAt: null,
          });
          expect(outcome).toEqual({ kind: 'applied', verified: true });
          const shown = (levels: readonly SpotLevel[]) =>
            levels.map((level) => ({ priceUsd: level.price, sizeBtc: level.size }));
          expect(book.bids(99)).toEqual(shown(naive.bids));
          expect(book.asks(99)).toEqual(shown(naive.asks));
        }
      }),
    );
  });
});
