// A quote through the spine: renewed in place while all is well, left to expire when it is not. In: seconds. Out: asks.
import { describe, expect, test } from 'vitest';
import { count } from '#lib/domain/count.ts';
import { tradeId, venueOrderId } from '#lib/domain/ids.ts';
import { type WallMs, wallMs } from '#lib/domain/instant.ts';
import { money } from '#lib/domain/money.ts';
import { type ApprovedOrder, lastExpiry, type Order, provenExpiry } from '#lib/domain/order.ts';
import type { OrderStatusReport, RenewalReport } from '#lib/domain/report.ts';
import type { Effect } from '../effect.ts';
import { LOCAL_INVARIANTS } from '../invariants/local-invariants.ts';
import { renewalDenialAtDoor } from './at-the-door.ts';
import { withoutFlags } from './testing/first-entry.ts';
import { createDriver, type Driver, ordersIn } from './testing/spine-driver.ts';

const V1 = venueOrderId('quote-at-venue');
const ASK_CENTS = 75;

interface Scene {
  readonly driver: Driver;
  readonly order: ApprovedOrder;
  /** `n` seconds, each fifth with a reading that shows the quote; everything the core asked for. */
  pass(n: number): readonly Effect[];
  ours(): Order;
}

/** Armed, with one quote of ours at the best price of its side. */
function quoting(): Scene {
  const driver = createDriver(withoutFlags());
  driver.boot();
  driver.quote(50, ASK_CENTS);
  driver.seconds(70);
  driver.command({ kind: 'arm' });
  const [order] = ordersIn([...driver.quote(50, ASK_CENTS), ...driver.seconds(2)]);
  if (order?.postOnly !== true) throw new Error('no quote was sent');
  const { clientOrderId } = order;
  driver.send({ kind: 'stored', clientOrderId, committed: true, reason: 'on disk' });
  const accepted = { clientOrderId, venueOrderId: V1, filled: count(0), remaining: order.count };
  driver.send({
    kind: 'report',
    report: { kind: 'order-accepted', ...accepted, venueAt: driver.now() },
  });
  driver.quote(order.price / 100, ASK_CENTS);
  const ours = (): Order => {
    const found = driver.world.orders.tracked.get(clientOrderId)?.order;
    if (found === undefined) throw new Error('the order is gone');
    return found;
  };
  const row = (): OrderStatusReport => ({
    ...{ kind: 'order-status', venueOrderId: V1, clientOrderId, ticker: order.ticker },
    ...{ status: 'resting', side: order.side, price: order.price, initial: order.count },
    ...{ filled: ours().filled, remaining: ours().remaining, reason: null },
    ...{ orderGroupId: order.orderGroupId, venueAt: driver.now(), source: 'read' },
  });
  let second = 0;
  const pass = (n: number): readonly Effect[] => {
    const effects: Effect[] = [];
    for (const end = second + n; second < end; ) {
      second += 1;
      effects.push(...driver.second(), ...driver.quote(order.price / 100, ASK_CENTS));
      if (second % 5 === 0) effects.push(...driver.send(driver.reading({ resting: [row()] })));
    }
    return effects;
  };
  return { driver, order, pass, ours };
}

function asksIn(effects: readonly Effect[]): readonly Order[] {
  return effects.flatMap((each) => (each.kind === 'commit-then-renew' ? [each.order] : []));
}

const cancelsIn = (effects: readonly Effect[]) => effects.filter(({ kind }) => kind === 'cancel');

/** The answer to the last ask. */
function tell({ driver, ours }: Scene, outcome: RenewalReport['outcome']): readonly Effect[] {
  const expiresAt = ours().renewal?.expiresAt ?? driver.now();
  const report: RenewalReport = {
    ...{ kind: 'renewal', venueOrderId: V1, expiresAt, outcome, cause: '' },
  };
  return driver.send({ kind: 'report', report });
}

const lifeLeft = (order: Order, at: WallMs): number => (lastExpiry(order) ?? at) - at;

describe('a quote that still deserves its place', () => {
  test('I34 I31 rests for minutes under one id, asked for again in every last quarter, each ask counted as an order', () => {
    const scene = quoting();
    const { driver } = scene;
    const i34 = LOCAL_INVARIANTS.find(({ id }) => id === 'I34');
    let asks = 0;
    for (let second = 0; second < 150; second += 1) {
      const effects = scene.pass(1);
      expect(ordersIn(effects)).toEqual([]);
      for (const asked of asksIn(effects)) {
        asks += 1;
        expect(lifeLeft(asked, driver.now())).toBeLessThanOrEqual(120_000);
        expect(driver.world.sent.at(-1)).toEqual({ at: driver.now(), count: 0 });
        expect(renewalDenialAtDoor(driver.world, asked, { seq: 1e6, at: driver.now() })).toBeNull();
        tell(scene, 'done');
      }
      expect(i34?.breach(driver.world)).toBeNull();
      expect(lifeLeft(scene.ours(), driver.now())).toBeLessThanOrEqual(120_000);
    }
    expect(asks).toBeGreaterThan(2);
    expect([scene.ours().state, driver.world.control.latch]).toEqual(['resting', null]);
  });

  test('I34 F115 no second ask while the first has no answer; a lost one is the worst case and is not believed', () => {
    const scene = quoting();
    const [asked] = asksIn(scene.pass(50));
    if (asked === undefined) throw new Error('nothing was asked');
    expect(scene.ours().renewal).toEqual(asked.renewal);
    expect(asksIn(scene.pass(1))).toEqual([]);
    tell(scene, 'unknown');
    expect(asksIn(scene.pass(8))).toEqual([]);
    expect(scene.ours()).toMatchObject({ state: 'resting', renewal: asked.renewal });
    expect(lastExpiry(scene.ours())).toBe(asked.renewal?.expiresAt);
    expect(provenExpiry(scene.ours())).toBe(asked.request.expiresAt);
  });
});

describe('a renewal under way', () => {
  function asking(): Scene & { readonly asked: Order } {
    const scene = quoting();
    for (let second = 0; second < 60; second += 1) {
      const [asked] = asksIn(scene.pass(1));
      if (asked !== undefined) return { ...scene, asked };
    }
    throw new Error('nothing was asked');
  }
  const denial = ({ driver, asked }: ReturnType<typeof asking>): string | null =>
    renewalDenialAtDoor(driver.world, asked, { seq: 1e6, at: driver.now() });

  test('I2 is held back at the door by a kill, by a pause and by a cancel that came meanwhile', () => {
    for (const [body, words] of [
      [{ kind: 'kill', reason: 'test' }, /killed|pending-cancel/],
      [{ kind: 'pause', reason: '' }, /armed|pending-cancel/],
    ] as const) {
      const scene = asking();
      expect(denial(scene)).toBeNull();
      scene.driver.command(body);
      expect(denial(scene)).toMatch(words);
    }
  });

  test('F85 is held back by limits that became tighter, and by a clock that stepped back', () => {
    const tighter = asking();
    const { limits } = tighter.driver.world;
    const none = { ...limits, maxTotalExposure: money(1), version: limits.version + 1 };
    tighter.driver.send({ kind: 'limits', limits: none, by: 'test' });
    expect(denial(tighter)).not.toBeNull();
    const { driver, asked } = asking();
    const before = wallMs(driver.now() - 100_000);
    expect(renewalDenialAtDoor(driver.world, asked, { seq: 1e6, at: before })).toContain('120 s');
  });

  test('does not keep the quote from being pulled', () => {
    const scene = asking();
    const effects = [...scene.driver.command({ kind: 'pause', reason: '' }), ...scene.pass(1)];
    expect(cancelsIn(effects)).not.toEqual([]);
    expect(scene.ours().state).toBe('pending-cancel');
    tell(scene, 'done');
    expect(scene.ours().state).toBe('pending-cancel');
  });

  test('I14 I12 a fill that meets it is booked, and what is left stays partially filled', () => {
    const scene = asking();
    const { order } = scene;
    scene.driver.send({
      kind: 'report',
      report: {
        ...{ kind: 'fill', tradeId: tradeId('t-quote'), venueOrderId: V1, isTaker: false },
        ...{ clientOrderId: order.clientOrderId, ticker: order.ticker, side: order.side },
        ...{ price: order.price, count: count(100), fee: money(0), source: 'stream' },
        venueAt: scene.driver.now(),
      },
    });
    tell(scene, 'done');
    expect(scene.ours()).toMatchObject({
      ...{ state: 'partially-filled', filled: 100, remaining: order.count - 100 },
    });
  });
});

test('I34 nothing is asked while paused, and the quote is cancelled instead', () => {
  const scene = quoting();
  const effects = [...scene.driver.command({ kind: 'pause', reason: '' }), ...scene.pass(60)];
  expect(asksIn(effects)).toEqual([]);
  expect(cancelsIn(effects)).not.toEqual([]);
});
