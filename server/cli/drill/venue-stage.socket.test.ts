// The stage on a real exchange, played against the simulated one: what it measures, and that nothing is ever left there.
import { afterEach, describe, expect, test } from 'vitest';
import { KILL_LEVELS } from '#lib/domain/kill.ts';
import { price } from '#lib/domain/price.ts';
import { ok, unwrap } from '#lib/result.ts';
import { type SendHttp, sendByFetch } from '#server/adapters/kalshi/http-send.ts';
import type { KalshiOptions } from '#server/adapters/kalshi/options.ts';
import { openSocket } from '#server/adapters/kalshi/ws-socket.ts';
import { createBench } from '#server/conformance/bench.ts';
import { bestPrices } from '#server/conformance/markets.ts';
import { type SimulatedVenue, startSimulatedVenue } from '#server/conformance/simulated-venue.ts';
import type { Timers } from '#server/ports/timers.ts';
import { isRehearsed } from './drill-level.ts';
import { runDrill } from './run-drill.ts';
import { openVenueStage } from './venue-stage.ts';
import { worstCase } from './worst-case.ts';

/** How often a rehearsal looks whether the kill is confirmed. */
const LOOK_MS = 5;
const CREATE = '/portfolio/events/orders';

let venue: SimulatedVenue | null = null;
afterEach(async () => {
  await venue?.stop();
  venue = null;
});

async function startVenue(): Promise<SimulatedVenue> {
  venue = await startSimulatedVenue();
  // The shadow of a cancel-all is proven elsewhere; here no drill waits for its end.
  venue.faults.cancelAllShadowMs = 0;
  venue.faults.readLagMs = 300;
  // The makers quote from the first second on.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  return venue;
}

function through(options: KalshiOptions, http: SendHttp): KalshiOptions {
  return { ...options, network: { http, openSocket } };
}

const TERMS = { orders: 10, shadowMs: 0, tell: () => undefined };

/** Resting orders, groups and contracts of the account, read by somebody else once every read has caught up. */
async function accountOf({ options }: SimulatedVenue) {
  const bench = createBench(options);
  await bench.pause(600);
  const groups = await bench.send('groups', { method: 'GET', path: '/portfolio/order_groups' });
  const account = await bench.orders.account(0, bench.shard);
  const held = account.complete ? account.positions.filter((row) => row.position !== 0) : ['?'];
  return {
    resting: unwrap(await bench.orders.restingOrders()),
    groups: JSON.parse(groups.text),
    held,
  };
}

const EMPTY = { resting: [], groups: {}, held: [] };

describe('drill at an exchange', () => {
  test('F71 F74 every level passes on the exchange as it is, and the account is as it was', async () => {
    const at = await startVenue();
    const place = await openVenueStage(at.options, TERMS);
    expect(place.latencyMs).toBeGreaterThan(0);
    expect(place.errorShare).toBe(0);
    const report = await runDrill(place, { levels: KILL_LEVELS, runs: 1 }, () => undefined);
    expect(report).toMatchObject({ broke: null, leftBehind: [] });
    const results = report.outcomes.filter(isRehearsed);
    expect(results).toMatchObject(
      KILL_LEVELS.map((level) => ({ level, venue: 'demo', orders: 10, runs: 1 })),
    );
    for (const { level, gateClosedMs, zeroOrdersMs, flatMs } of results) {
      // What the figures are is the drill's to say; a busy machine is no failure of this test.
      expect(gateClosedMs).toBeLessThan(500);
      expect(zeroOrdersMs).toBeLessThan(5_000);
      expect(flatMs !== null).toBe(level === 'flatten');
    }
    expect(await accountOf(at)).toEqual(EMPTY);
  }, 120_000);

  test('F29 F30 a bid without an answer ends the set-up, and the bid itself is taken back with the rest', async () => {
    const at = await startVenue();
    let creates = 0;
    const options = through(at.options, async (request) => {
      const reply = await sendByFetch(request);
      if (request.method !== 'POST' || !request.url.endsWith(CREATE)) return reply;
      creates += 1;
      // The exchange has the order; we never hear of it.
      if (creates === 5) throw new Error('the connection broke');
      return reply;
    });
    const place = await openVenueStage(options, TERMS);
    const report = await runDrill(place, { levels: ['flatten'], runs: 1 }, () => undefined);
    expect(report.outcomes).toEqual([
      { level: 'flatten', notRehearsed: expect.stringContaining('bid 4 of 10: no answer') },
    ]);
    expect(report.leftBehind).toEqual([]);
    expect(await accountOf(at)).toEqual(EMPTY);
  }, 60_000);

  test('a rehearsal that breaks in the middle leaves neither orders nor groups nor the contract', async () => {
    const at = await startVenue();
    const place = await openVenueStage(at.options, TERMS);
    const broken = {
      ...place,
      async set(...level: Parameters<typeof place.set>) {
        const stage = unwrap(await place.set(...level));
        let looks = 0;
        const timers: Timers = {
          ...stage.timers,
          after(ms, run) {
            looks += ms === LOOK_MS ? 1 : 0;
            // The kill is under way when the rehearsal looks for the third time.
            if (ms === LOOK_MS && looks === 3) throw new Error('the drill broke');
            return stage.timers.after(ms, run);
          },
        };
        return ok({ ...stage, timers });
      },
    };
    const report = await runDrill(broken, { levels: ['flatten'], runs: 1 }, () => undefined);
    expect(report).toEqual({ outcomes: [], leftBehind: [], broke: 'the drill broke' });
    expect(await accountOf(at)).toEqual(EMPTY);
    expect(await place.close()).toEqual([]);
  }, 60_000);

  test('a run in which a bid was taken is not counted, and what came by it is sold again', async () => {
    const at = await startVenue();
    const place = await openVenueStage(at.options, { ...TERMS, orders: 2 });
    const taken = {
      ...place,
      async set(...level: Parameters<typeof place.set>) {
        const stage = await place.set(...level);
        const bench = createBench(at.options);
        const { ticker } = unwrap(stage);
        const best = await bestPrices(bench, ticker);
        const terms = { ticker, side: 'bid', timeInForce: 'immediate_or_cancel' } as const;
        await bench.create('a fill', { ...terms, price: best?.ask ?? price(0) });
        return stage;
      },
    };
    const report = await runDrill(taken, { levels: ['kill'], runs: 1 }, () => undefined);
    expect(report.outcomes).toEqual([
      { level: 'kill', notRehearsed: expect.stringMatching(/^1 contracts of KXBTC/) },
    ]);
    expect(report.leftBehind).toEqual([]);
    expect(await accountOf(at)).toEqual(EMPTY);
  }, 60_000);

  test('what cannot be taken back is named', async () => {
    const at = await startVenue();
    let isOver = false;
    const options = through(at.options, (request) =>
      isOver && request.method !== 'GET'
        ? Promise.reject(new Error('the connection broke'))
        : sendByFetch(request),
    );
    const place = await openVenueStage(options, { ...TERMS, orders: 2 });
    unwrap(await place.set('flatten'));
    isOver = true;
    const left = await place.close();
    expect(left).toEqual([
      expect.stringMatching(/^group .+: no answer/),
      expect.stringMatching(/^order .+ rests in KXBTC/),
      expect.stringMatching(/^order .+ rests in KXBTC/),
      expect.stringMatching(/^KXBTC.+: 1 contracts held/),
    ]);
  }, 60_000);

  test('a flatten without anybody to trade with is not rehearsed, the other levels are', async () => {
    const at = await startVenue();
    const options = through(at.options, async (request) => {
      const reply = await sendByFetch(request);
      const text = reply.text
        .replace(/"yes_bid_dollars":"[^"]*"/g, '"yes_bid_dollars":"0.0000"')
        .replace(/"yes_dollars":\[[^\]]*\](,\[[^\]]*\])*\]/g, '"yes_dollars":[]');
      return request.url.includes('/markets') ? { ...reply, text } : reply;
    });
    const place = await openVenueStage(options, { ...TERMS, orders: 3 });
    const levels = ['reduce-only', 'flatten'] as const;
    const { outcomes, leftBehind } = await runDrill(place, { levels, runs: 1 }, () => undefined);
    expect(outcomes).toMatchObject([
      { level: 'reduce-only', isPassed: true },
      { level: 'flatten', notRehearsed: expect.stringContaining('nobody is on both sides') },
    ]);
    expect(leftBehind).toEqual([]);
    expect(await accountOf(at)).toEqual(EMPTY);
  }, 60_000);

  test('an account where somebody else has orders is not drilled on, and keeps them', async () => {
    const at = await startVenue();
    const other = await openVenueStage(at.options, { ...TERMS, orders: 2 });
    unwrap(await other.set('pause'));
    await expect(openVenueStage(at.options, TERMS)).rejects.toThrow(
      '2 orders rest on this account',
    );
    expect(await other.resting()).toBe(2);
    expect(await other.close()).toEqual([]);
  }, 60_000);

  test('F119 after a cancel-all the next stage waits until its orders are safe from it', async () => {
    const at = await startVenue();
    at.faults.cancelAllShadowMs = 4_000;
    const lines: string[] = [];
    const terms = { orders: 2, shadowMs: 5_000, tell: (line: string) => lines.push(line) };
    const place = await openVenueStage(at.options, terms);
    const plan = { levels: ['kill', 'pause'], runs: 1 } as const;
    const { outcomes } = await runDrill(place, plan, () => undefined);
    expect(outcomes.every(isRehearsed)).toBe(true);
    expect(lines).toEqual([expect.stringMatching(/^waiting \d s: a cancel-all/)]);
    expect(await accountOf(at)).toEqual(EMPTY);
  }, 60_000);

  test('the worst case counts every bid of every level, and the contract only for a flatten', () => {
    expect(worstCase(KILL_LEVELS, { orders: 10, runs: 1 })).toBe(1_840_000);
    expect(worstCase(['kill'], { orders: 50, runs: 2 })).toBe(2_000_000);
  });
});
