// The venue as a whole: how wrong a clock may be, and the cancel that takes everything.
import { wallMs } from '#lib/domain/instant.ts';
import { untilStatus } from '../account.ts';
import { sayAnswer } from '../answer.ts';
import { createBench, ORDERS, type Placed } from '../bench.ts';
import { judged, notTestable } from '../finding.ts';
import { NO_MARKET, type Scenario } from '../scenario.ts';

const OFFSETS_S = [-60, -30, -10, -5, 5, 10, 30, 60] as const;
/** Within this the venue must take us, beyond the other it must not; between, it may (kalshi-api §1.2). */
const GOOD_S = 5;
const BAD_S = 30;
/** How long an order placed right after a cancel-all is watched. */
const SHADOW_WATCH_MS = 8_000;

const clockTolerance: Scenario = {
  id: 'clock',
  title: 'signatures with a clock that is wrong',
  section: '§1.2',
  doubts: [2],
  expected: 'five seconds either way are accepted; a minute is 401 header_timestamp_expired',
  async run({ bench }) {
    const { options } = bench;
    const accepted: number[] = [];
    let isSame = true;
    for (const seconds of OFFSETS_S) {
      const wall = () => wallMs(options.clock.wall() + seconds * 1_000);
      const wrong = createBench({ ...options, clock: { ...options.clock, wall } });
      const answer = await wrong.send('balance', { method: 'GET', path: '/portfolio/balance' });
      const isIn = answer.status === 200;
      if (isIn) accepted.push(seconds);
      await bench.send(`checked ${seconds} s: ${sayAnswer(answer)}`, {
        method: 'GET',
        path: '/exchange/status',
      });
      if (Math.abs(seconds) <= GOOD_S) isSame &&= isIn;
      if (Math.abs(seconds) > BAD_S) isSame &&= answer.code === 'header_timestamp_expired';
    }
    return judged(
      isSame,
      `accepted at ${accepted.map((each) => `${each} s`).join(', ') || 'none'}`,
    );
  },
};

const cancelAll: Scenario = {
  id: 'cancel-all',
  title: 'the cancel that takes every order, and one placed right behind it',
  section: '§4.2',
  doubts: [],
  expected: '204; both orders canceled; one placed right behind it may be cancelled, too',
  async run({ bench, quote }) {
    const market = await quote();
    if (market === null) return notTestable(NO_MARKET);
    const terms = { ticker: market.ticker, side: 'bid' } as const;
    const two: Placed[] = [];
    for (const at of [market.lowest, market.second]) {
      const { placed } = await bench.create('a resting bid', { ...terms, price: at });
      if (placed !== null) two.push(placed);
    }
    if (two.length < 2) return notTestable('no two orders would rest');
    const answer = await bench.send('cancel all', { method: 'DELETE', path: ORDERS, urgent: true });
    const gone = await Promise.all(
      two.map((placed) => untilStatus(bench, placed, { status: 'canceled', withinMs: 5_000 })),
    );
    const behind = await bench.create('a bid right behind it', { ...terms, price: market.lowest });
    const swept =
      behind.placed === null
        ? null
        : await untilStatus(bench, behind.placed, {
            status: 'canceled',
            withinMs: SHADOW_WATCH_MS,
          });
    if (behind.placed !== null && swept === null) await bench.cancel('cancel', behind.placed);
    const resting = await bench.orders.restingOrders();
    const left = resting.ok ? String(resting.value.length) : 'an unknown number of';
    return judged(
      answer.status === 204 && gone.every((ms) => ms !== null) && left === '0',
      `${sayAnswer(answer)}; the one behind it was ${swept === null ? `not swept within ${SHADOW_WATCH_MS / 1_000} s` : `swept after ${swept} ms`}; ${left} resting at the end`,
    );
  },
};

export const VENUE_SCENARIOS: readonly Scenario[] = [clockTolerance];
/** Last of all: what it does to orders placed within the next minute would spoil whatever came after it. */
export const LAST_SCENARIOS: readonly Scenario[] = [cancelAll];
