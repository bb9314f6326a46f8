// The directory's memory and its plan: what is emitted, what is not, and when things are read again.
import { describe, expect, it } from 'vitest';
import { marketTicker } from '#lib/domain/ids.ts';
import type { Market } from '#lib/domain/market.ts';
import { readExchangeStatus } from './exchange-status.ts';
import bodies from './fixtures/rest-bodies.json' with { type: 'json' };
import { createKnownMarkets, REST_LAG_MS } from './known-markets.ts';
import { duePolls, pollKey } from './poll-plan.ts';

const SERIES = ['KXBTC15M', 'KXBTCD'] as const;
const HOURLY = bodies.hourlyMarket;
const CLOSE = Date.UTC(2026, 10, 22, 21);

function fresh() {
  const markets = createKnownMarkets(SERIES, 2);
  markets.listed(HOURLY, 0);
  return markets;
}

describe('known markets', () => {
  it('emits a market once, and again only when something that matters changed', () => {
    const markets = createKnownMarkets(SERIES, 2);
    expect(markets.listed(HOURLY, 0).ticks).toHaveLength(1);
    expect(markets.listed({ ...HOURLY, volume_fp: '999.00' }, 0).ticks).toEqual([]);
    expect(markets.listed({ ...HOURLY, status: 'inactive' }, 0).ticks).toMatchObject([
      { kind: 'market', market: { status: 'inactive' } },
    ]);
  });

  it('ignores series it was not asked for', () => {
    const markets = createKnownMarkets(SERIES, 2);
    expect(markets.listed(bodies.rangeMarket, 0)).toEqual({ ticks: [], fault: null });
  });

  it('a REST reading from before a stream change does not undo it; a later one does', () => {
    const markets = fresh();
    const ticker = marketTicker(HOURLY.ticker);
    markets.changed({ kind: 'market-change', ticker, change: { status: 'inactive' } }, 1_000);
    expect(markets.listed(HOURLY, 1_000 + REST_LAG_MS - 1).ticks).toEqual([]);
    expect(markets.listed(HOURLY, 1_000 + REST_LAG_MS).ticks).toMatchObject([
      { kind: 'market', market: { status: 'active' } },
    ]);
  });

  it('a market whose row can no longer be read stops being tradable, and says why once', () => {
    const markets = fresh();
    const broken = { ...HOURLY, close_time: 'soon' };
    const told = markets.listed(broken, 0);
    expect(told.ticks).toMatchObject([{ kind: 'market-change', change: { status: 'unknown' } }]);
    expect(told.fault).toContain('close_time');
    expect(markets.listed(broken, 0)).toEqual({ ticks: [], fault: null });
    expect(markets.listed(HOURLY, 0).ticks).toHaveLength(1);
  });

  it('reprices known markets when fees arrive, and tells event overrides and their removal', () => {
    const markets = fresh();
    const [repriced] = markets.seriesFee('KXBTCD', { type: 'quadratic', multiplier: 1 });
    expect(repriced).toMatchObject({ market: { fee: { kind: 'quadratic', multiplier: 1 } } });
    const override = { type: 'quadratic_with_maker_fees', multiplier: 2 };
    expect(markets.eventFee('KXBTCD-26NOV2216', override)).toEqual([
      {
        kind: 'event-fee',
        event: 'KXBTCD-26NOV2216',
        fee: { kind: 'quadratic_with_maker_fees', multiplier: 2 },
      },
    ]);
    expect(markets.eventFee('KXBTCD-26NOV2216', override)).toEqual([]);
    expect(markets.eventFee('KXBTCD-26NOV2216', { type: null, multiplier: null })).toMatchObject([
      { fee: { kind: 'quadratic', multiplier: 1 } },
    ]);
  });

  it('F19 keeps a closed market until it is final, then forgets it', () => {
    const markets = fresh();
    markets.prune(CLOSE + 3_600_000);
    expect(markets.all()).toHaveLength(1);
    markets.listed({ ...HOURLY, status: 'finalized', result: 'yes' }, 0);
    markets.prune(CLOSE + 3_600_000);
    expect(markets.all()).toHaveLength(0);
  });

  it('F94 the override of an event goes with its last market, and is news when it is told again', () => {
    const markets = fresh();
    const override = { type: 'quadratic_with_maker_fees', multiplier: 2 };
    markets.eventFee('KXBTCD-26NOV2216', override);
    markets.prune(CLOSE + 3_600_000);
    expect(markets.eventFee('KXBTCD-26NOV2216', override)).toEqual([]);
    markets.listed({ ...HOURLY, status: 'finalized', result: 'yes' }, 0);
    markets.prune(CLOSE + 3_600_000);
    expect(markets.eventFee('KXBTCD-26NOV2216', override)).toHaveLength(1);
  });
});

function planOf(markets: readonly Market[], wallMs: number, lastRun: ReadonlyMap<string, number>) {
  const rest = { nowMs: 100_000, hasFee: () => true, refetchAt: new Map(), series: SERIES };
  return duePolls({ ...rest, markets, wallMs, lastRun }).map(pollKey);
}

describe('poll plan', () => {
  it('F17 re-reads the event of a closed market every 3 s until it is final', () => {
    const markets = fresh();
    const plan = (at: number, last: number) =>
      planOf(markets.all(), at, new Map([['event KXBTCD-26NOV2216', last]]));
    expect(plan(CLOSE - 1, 0)).not.toContain('event KXBTCD-26NOV2216');
    expect(plan(CLOSE, 97_000)).toContain('event KXBTCD-26NOV2216');
    expect(plan(CLOSE, 98_000)).not.toContain('event KXBTCD-26NOV2216');
    markets.listed({ ...HOURLY, status: 'determined', result: 'yes' }, 0);
    expect(plan(CLOSE, 97_000)).toContain('event KXBTCD-26NOV2216');
    markets.listed({ ...HOURLY, status: 'finalized', result: 'yes' }, 0);
    expect(plan(CLOSE, 0)).not.toContain('event KXBTCD-26NOV2216');
  });

  it('looks every 2 s for a strike that is not published, from just before the open', () => {
    const markets = createKnownMarkets(SERIES, 2);
    markets.listed(bodies.quarterMarketUnset, 0);
    const open = Date.UTC(2026, 10, 22, 21, 15);
    const key = `market ${bodies.quarterMarketUnset.ticker}`;
    expect(planOf(markets.all(), open - 6_000, new Map())).not.toContain(key);
    expect(planOf(markets.all(), open - 5_000, new Map())).toContain(key);
    expect(planOf(markets.all(), open, new Map([[key, 98_500]]))).not.toContain(key);
  });

  it('reads status every 5 s and each listing every 10 s', () => {
    const at = (ago: number) =>
      new Map(planOf([], 0, new Map()).map((key): [string, number] => [key, 100_000 - ago]));
    expect(planOf([], 0, at(4_999))).toEqual([]);
    expect(planOf([], 0, at(5_000))).toEqual(['status']);
    expect(planOf([], 0, at(10_000))).toEqual([
      'status',
      'open KXBTC15M',
      'window KXBTC15M',
      'open KXBTCD',
      'window KXBTCD',
    ]);
  });
});

describe('exchange status', () => {
  const closed = { kind: 'exchange-status', shard: 2, exchangeActive: true, tradingActive: false };

  it('F118 reads the shard’s own entry', () => {
    const text = JSON.stringify(bodies.exchangeStatus);
    expect(readExchangeStatus(text, 2)).toEqual(closed);
    expect(readExchangeStatus(text, 0)).toMatchObject({ tradingActive: true });
  });

  it.each([
    ['no body', null],
    ['no JSON', 'Bad Gateway'],
    ['no array', '{"exchange_active":true,"trading_active":true}'],
    ['no entry', JSON.stringify({ ...bodies.exchangeStatus, exchange_index_statuses: [] })],
  ])('F24 F25 F118 %s reads as not trading, and as no halt', (_name, text) => {
    expect(readExchangeStatus(text, 2)).toEqual(closed);
  });

  it('F24 a halt of the whole exchange is one of our shard, told of or not', () => {
    const text = '{"exchange_active":false,"trading_active":false}';
    expect(readExchangeStatus(text, 2)).toEqual({ ...closed, exchangeActive: false });
  });
});
