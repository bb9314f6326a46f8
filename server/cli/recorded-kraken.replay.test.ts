// Kraken as it was recorded, where the recordings are: its 1 s mids are clean enough to take variance from.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { wallMs } from '#lib/domain/instant.ts';
import { readCandles } from '#server/adapters/kraken/candle-rows.ts';
import { createMarketState } from '#server/core/1-ingest/market-state.ts';
import { tickToMarket } from '#server/core/1-ingest/tick-to-market.ts';
import { closeSeconds, createFeatureState } from '#server/core/2-features/feature-state.ts';
import { noiseShare, signatureRatio } from '#server/core/2-features/fine-returns.ts';
import { observe } from '#server/core/2-features/observe.ts';

const DATA =
  process.env['VOLTAGE_DATA'] ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'data');
const FOLDER = join(DATA, 'kraken');
const NAMES = existsSync(FOLDER) ? readdirSync(FOLDER) : [];
const BOOK = join(FOLDER, NAMES.find((name) => name.endsWith('-d10-2023-07-30.json')) ?? 'absent');
const CANDLES = join(FOLDER, 'nautilus-http_ohlc.head.json');

const level = z
  .object({ price: z.number(), qty: z.number() })
  .transform(({ price, qty }) => ({ price: Math.round(price * 10), size: Math.round(qty * 1e8) }));
const message = z.object({
  type: z.enum(['snapshot', 'update']),
  data: z.tuple([
    z.object({
      bids: z.array(level),
      asks: z.array(level),
      checksum: z.number(),
      timestamp: z.iso.datetime().optional(),
    }),
  ]),
});
const recording = z.object({ init: message, updates: z.array(message) });

/** Fifty seconds of the recorded book through ingest and features, on the venue's own stamps. */
function replayBook() {
  const { init, updates } = recording.parse(JSON.parse(readFileSync(BOOK, 'utf8')));
  const market = createMarketState();
  const features = createFeatureState();
  tickToMarket(market, { kind: 'spot-status', system: 'online', pair: 'online' }, wallMs(0));
  let at = Date.parse(updates[0]?.data[0].timestamp ?? '');
  for (const { type, data } of [init, ...updates]) {
    const [{ bids, asks, checksum, timestamp }] = data;
    at = Math.max(at, timestamp === undefined ? at : Date.parse(timestamp));
    const scale = { depth: 10, pricePrecision: 1, sizePrecision: 8 };
    const tick = {
      kind: 'spot-book',
      type,
      bids,
      asks,
      checksum,
      venueAt: null,
      ...scale,
    } as const;
    observe(features, market, { change: tickToMarket(market, tick, wallMs(at)), at });
  }
  closeSeconds(features, at + 1_000);
  return { features, book: market.spot.book };
}

describe.skipIf(!existsSync(BOOK))(`the recorded book ${BOOK} (skipped where absent)`, () => {
  it('has a signature ratio RV(1 s)/RV(15 s) within 0.8 … 1.5 and next to no noise', () => {
    const { features, book } = replayBook();
    expect(book.kind).toBe('live');
    const ratio = signatureRatio(features.fine, 50);
    process.stdout.write(`signature ratio RV(1 s)/RV(15 s): ${ratio?.toFixed(2)}\n`);
    expect(ratio).toBeGreaterThanOrEqual(0.8);
    expect(ratio).toBeLessThanOrEqual(1.5);
    expect(noiseShare(features.fine, 50)).toBeLessThan(0.2);
  });
});

describe.skipIf(!existsSync(CANDLES))(
  `the recorded candles ${CANDLES} (skipped where absent)`,
  () => {
    it('are read as they are, quiet minutes without a trade included', () => {
      const read = readCandles(readFileSync(CANDLES, 'utf8'));
      expect(read.ok && read.value).toHaveLength(20);
      expect(read.ok && read.value[0]).toEqual({
        endMs: 1_762_777_080_000,
        ...{ open: 106_038.2, high: 106_038.2, low: 106_038.2, close: 106_038.2, volume: 0 },
      });
    });
  },
);
