// Contract: production KXBTC frames of April 2026 and demo frames of June 2026 run through the session without a hole.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { marketTicker } from '#lib/domain/ids.ts';
import type { ContractDeltaTick, ContractSnapshotTick } from '#lib/domain/tick.ts';
import { readTarGz, recording } from './recordings.ts';
import type { SessionAction } from './session-state.ts';
import { sent, sessionDriver } from './test-kit.ts';
import { decodeFrame } from './ws-schema.ts';

const production = recording('kalshi_v2_ws_frames_KXBTC_2026-04-18.jsonl');
const demo = recording('kalshi_v2_rest_and_ws_demo_fixtures_2026-06-11.tar.gz');
const line = z.object({ raw: z.string() });

/** Runs recorded texts through a live session whose book command has the recorded id 1. */
function play(texts: readonly string[]): readonly SessionAction[] {
  const driver = sessionDriver();
  driver.give({ kind: 'watch', tickers: [marketTicker('KXBTC-26APR1817-B76125')] });
  sent(driver.give({ kind: 'opened' }));
  return texts.flatMap((text) => driver.frame(text));
}

function bookTicks(actions: readonly SessionAction[]) {
  return actions.flatMap((action): (ContractDeltaTick | ContractSnapshotTick)[] => {
    if (action.kind !== 'tick') return [];
    const { tick } = action;
    return tick.kind === 'contract-delta' || tick.kind === 'contract-snapshot' ? [tick] : [];
  });
}

function expectNoHole(ticks: readonly { readonly seq: number }[]): void {
  expect(ticks.map((tick) => tick.seq)).toEqual(ticks.map((_tick, index) => index + 1));
}

/** Rebuilds every book; throws on a level below zero. */
function rebuild(ticks: readonly (ContractDeltaTick | ContractSnapshotTick)[]) {
  const books = new Map<string, Map<string, number>>();
  for (const tick of ticks) {
    const book = books.get(tick.ticker) ?? new Map<string, number>();
    books.set(tick.ticker, book);
    if (tick.kind === 'contract-snapshot') {
      book.clear();
      for (const row of tick.yesBids) book.set(`yes ${row.price}`, row.size);
      for (const row of tick.noBids) book.set(`no ${row.price}`, row.size);
      continue;
    }
    const key = `${tick.leg} ${tick.price}`;
    const size = (book.get(key) ?? 0) + tick.delta;
    if (size < 0) throw new Error(`level ${key} of ${tick.ticker} below zero`);
    book.set(key, size);
  }
  return books;
}

describe.skipIf(production === null)(
  'recorded production frames (skipped: recording not beside the project)',
  () => {
    const texts =
      production === null
        ? []
        : readFileSync(production, 'utf8')
            .trim()
            .split('\n')
            .map((text) => line.parse(JSON.parse(text)).raw);

    it('decodes every frame without a fault', () => {
      expect(texts).toHaveLength(74);
      for (const text of texts) {
        const decoded = decodeFrame(text);
        expect(decoded.ok && decoded.value.frame !== null, text.slice(0, 200)).toBe(true);
      }
    });

    it('F13 F15 forwards 69 numbers without a hole and rebuilds eight books in exact integers', () => {
      const ticks = bookTicks(play(texts));
      expect(ticks).toHaveLength(69);
      expectNoHole(ticks);
      const books = rebuild(ticks);
      expect(books.size).toBe(8);
      const busy = books.get('KXBTC-26APR1817-B77375');
      expect(busy?.get('no 3600')).toBe(14_790);
      expect(busy?.get('no 7800')).toBe(0);
    });

    it('reads the venue time of old frames, which carry it as text', () => {
      const delta = bookTicks(play(texts)).find((tick) => tick.kind === 'contract-delta');
      expect(delta?.venueAt).toBe(Date.UTC(2026, 3, 18, 5, 34, 49, 816));
    });
  },
);

describe.skipIf(demo === null)(
  'recorded demo frames (skipped: recording not beside the project)',
  () => {
    const files = demo === null ? new Map<string, string>() : readTarGz(demo);

    it.each(['noleg', 'yes'])('F13 runs the %s session without a hole', (name) => {
      const texts = (files.get(`ws__orderbook_trade_${name}.jsonl`) ?? '')
        .split('\n')
        .filter((text) => text.trim() !== '');
      expect(texts.length).toBeGreaterThan(2);
      const ticks = bookTicks(play(texts));
      expect(ticks.length).toBeGreaterThan(1);
      expectNoHole(ticks);
      expect(() => rebuild(ticks)).not.toThrow();
    });
  },
);
