// Whatever members do, money is conserved, books are sums of resting orders, FIFO holds and seq has no gaps.
// In: random operations of four members over two markets and time. Out: the venue's audit after every step.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { amendOrder } from './amend-order.ts';
import { decreaseOrder } from './cancel-order.ts';
import type { ExchangeEvent } from './exchange-event.ts';
import type { BookSide } from './market-shapes.ts';
import type { OrderRequest } from './order-shapes.ts';
import {
  FIFTEEN,
  fifteenMarket,
  MAKER,
  makeScene,
  NOW_MS,
  OTHER,
  type Scene,
  TICKER,
  TRADER,
} from './test-scene.ts';
import { accountOf } from './venue.ts';
import { createWsHub } from './ws.ts';

const MEMBERS = [MAKER, OTHER, TRADER] as const;

type Step =
  | { readonly kind: 'place'; readonly who: number; readonly order: OrderRequest }
  | {
      readonly kind: 'cancel' | 'decrease' | 'amend';
      readonly who: number;
      readonly pick: number;
      readonly size: number;
    }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'print'; readonly usd: number }
  | { readonly kind: 'halt' };

const who = fc.integer({ min: 0, max: 2 });
const order: fc.Arbitrary<OrderRequest> = fc.record({
  ticker: fc.constantFrom(TICKER, FIFTEEN),
  side: fc.constantFrom<BookSide>('bid', 'ask'),
  priceCentiCents: fc.integer({ min: 1, max: 99 }).map((cents) => cents * 100),
  countCentiContracts: fc.oneof(
    fc.integer({ min: 1, max: 30 }).map((contracts) => contracts * 100),
    fc.integer({ min: 1, max: 3_000 }),
  ),
  timeInForce: fc.constantFrom('good_till_canceled', 'immediate_or_cancel', 'fill_or_kill'),
  selfTradePrevention: fc.constantFrom('taker_at_cross', 'maker'),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('place' as const), who, order }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom('cancel', 'decrease', 'amend'),
      who,
      pick: fc.nat(20),
      size: fc.integer({ min: 1, max: 2_000 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      ms: fc.integer({ min: 1, max: 200_000 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('print' as const),
      usd: fc.integer({ min: 84_000, max: 86_000 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'halt' as const }) },
);

function change(scene: Scene, move: Extract<Step, { pick: number }>, nowMs: number): void {
  const accountId = MEMBERS[move.who] ?? TRADER;
  const resting = scene.exchange.restingOrders(accountId);
  const target = resting[move.pick % Math.max(1, resting.length)];
  if (target === undefined) return;
  const { venue } = scene.exchange;
  const account = accountOf(venue, accountId);
  const address = { orderId: target.orderId, ticker: target.ticker };
  scene.exchange.run(nowMs, () => {
    if (move.kind === 'decrease')
      decreaseOrder(venue, account, { ...address, reduceBy: move.size });
    else if (move.kind === 'amend') {
      amendOrder(venue, account, {
        ...address,
        side: target.side,
        priceCentiCents: ((move.size % 99) + 1) * 100,
        countCentiContracts: target.filledCentiContracts + move.size,
      });
    }
  });
  if (move.kind === 'cancel') scene.exchange.cancelFor(accountId, target.orderId, nowMs);
}

function play(scene: Scene, steps: readonly Step[], after: (nowMs: number) => void): void {
  let nowMs = NOW_MS;
  for (const move of steps) {
    nowMs += 7;
    if (move.kind === 'place')
      scene.exchange.placeFor(MEMBERS[move.who] ?? TRADER, move.order, nowMs);
    else if (move.kind === 'wait') nowMs += move.ms;
    else if (move.kind === 'print') scene.exchange.publishIndex(move.usd, nowMs, nowMs);
    else if (move.kind === 'halt') {
      if (scene.exchange.market(TICKER)?.status !== 'active') continue;
      scene.exchange.faults.deactivate(TICKER, nowMs);
      scene.exchange.faults.activate(TICKER, nowMs);
    } else change(scene, move, nowMs);
    scene.exchange.advance(nowMs);
    after(nowMs);
  }
}

function freshScene(): Scene {
  const scene = makeScene();
  scene.exchange.createMarket(fifteenMarket(), NOW_MS);
  return scene;
}

const steps = fc.array(step, { minLength: 5, maxLength: 60 });

/** All money there is: what members hold, what backs open pairs, what fees took. */
function totalMicro(scene: Scene): number {
  const ledger = scene.exchange.ledgerSnapshot();
  const held = ledger.accounts.flatMap((account) => [
    ...Object.values(account.cashMicroByShard),
    ...Object.values(account.reservedMicroByShard),
  ]);
  const sum = [...held, ...Object.values(ledger.escrowMicroByTicker)].reduce((a, b) => a + b, 0);
  return sum + ledger.houseFeesMicro - ledger.depositedMicro;
}

test('no operation creates or destroys money, and the audit holds after each', () => {
  fc.assert(
    fc.property(steps, (moves) => {
      const scene = freshScene();
      play(scene, moves, () => {
        scene.exchange.audit();
        expect(totalMicro(scene)).toBe(0);
      });
      scene.exchange.advance(NOW_MS + 90_000_000);
      scene.exchange.audit();
      expect(scene.exchange.ledgerSnapshot().escrowMicroByTicker).toEqual({});
    }),
    { numRuns: 150 },
  );
});

/** Books rebuilt from deltas alone, per market and leg. */
function applyDelta(levels: Map<string, number>, event: ExchangeEvent): void {
  if (event.kind !== 'book_delta') return;
  const side = event.leg === 'yes' ? 'bid' : 'ask';
  const price = event.leg === 'yes' ? event.priceCentiCents : 10_000 - event.priceCentiCents;
  const key = `${event.ticker}:${side}:${price}`;
  const next = (levels.get(key) ?? 0) + event.deltaCentiContracts;
  expect(next).toBeGreaterThanOrEqual(0);
  if (next === 0) levels.delete(key);
  else levels.set(key, next);
}

test('deltas add up to the book and to the resting orders, and no level goes below zero', () => {
  fc.assert(
    fc.property(steps, (moves) => {
      const scene = freshScene();
      const levels = new Map<string, number>();
      scene.exchange.subscribe((event) => applyDelta(levels, event));
      play(scene, moves, () => {
        const rests = new Map<string, number>();
        for (const view of MEMBERS.flatMap((id) => scene.exchange.restingOrders(id))) {
          const key = `${view.ticker}:${view.side}:${view.priceCentiCents}`;
          rests.set(key, (rests.get(key) ?? 0) + view.remainingCentiContracts);
        }
        expect(new Map([...levels].sort())).toEqual(new Map([...rests].sort()));
      });
    }),
    { numRuns: 100 },
  );
});

test('at one price nobody trades before those who came earlier are done', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 2, maxLength: 8 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 160 }), (queue, taken) => {
      const scene = makeScene();
      queue.forEach((contracts, at) => {
        const maker = at % 2 === 0 ? MAKER : OTHER;
        const terms = {
          side: 'ask',
          clientOrderId: `q${at}`,
          countCentiContracts: contracts * 100,
        } as const;
        scene.place(maker, terms);
      });
      scene.place(TRADER, { countCentiContracts: taken * 100, timeInForce: 'immediate_or_cancel' });
      const fills = scene.events.flatMap((e) =>
        e.kind === 'fill' && !e.fill.isTaker ? [e.fill] : [],
      );
      const total = queue.reduce((a, b) => a + b, 0);
      expect(fills.map((fill) => fill.clientOrderId)).toEqual(fills.map((_, at) => `q${at}`));
      expect(fills.reduce((sum, fill) => sum + fill.countCentiContracts, 0)).toBe(
        Math.min(total, taken) * 100,
      );
      for (const [at, fill] of fills.slice(0, -1).entries()) {
        expect(fill.countCentiContracts).toBe((queue[at] ?? 0) * 100);
      }
    }),
  );
});

test('every subscription counts from one without a gap, whatever happens', () => {
  fc.assert(
    fc.property(steps, (moves) => {
      const scene = freshScene();
      const hub = createWsHub(scene.exchange, () => NOW_MS);
      const last = new Map<number, number>();
      const connection = hub.connect(accountOf(scene.exchange.venue, TRADER), (text) => {
        const { sid, seq } = JSON.parse(text);
        if (seq === undefined) return;
        expect(seq).toBe((last.get(sid) ?? 0) + 1);
        last.set(sid, seq);
      });
      const channels = [
        'orderbook_delta',
        'trade',
        'market_lifecycle_v2',
        'cfbenchmarks_value_5hz',
      ];
      const params = { channels, market_tickers: [TICKER, FIFTEEN], index_ids: ['BRTI'] };
      connection.receive(JSON.stringify({ id: 1, cmd: 'subscribe', params }), NOW_MS);
      play(scene, moves, (nowMs) => {
        const ask = { sid: 1, action: 'get_snapshot', market_tickers: [TICKER] };
        connection.receive(
          JSON.stringify({ id: 2, cmd: 'update_subscription', params: ask }),
          nowMs,
        );
      });
    }),
    { numRuns: 50 },
  );
});

test('an amend of the expiry alone, asked with the whole count, keeps price, place and size whatever filled before it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000 }),
      fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 4 }),
      fc.nat(4),
      (size, hits, before) => {
        const { exchange, place } = makeScene();
        const rest = { side: 'bid', priceCentiCents: 4_600 } as const;
        const ours = place(TRADER, { ...rest, countCentiContracts: size });
        if (!ours.ok) throw new Error('the bid was refused');
        place(MAKER, { ...rest, countCentiContracts: 10_000 });
        const { venue } = exchange;
        const expiresAtMs = NOW_MS + 100_000;
        let hitSoFar = 0;
        const renew = (): void =>
          exchange.run(NOW_MS + 50, () => {
            const answer = amendOrder(venue, accountOf(venue, TRADER), {
              ...{ orderId: ours.orderId, ticker: TICKER, expiresAtMs },
              ...{ ...rest, countCentiContracts: size },
            });
            expect(answer.ok).toBe(hitSoFar < size);
            if (answer.ok) expect(answer.hasCounts).toBe(false);
          });
        const sell = (countCentiContracts: number): void => {
          place(OTHER, { ...rest, side: 'ask', countCentiContracts });
          hitSoFar += countCentiContracts;
        };
        for (const [index, hit] of hits.entries()) {
          if (index === before) renew();
          sell(hit);
        }
        if (hits.length <= before) renew();
        const [left] = exchange.restingOrders(TRADER);
        // First in the queue before and after: every hit was ours until nothing was left, and never more than was asked.
        expect(size - (left?.remainingCentiContracts ?? 0)).toBe(Math.min(hitSoFar, size));
        expect(exchange.restingOrders(TRADER)).toHaveLength(hitSoFar < size ? 1 : 0);
        exchange.audit();
      },
    ),
    { numRuns: 200 },
  );
});
