// What the spine remembers for the gate: jumps, forecasts, acknowledgements, what our filled quotes cost, and the ladder.
import { describe, expect, test } from 'vitest';
import { btcCents } from '#lib/domain/btc.ts';
import { count } from '#lib/domain/count.ts';
import { tradeId, venueOrderId } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { money } from '#lib/domain/money.ts';
import { price } from '#lib/domain/price.ts';
import { latencyMs } from '../4-gate/order-latency.ts';
import { createDriver, type Driver, optionsOf, ordersIn, TICKER } from './testing/spine-driver.ts';

function armed(): Driver {
  const unflagged = {
    flagFirstOfDay: false,
    flagConfidence: 0,
    flagDisagreement: 1,
    maxDisagreement: 1,
    minConfidence: 0,
  };
  const driver = createDriver(optionsOf({}, unflagged));
  driver.boot();
  driver.seconds(80);
  driver.command({ kind: 'arm' });
  return driver;
}

function checkOf(driver: Driver, id: string) {
  return driver.world.decisions.get(TICKER)?.decision.checks.find((each) => each.id === id);
}

/** Kraken's book around `usd` now. */
function spotAt(driver: Driver, usd: number) {
  const bid = Math.round((usd - 0.5) * 10);
  const side = (value: number) => [{ price: value, size: 100_000_000 }];
  return driver.send({
    kind: 'tick',
    tick: {
      kind: 'spot-book',
      type: 'snapshot',
      depth: 10,
      pricePrecision: 1,
      sizePrecision: 8,
      bids: side(bid),
      asks: side(bid + 10),
      checksum: null,
      venueAt: null,
    },
  });
}

/** `seconds` of a healthy market with spot and index standing at `usd`. */
function standAt(driver: Driver, usd: number, seconds: number) {
  for (let second = 0; second < seconds; second++) {
    driver.passMs(1_000);
    for (const connection of ['kraken', 'kalshi'] as const)
      driver.send({ kind: 'status', status: { kind: 'alive', connection, roundTripMs: 10 } });
    spotAt(driver, usd);
    driver.send({
      kind: 'tick',
      tick: {
        kind: 'index-print',
        value: btcCents(usd * 100),
        sourceAt: wallMs(Math.floor(driver.now() / 1000) * 1000),
        trailingMeanCents: null,
        windowMeanCents: null,
        windowSize: null,
      },
    });
    driver.send({ kind: 'timer', timer: 'second' });
  }
}

describe('a jump of spot', () => {
  test('keeps entries out from its own tick on, and until it is 30 s old', () => {
    const driver = armed();
    driver.passMs(300);
    spotAt(driver, 95_400);
    expect(ordersIn(driver.quote(47, 49))).toEqual([]);
    expect(checkOf(driver, 'jump')?.text).toMatch(/^jump 0 s ago: \+\d+\.\d σ/);
    standAt(driver, 95_400, 38);
    driver.quote(47, 49);
    // Seen until ten seconds after it, remembered for thirty more.
    expect(checkOf(driver, 'jump')?.text).toMatch(/^jump (29|30) s ago: \+/);
    standAt(driver, 95_400, 4);
    driver.quote(47, 49);
    expect(checkOf(driver, 'jump')?.outcome).toBe('pass');
  });

  test('the forecast that it inflates is not traded on', () => {
    const driver = armed();
    standAt(driver, 95_400, 5);
    driver.quote(47, 49);
    expect(checkOf(driver, 'forecast-steady')?.text).toMatch(
      /^forecast went from \d+ % to \d+ % within 60 s$/,
    );
  });

  test('F01 without spot for the last ten seconds nothing enters', () => {
    const driver = armed();
    driver.passMs(15_000);
    driver.quote(47, 49);
    expect(checkOf(driver, 'jump')?.outcome).toBe('missing');
  });
});

describe('our own execution', () => {
  /** An entry that was handed over and committed. */
  function sentOrder(driver: Driver) {
    const [order] = ordersIn([...driver.quote(47, 49), ...driver.seconds(2)]);
    if (order === undefined) throw new Error('no entry was sent');
    driver.send({
      kind: 'stored',
      clientOrderId: order.clientOrderId,
      committed: true,
      reason: 'on disk',
    });
    return order;
  }

  test('an acknowledgement is timed from sending', () => {
    const driver = armed();
    expect(latencyMs(driver.world.orderLatency)).toBe(250);
    const order = sentOrder(driver);
    driver.passMs(730);
    const accepted = {
      kind: 'order-accepted',
      clientOrderId: order.clientOrderId,
      venueOrderId: venueOrderId('v-9'),
      filled: count(0),
      remaining: order.count,
      venueAt: driver.now(),
    } as const;
    driver.send({ kind: 'report', report: accepted });
    expect(latencyMs(driver.world.orderLatency)).toBe(730);
    driver.passMs(5_000);
    driver.send({ kind: 'report', report: accepted });
    expect(driver.world.orderLatency.acks).toBe(1);
  });

  test.each([
    ['a hit quote is watched', false, 'stream', 1],
    ['a taken price is not', true, 'stream', 0],
    ['a fill read late from the account is not', false, 'read', 0],
  ] as const)('%s', (_, isTaker, source, watched) => {
    const driver = armed();
    const order = sentOrder(driver);
    const venueId = venueOrderId('v-9');
    const { clientOrderId, ticker, side } = order;
    driver.send({
      kind: 'report',
      report: {
        kind: 'order-accepted',
        clientOrderId,
        venueOrderId: venueId,
        filled: count(0),
        remaining: order.count,
        venueAt: driver.now(),
      },
    });
    driver.send({
      kind: 'report',
      report: {
        kind: 'fill',
        tradeId: tradeId('t-9'),
        venueOrderId: venueId,
        clientOrderId,
        ticker,
        side,
        price: order.price,
        count: order.count,
        isTaker,
        fee: money(0),
        venueAt: driver.now(),
        source,
      },
    });
    expect(driver.world.markOuts.pending).toHaveLength(watched);
    driver.seconds(35);
    expect(driver.world.markOuts.pending).toEqual([]);
    expect(driver.world.markOuts.cells.size).toBe(3 * watched);
  });
});

describe('a decision of the spine', () => {
  test('carries its explanation into the store and the chain', () => {
    const driver = armed();
    const effects = [...driver.quote(47, 49), ...driver.seconds(2)];
    const stored = effects.flatMap((each) =>
      each.kind === 'persist' ? each.records.filter(({ kind }) => kind === 'decision') : [],
    );
    expect(stored.length).toBeGreaterThan(0);
    for (const record of stored)
      if (record.kind === 'decision')
        expect(record.decision.explanation?.counterfactual.length).toBeGreaterThan(10);
    expect(driver.world.fairs.get(TICKER)?.fair).not.toBeNull();
  });

  test('I6 an order at work counts as a leg of its ladder', () => {
    const driver = armed();
    const [order] = ordersIn([...driver.quote(47, 49), ...driver.seconds(2)]);
    if (order === undefined) throw new Error('no entry was sent');
    driver.quote(46, 48);
    const check = checkOf(driver, 'event-exposure');
    const unit = order.side === 'bid' ? order.price : 10_000 - order.price;
    expect(check?.value).toBeGreaterThanOrEqual(unit * order.count);
    expect(price(unit)).toBe(unit);
  });
});
