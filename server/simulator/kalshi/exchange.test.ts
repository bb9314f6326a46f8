// The venue core by hand-made scenes: matching, order kinds, routing, lifecycle, groups, settlement.
import { describe, expect, test } from 'vitest';
import type { OrderRequest } from './order-shapes.ts';
import {
  accepted,
  FIFTEEN,
  fifteenMarket,
  hourlyMarket,
  MAKER,
  makeScene,
  NOW_MS,
  OTHER,
  orderOf,
  TICKER,
  TRADER,
} from './test-scene.ts';

const ASK = { side: 'ask', priceCentiCents: 4_800 } as const;
const IOC = { timeInForce: 'immediate_or_cancel' } as const;

describe('matching', () => {
  test('orders at one price trade in the order they came', () => {
    const { exchange, place } = makeScene();
    place(MAKER, { ...ASK, countCentiContracts: 300 });
    place(OTHER, { ...ASK, countCentiContracts: 300 });
    place(TRADER, { priceCentiCents: 5_000, countCentiContracts: 400, ...IOC });
    expect(exchange.position(MAKER, TICKER).positionCentiContracts).toBe(-300);
    expect(exchange.position(OTHER, TICKER).positionCentiContracts).toBe(-100);
    exchange.audit();
  });

  test('an immediate order takes the resting price and pays the recorded fee', () => {
    const { exchange, place } = makeScene();
    place(MAKER, { ...ASK, priceCentiCents: 5_200 });
    const before = exchange.availableMicro(TRADER, 2);
    const outcome = accepted(place(TRADER, { priceCentiCents: 9_900, ...IOC }));
    expect(outcome).toMatchObject({
      fillCentiContracts: 100,
      fillCostMicro: 520_000,
      feeMicro: 17_500,
    });
    expect(before - exchange.availableMicro(TRADER, 2)).toBe(537_500);
  });

  test('the rest of an immediate order vanishes and is not a fill', () => {
    const { place } = makeScene();
    place(MAKER, ASK);
    const outcome = accepted(
      place(TRADER, { priceCentiCents: 4_800, countCentiContracts: 500, ...IOC }),
    );
    expect(outcome).toMatchObject({ fillCentiContracts: 100, remainingCentiContracts: 0 });
  });

  test('a fill-or-kill order without volume is refused and takes nothing', () => {
    const { exchange, place } = makeScene();
    place(MAKER, ASK);
    const order = {
      priceCentiCents: 4_800,
      countCentiContracts: 200,
      timeInForce: 'fill_or_kill',
    } as const;
    expect(place(TRADER, order)).toMatchObject({ ok: false, code: 'invalid_order' });
    expect(accepted(place(TRADER, { ...order, countCentiContracts: 100 })).fillCentiContracts).toBe(
      100,
    );
    exchange.audit();
  });

  test('post-only refuses to take, or is created and cancelled when switched', () => {
    const { exchange, events, place } = makeScene();
    place(MAKER, ASK);
    const order = { priceCentiCents: 4_800, postOnly: true };
    expect(place(TRADER, order)).toMatchObject({ httpStatus: 400, details: 'post only cross' });
    exchange.faults.postOnlyCreatesThenCancels = true;
    expect(accepted(place(TRADER, order)).remainingCentiContracts).toBe(0);
    expect(events.at(-1)).toMatchObject({ kind: 'order', reason: 'PostOnlyCrossCancel' });
  });

  test('taker_at_cross keeps earlier fills, stops at the own order and leaves it alone', () => {
    const { exchange, place } = makeScene();
    place(MAKER, { ...ASK, priceCentiCents: 4_700 });
    place(TRADER, ASK);
    const outcome = accepted(place(TRADER, { priceCentiCents: 4_900, countCentiContracts: 300 }));
    expect(outcome).toMatchObject({ fillCentiContracts: 100, remainingCentiContracts: 0 });
    expect(exchange.restingOrders(TRADER)).toHaveLength(1);
    exchange.audit();
  });

  test('maker self-trade prevention cancels the resting own order and matching goes on', () => {
    const { exchange, place } = makeScene();
    place(TRADER, { ...ASK, priceCentiCents: 4_700 });
    place(MAKER, ASK);
    const terms = { priceCentiCents: 4_800, selfTradePrevention: 'maker', ...IOC } as const;
    expect(accepted(place(TRADER, terms)).fillCentiContracts).toBe(100);
    expect(exchange.restingOrders(TRADER)).toEqual([]);
  });

  test('reduce-only caps at the position and needs an immediate order', () => {
    const { exchange, place } = makeScene();
    place(MAKER, { ...ASK, countCentiContracts: 200 });
    place(TRADER, { priceCentiCents: 4_800, countCentiContracts: 200, ...IOC });
    place(MAKER, { countCentiContracts: 1_000 });
    const sale = {
      side: 'ask',
      priceCentiCents: 4_600,
      countCentiContracts: 900,
      reduceOnly: true,
    } as const;
    expect(place(TRADER, sale)).toMatchObject({ ok: false, code: 'invalid_order' });
    expect(accepted(place(TRADER, { ...sale, ...IOC })).fillCentiContracts).toBe(200);
    expect(place(TRADER, { ...sale, ...IOC })).toMatchObject({ ok: false, details: 'reduce only' });
    expect(exchange.position(TRADER, TICKER).positionCentiContracts).toBe(0);
    exchange.audit();
  });
});

describe('money', () => {
  test('an order is paid from its shard only', () => {
    const { exchange } = makeScene();
    const shardZeroOnly = {
      id: 'poor',
      kind: 'api',
      cashMicroByShard: { 0: 1_000_000_000 },
    } as const;
    exchange.openAccount(shardZeroOnly, NOW_MS);
    const outcome = exchange.placeFor('poor', orderOf(), NOW_MS);
    expect(outcome).toMatchObject({ httpStatus: 400, code: 'insufficient_balance' });
  });

  test('a resting order binds its cost and a cancel frees it', () => {
    const { exchange, place } = makeScene();
    const { orderId } = accepted(place(TRADER, { ...ASK, countCentiContracts: 1_000 }));
    expect(exchange.availableMicro(TRADER, 2)).toBe(10_000_000_000 - 5_200_000);
    exchange.cancelFor(TRADER, orderId, NOW_MS);
    expect(exchange.availableMicro(TRADER, 2)).toBe(10_000_000_000);
  });

  test('a member without cash may still close a position', () => {
    const { exchange, place } = makeScene();
    exchange.openAccount({ id: 'thin', kind: 'api', cashMicroByShard: { 2: 500_000 } }, NOW_MS);
    place(MAKER, ASK);
    accepted(place('thin', { priceCentiCents: 4_800, ...IOC }));
    place(MAKER, {});
    expect(
      accepted(place('thin', { side: 'ask', priceCentiCents: 4_600, ...IOC })).fillCentiContracts,
    ).toBe(100);
    exchange.audit();
  });

  test('a holding covers as many contracts of sale as it has, once, at the best prices', () => {
    const { exchange, place } = makeScene();
    place(MAKER, { ...ASK, countCentiContracts: 1_000 });
    place(TRADER, { priceCentiCents: 4_800, countCentiContracts: 1_000, ...IOC });
    const before = exchange.availableMicro(TRADER, 2);
    place(TRADER, { side: 'ask', priceCentiCents: 7_000, countCentiContracts: 1_000 });
    expect(before - exchange.availableMicro(TRADER, 2)).toBe(0);
    place(TRADER, { side: 'ask', priceCentiCents: 6_000, countCentiContracts: 400 });
    expect(before - exchange.availableMicro(TRADER, 2)).toBe(400 * 3_000);
    exchange.audit();
  });

  test('selling what was bought at 0.48 for 0.60 realises 12 cents a contract', () => {
    const { exchange, place } = makeScene();
    place(MAKER, ASK);
    place(TRADER, { priceCentiCents: 4_800, ...IOC });
    place(MAKER, { priceCentiCents: 6_000 });
    place(TRADER, { side: 'ask', priceCentiCents: 6_000, ...IOC });
    const position = exchange.position(TRADER, TICKER);
    expect(position).toMatchObject({
      positionCentiContracts: 0,
      costMicro: 0,
      realisedMicro: 120_000,
    });
  });
});

describe('refusals', () => {
  test.each<[string, Partial<OrderRequest>, string]>([
    ['a price between ticks', { priceCentiCents: 5_150 }, 'invalid_price'],
    ['a price of one dollar', { priceCentiCents: 10_000 }, 'invalid_price'],
    ['no contracts', { countCentiContracts: 0 }, 'invalid_order_size'],
    ['an expiry in the past', { expiresAtMs: NOW_MS }, 'invalid_order'],
    ['another shard', { exchangeIndex: 0 }, 'market_not_found'],
    ['an unknown market', { ticker: 'KXNONE' }, 'market_not_found'],
    ['an unknown group', { orderGroupId: 'none' }, 'order_group_not_found'],
  ])('%s is refused', (_name, overrides, code) => {
    expect(makeScene().place(TRADER, overrides)).toMatchObject({ ok: false, code });
  });

  test('a client id is used up for ever, even by a cancelled order', () => {
    const { exchange, place } = makeScene();
    const { orderId } = accepted(place(TRADER, { clientOrderId: 'once' }));
    expect(place(TRADER, { clientOrderId: 'once' })).toMatchObject({ httpStatus: 409 });
    exchange.cancelFor(TRADER, orderId, NOW_MS);
    expect(place(TRADER, { clientOrderId: 'once' })).toMatchObject({
      code: 'order_already_exists',
    });
  });

  test('the tapered grid of a 15-minute market takes tenths of a cent at the edges only', () => {
    const { exchange, place } = makeScene();
    exchange.createMarket(fifteenMarket(), NOW_MS);
    const at = (priceCentiCents: number) => place(TRADER, { ticker: FIFTEEN, priceCentiCents }).ok;
    expect([
      at(55),
      at(510),
      at(999),
      at(1_000),
      at(1_010),
      at(5_010),
      at(9_010),
      at(9_995),
    ]).toEqual([false, true, false, true, false, false, true, false]);
  });
});

describe('time', () => {
  test('an order expires by itself', () => {
    const { exchange, events, place } = makeScene();
    place(TRADER, { expiresAtMs: NOW_MS + 5_000 });
    exchange.advance(NOW_MS + 4_999);
    expect(exchange.restingOrders(TRADER)).toHaveLength(1);
    exchange.advance(NOW_MS + 5_000);
    expect(exchange.restingOrders(TRADER)).toEqual([]);
    expect(events.some((e) => e.kind === 'order' && e.reason === 'ExpiryCancel')).toBe(true);
  });

  test('after the close every operation is refused, cancels too, until the venue sweeps', () => {
    const { exchange, events, place } = makeScene();
    const { orderId } = accepted(place(TRADER));
    const closeMs = NOW_MS + 1_800_000;
    exchange.advance(closeMs);
    expect(exchange.placeFor(TRADER, orderOf(), closeMs)).toMatchObject({
      code: 'market_inactive',
    });
    expect(exchange.cancelFor(TRADER, orderId, closeMs)).toMatchObject({ code: 'market_inactive' });
    exchange.advance(closeMs + 1_000);
    expect(events.some((e) => e.kind === 'order' && e.reason === 'CloseCancel')).toBe(true);
    expect(exchange.cancelFor(TRADER, orderId, closeMs + 1_000)).toMatchObject({
      code: 'not_found',
    });
    expect(exchange.availableMicro(TRADER, 2)).toBe(10_000_000_000);
  });

  test('open and close have no lifecycle event, determined and settled do', () => {
    const { exchange, events } = makeScene();
    exchange.advance(NOW_MS + 1_800_000 + 145_000);
    const seen = events.flatMap((e) =>
      e.kind === 'lifecycle' ? [[e.event, e.atMs - NOW_MS - 1_800_000]] : [],
    );
    expect(seen).toEqual([
      ['created', -5_400_000],
      ['determined', 85_000],
      ['settled', 145_000],
    ]);
  });

  test('a re-activated market has lost every resting order', () => {
    const { exchange, place } = makeScene();
    place(TRADER);
    place(MAKER, ASK);
    exchange.faults.deactivate(TICKER, NOW_MS);
    expect(place(TRADER)).toMatchObject({ code: 'market_inactive' });
    exchange.faults.activate(TICKER, NOW_MS + 1_000);
    expect(exchange.depth(TICKER)).toEqual({ bids: [], asks: [] });
  });

  test('a trading pause refuses creates, allows cancels and halts orders that asked for it', () => {
    const { exchange, place } = makeScene();
    const kept = accepted(place(TRADER));
    place(TRADER, { priceCentiCents: 4_500, cancelOnPause: true });
    exchange.faults.pauseTrading(NOW_MS, 2);
    expect(place(TRADER)).toMatchObject({ code: 'trading_paused' });
    expect(exchange.restingOrders(TRADER)).toHaveLength(1);
    expect(exchange.cancelFor(TRADER, kept.orderId, NOW_MS)).toMatchObject({ ok: true });
  });

  test('an exchange pause refuses cancels as well', () => {
    const { exchange, place } = makeScene();
    const { orderId } = accepted(place(TRADER));
    exchange.faults.pauseExchange(NOW_MS);
    expect(exchange.cancelFor(TRADER, orderId, NOW_MS)).toMatchObject({ code: 'exchange_paused' });
    exchange.faults.resume(NOW_MS);
    expect(exchange.cancelFor(TRADER, orderId, NOW_MS)).toMatchObject({ ok: true });
  });
});

/** Prints one value for every second of the minute that ends at `closeMs`. */
function printMinute(scene: ReturnType<typeof makeScene>, closeMs: number, valueUsd: number): void {
  for (let at = closeMs - 59_000; at <= closeMs; at += 1_000) {
    scene.exchange.publishIndex(valueUsd, at, at + 70);
  }
}

describe('settlement', () => {
  test('the hourly market is strictly above its strike', () => {
    for (const [valueUsd, result] of [
      [84_899.99, 'no'],
      [84_900, 'yes'],
    ] as const) {
      const scene = makeScene();
      printMinute(scene, NOW_MS + 1_800_000, valueUsd);
      scene.exchange.advance(NOW_MS + 2_000_000);
      expect(scene.exchange.market(TICKER)).toMatchObject({ result, status: 'finalized' });
    }
  });

  test('a 15-minute tie is yes and settles six seconds after the close', () => {
    const scene = makeScene();
    scene.exchange.createMarket(fifteenMarket(), NOW_MS);
    scene.exchange.setStrike(FIFTEEN, 84_000.5, NOW_MS + 4_000);
    printMinute(scene, NOW_MS + 900_000, 84_000.5);
    scene.exchange.advance(NOW_MS + 905_999);
    expect(scene.exchange.market(FIFTEEN)).toMatchObject({ result: 'yes', status: 'determined' });
    scene.exchange.advance(NOW_MS + 906_000);
    expect(scene.exchange.market(FIFTEEN)).toMatchObject({
      status: 'finalized',
      expirationValue: '84000.50',
    });
  });

  test('a missing print settles no', () => {
    const scene = makeScene();
    const closeMs = NOW_MS + 1_800_000;
    for (let at = closeMs - 59_000; at <= closeMs; at += 1_000) {
      if (at !== closeMs - 20_000) scene.exchange.publishIndex(99_000, at, at);
    }
    scene.exchange.advance(closeMs + 145_000);
    expect(scene.exchange.market(TICKER)).toMatchObject({ result: 'no', expirationValue: '' });
  });

  test('range markets include both ends to the cent', () => {
    for (const [valueUsd, result] of [
      [84_800, 'yes'],
      [84_899.99, 'yes'],
      [84_900, 'no'],
    ] as const) {
      const scene = makeScene();
      const range = {
        strikeType: 'between',
        floorStrikeUsd: 84_800,
        capStrikeUsd: 84_899.99,
      } as const;
      const names = {
        ticker: 'KXBTC-26OCT0616-B84850',
        eventTicker: 'KXBTC-26OCT0616',
        seriesTicker: 'KXBTC',
      };
      scene.exchange.createMarket(hourlyMarket({ ...names, ...range }), NOW_MS);
      printMinute(scene, NOW_MS + 1_800_000, valueUsd);
      scene.exchange.advance(NOW_MS + 2_000_000);
      expect(scene.exchange.market(names.ticker)?.result).toBe(result);
    }
  });

  test('winners get one dollar a contract and the escrow is empty', () => {
    const scene = makeScene();
    scene.place(MAKER, { ...ASK, countCentiContracts: 1_000 });
    scene.place(TRADER, { priceCentiCents: 4_800, countCentiContracts: 1_000, ...IOC });
    const before = scene.exchange.availableMicro(TRADER, 2);
    printMinute(scene, NOW_MS + 1_800_000, 85_000);
    scene.exchange.advance(NOW_MS + 2_000_000);
    expect(scene.exchange.availableMicro(TRADER, 2) - before).toBe(10_000_000);
    const ledger = scene.exchange.ledgerSnapshot();
    expect(ledger.escrowMicroByTicker).toEqual({});
    expect(ledger.houseFeesMicro).toBe(174_800);
    scene.exchange.audit();
  });
});
