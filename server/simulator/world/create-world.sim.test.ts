// The whole world in process: determinism, living books, lifecycles, settlement and a ledger that adds up.
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ExchangeEvent } from '../kalshi/exchange-event.ts';
import { createWorld, type SimulatedWorld } from './create-world.ts';

/** Seven minutes before a full hour, so that a short run crosses a quarter and an hour. */
const START_MS = Date.UTC(2026, 10, 22, 15, 53, 20);
const MINUTE = 60_000;
const NARROW = { strikesPerSide: 3, bucketsPerSide: 1 } as const;

/** Runs `minutes` and folds every frame-worthy event of both venues into one hash. */
function fingerprint(seed: string, minutes: number): string {
  const world = createWorld({ seed, startMs: START_MS, ...NARROW });
  const hash = createHash('sha256');
  const add = (what: unknown): void => {
    hash.update(JSON.stringify(what));
  };
  world.exchange.subscribe(add);
  world.onSpot(add);
  world.advanceTo(START_MS + minutes * MINUTE);
  return hash.digest('hex');
}

test('ten minutes of both venues repeat exactly from the same seed and differ for another', {
  timeout: 60_000,
}, () => {
  const first = fingerprint('one', 10);
  expect(fingerprint('one', 10)).toBe(first);
  expect(fingerprint('two', 2)).not.toBe(fingerprint('one', 2));
});

describe('nine minutes across a full hour', () => {
  const events: ExchangeEvent[] = [];
  const books = { seen: 0, twoSided: 0, crossed: 0 };
  const spreads: number[] = [];
  let world: SimulatedWorld;

  const lookAtBooks = (): void => {
    for (const market of world.exchange.markets(['active'])) {
      const { bestBidCentiCents: bid, bestAskCentiCents: ask } = market;
      const left = market.closeAtMs - world.nowMs();
      const age = world.nowMs() - market.openAtMs;
      const middle = bid !== undefined && ask !== undefined && bid > 1_000 && ask < 9_000;
      if (bid !== undefined && ask !== undefined && bid >= ask) books.crossed += 1;
      if (left < 15_000 || age < 15_000) continue;
      const hasStrike = market.floorStrikeUsd !== undefined || market.capStrikeUsd !== undefined;
      if (!hasStrike) continue;
      const isSure = (bid ?? 0) >= 9_700 || (ask ?? 10_000) <= 300;
      if (isSure) continue;
      books.seen += 1;
      if (bid !== undefined && ask !== undefined) books.twoSided += 1;
      if (middle && left > MINUTE) spreads.push(ask - bid);
    }
  };

  beforeAll(() => {
    world = createWorld({ seed: 'life', startMs: START_MS, ...NARROW });
    world.exchange.subscribe((event) => events.push(event));
    for (let ms = 1_000; ms <= 9 * MINUTE + 40_000; ms += 1_000) {
      world.advanceTo(START_MS + ms);
      lookAtBooks();
    }
  }, 60_000);

  test('the first client finds open markets with quoted books and a strike in the running window', () => {
    const fresh = createWorld({ seed: 'fresh', startMs: START_MS, ...NARROW });
    const active = fresh.exchange.markets(['active']);
    expect(active).toHaveLength(1 + 7 + 5);
    const window = active.find((market) => market.seriesTicker === 'KXBTC15M');
    expect(window?.ticker).toBe('KXBTC15M-26NOV221100-00');
    expect(window?.floorStrikeUsd).toBeGreaterThan(50_000);
    expect(window?.bestBidCentiCents ?? window?.bestAskCentiCents).toBeDefined();
    expect(window?.volumeCentiContracts).toBeGreaterThan(0);
    expect(fresh.exchange.markets(['initialized']).length).toBeGreaterThan(10);
  });

  test('books are two-sided nearly always, never crossed, and a few cents wide in the middle', () => {
    expect(books.seen).toBeGreaterThan(1_000);
    expect(books.crossed).toBe(0);
    expect(books.twoSided / books.seen).toBeGreaterThan(0.9);
    spreads.sort((left, right) => left - right);
    expect(spreads.length).toBeGreaterThan(300);
    expect(spreads[Math.floor(spreads.length / 2)]).toBeLessThanOrEqual(400);
    expect(spreads[Math.floor(spreads.length * 0.95)]).toBeLessThanOrEqual(1_000);
  });

  test('the public trades often and index prints come every second', () => {
    const trades = events.filter((event) => event.kind === 'trade');
    expect(trades.length).toBeGreaterThan(100);
    const stamps = events.flatMap((event) =>
      event.kind === 'index' ? [event.print.sourceMs] : [],
    );
    expect(stamps.length).toBeGreaterThan(570);
    for (const [index, stamp] of stamps.entries()) {
      if (index > 0) expect(stamp - (stamps[index - 1] ?? 0)).toBe(1_000);
    }
  });

  test('the new window gets its strike a few seconds after open: the mean of the minute before', () => {
    const hour = Date.UTC(2026, 10, 22, 16);
    const strike = events.find(
      (event) =>
        event.kind === 'lifecycle' && event.event === 'metadata_updated' && event.atMs > hour,
    );
    expect(strike?.kind === 'lifecycle' && strike.ticker).toBe('KXBTC15M-26NOV221115-15');
    const at = strike?.kind === 'lifecycle' ? strike.atMs : 0;
    expect(at - hour).toBeGreaterThanOrEqual(2_000);
    expect(at - hour).toBeLessThanOrEqual(6_100);
    const mean = world.exchange.settlementMeanUsd(hour) ?? Number.NaN;
    const market = world.exchange.market('KXBTC15M-26NOV221115-15');
    expect(market?.floorStrikeUsd).toBeCloseTo(mean, 2);
  });

  test('the closed window and hour settle by the mean of the last minute', () => {
    const hour = Date.UTC(2026, 10, 22, 16);
    const mean = world.exchange.settlementMeanUsd(hour) ?? Number.NaN;
    const settled = world.exchange.markets(['finalized', 'determined']);
    expect(settled.map((market) => market.seriesTicker)).toContain('KXBTC15M');
    for (const market of settled) {
      const floor = market.floorStrikeUsd ?? Number.NEGATIVE_INFINITY;
      const cap = market.capStrikeUsd ?? Number.POSITIVE_INFINITY;
      const isYes = mean >= floor && mean <= cap;
      expect([market.ticker, market.result]).toEqual([market.ticker, isYes ? 'yes' : 'no']);
    }
    const ranges = settled.filter((market) => market.seriesTicker === 'KXBTC');
    expect(ranges.filter((market) => market.result === 'yes').length).toBe(
      ranges.length > 0 ? 1 : 0,
    );
  });

  test('cash, escrow and fees add up to what was deposited', () => {
    expect(() => world.exchange.audit()).not.toThrow();
    const ledger = world.exchange.ledgerSnapshot();
    const cash = ledger.accounts
      .flatMap((account) => [
        ...Object.values(account.cashMicroByShard),
        ...Object.values(account.reservedMicroByShard),
      ])
      .reduce((sum, micro) => sum + micro, 0);
    const escrow = Object.values(ledger.escrowMicroByTicker).reduce((sum, micro) => sum + micro, 0);
    expect(cash + escrow + ledger.houseFeesMicro).toBe(ledger.depositedMicro);
    expect(ledger.houseFeesMicro).toBeGreaterThan(0);
  });

  test('a withheld index leaves the next window without a strike', () => {
    const quiet = createWorld({ seed: 'quiet', startMs: START_MS, ...NARROW });
    quiet.withholdIndex(true);
    quiet.advanceTo(Date.UTC(2026, 10, 22, 16, 0, 20));
    const market = quiet.exchange.market('KXBTC15M-26NOV221115-15');
    expect(market?.status).toBe('active');
    expect(market?.floorStrikeUsd).toBeUndefined();
    expect(market?.bestBidCentiCents).toBeUndefined();
  });
});
