// Evidence through the spine: flat without it, gathered as the close nears, stored at the result, read back at a start.
import { describe, expect, it } from 'vitest';
import { addMs, wallMs } from '#lib/domain/instant.ts';
import type { MarketResult } from '#lib/domain/market.ts';
import { price } from '#lib/domain/price.ts';
import type { SettledQuote } from '#lib/domain/settled-quote.ts';
import { PLAIN_SIGNAL } from '../3-models/testing/plain-signal.ts';
import type { Effect } from '../effect.ts';
import { tickToOrder } from '../tick-to-order.ts';
import { createWorld, type WorldOptions } from '../world.ts';
import { createDriver, type Driver, optionsOf, TICKER } from './testing/spine-driver.ts';

/** Boots, warms up for a forecast, and lets the market close a little over two minutes from then. */
function warmUp(driver: Driver): Driver {
  driver.boot();
  driver.seconds(75);
  const change = { closeAt: addMs(driver.now(), 125_000) };
  driver.send({ kind: 'tick', tick: { kind: 'market-change', ticker: TICKER, change } });
  return driver;
}

function started(): Driver {
  return warmUp(createDriver(optionsOf({ signal: PLAIN_SIGNAL })));
}

/** Seconds pass with the contract quoted at `bid` until just past its close; nothing is heard in the one `silentAt` s before. */
function toTheClose(driver: Driver, bid: number, silentAt: number | null = null): void {
  const closeAt = driver.world.market.contracts.get(TICKER)?.market.closeAt ?? 0;
  while (driver.now() <= closeAt) {
    if (driver.now() % 10_000 === 0) driver.quote(bid, bid + 2);
    if (closeAt - driver.now() === 1000 * (silentAt ?? -1)) driver.passMs(1_000);
    else driver.second();
  }
}

function settle(driver: Driver, result: MarketResult['result'], final = true): readonly Effect[] {
  const yesPayout = price(result === 'yes' ? 10_000 : 0);
  const change = { result: { result, yesPayout, final, at: driver.now() } };
  return driver.send({ kind: 'tick', tick: { kind: 'market-change', ticker: TICKER, change } });
}

function evidenceIn(effects: readonly Effect[]): readonly SettledQuote[] {
  return effects.flatMap((each) =>
    each.kind === 'persist'
      ? each.records.flatMap((record) => (record.kind === 'evidence' ? [record.quote] : []))
      : [],
  );
}

function ordersIn(effects: readonly Effect[]): number {
  return effects.filter((each) => each.kind === 'commit-then-send').length;
}

describe('without evidence', () => {
  it('fair value is the mid of every moment, so nothing is ever entered, and the gate says why', () => {
    const driver = started();
    driver.command({ kind: 'arm' });
    for (const bid of [47, 20, 76, 55]) {
      driver.quote(bid, bid + 2);
      driver.second();
      const views = driver.world.decisions.get(TICKER)?.decision.explanation?.views;
      expect(views?.market).toBeCloseTo((bid + 1) / 100, 12);
      expect(views?.blended).toBe(views?.market);
      expect(ordersIn(driver.seconds(5))).toBe(0);
    }
    const decision = driver.world.decisions.get(TICKER)?.decision;
    expect(decision?.verdict).toBe('flat');
    const failing = decision?.checks
      .filter((check) => check.outcome === 'fail')
      .map(({ id }) => id);
    expect(failing).toEqual(expect.arrayContaining(['edge', 'market-prior']));
  });
});

/** The settled past that the starts below read back: a quarter of an hour before, in the simulated market. */
const past: SettledQuote[] = [];

describe('a market that settles', () => {
  it('leaves one pair a bucket still ahead, stored in one batch, and moves the terms second by second', () => {
    const driver = started();
    toTheClose(driver, 60);
    const before = [...driver.world.evidence.buckets];
    expect(evidenceIn(settle(driver, 'yes', false))).toEqual([]);
    const stored = evidenceIn(settle(driver, 'yes'));
    expect(stored.map((quote) => quote.bucketSeconds)).toEqual([120, 60, 30]);
    for (const quote of stored) {
      expect(quote).toMatchObject({
        environment: 'simulated',
        mid: 0.61,
        blended: 0.61,
        yes: true,
      });
      expect(quote.pit).not.toBeNull();
    }
    expect(evidenceIn(settle(driver, 'yes'))).toEqual([]);
    expect(driver.world.evidence.buckets).toEqual(before);
    driver.seconds(6);
    const markets = driver.world.evidence.buckets.map((bucket) => bucket.markets);
    expect(markets).toEqual([0, 0, 0, 1, 1, 1]);
    for (const quote of stored) past.push({ ...quote, closeAt: wallMs(quote.closeAt - 900_000) });
  });
});

function restarted(mode: WorldOptions['mode']): Driver {
  const driver = createDriver(optionsOf({ signal: PLAIN_SIGNAL, mode }));
  driver.send({
    ...{ kind: 'recovered', orders: [], transactions: [], fills: [], approvals: [] },
    ...{ latch: null, orderGroupId: null, evidence: past },
  });
  return driver;
}

describe('a start', () => {
  it('I22 the same events over JSON, stored evidence among them, give the same terms and decisions', () => {
    const driver = restarted('sim');
    warmUp(driver);
    toTheClose(driver, 40, 20);
    // A print of the final minute never came: the pairs count, their place in the law is not known.
    const settled = evidenceIn(settle(driver, 'no'));
    expect(settled.map((quote) => quote.pit)).toEqual([null, null, null]);
    driver.seconds(3);
    expect(driver.world.evidence.buckets[3]?.markets).toBe(2);
    const options: WorldOptions = JSON.parse(JSON.stringify(driver.world.options));
    const world = createWorld(options);
    for (const { event } of driver.steps) tickToOrder(world, JSON.parse(JSON.stringify(event)));
    expect(driver.world.chain.count).toBeGreaterThan(100);
    expect(world.chain).toEqual(driver.world.chain);
    expect(world.evidence).toEqual(driver.world.evidence);
  }, 20_000);

  it('a real start takes nothing from a simulated past', () => {
    expect(past.length).toBeGreaterThan(0);
    expect(restarted('live').world.evidence.pairs.flat()).toEqual([]);
    expect(restarted('sim').world.evidence.pairs.flat()).toEqual(past);
  });
});
