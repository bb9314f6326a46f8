// Creates without a clear answer, one by one: how many of them became two orders, and was each told right. In: how many. Out: counts.
import { mayStillFill } from '#lib/domain/order.ts';
import { accountOf } from '#server/simulator/kalshi/venue.ts';
import { type ExecutionDesk, openDesk } from './execution-desk.ts';
import { TRADER } from './venue-side.ts';

export interface Counted {
  readonly isClean: boolean;
  readonly text: string;
}

const MARKETS = 50;
/** Rounds on one venue; then a fresh one, because its listings grow. */
const ROUNDS = 20;
const READ_MS = 5_000;
const MOST_READINGS = 30;

/** One create in every market, then readings until none is in doubt. One in doubt blocks its market, so one a market. */
async function round(desk: ExecutionDesk): Promise<void> {
  const { time, rng, tickers } = desk;
  for (const ticker of tickers) {
    const rests = rng.chance(0.5);
    if (!rests) desk.others({ ticker, side: 'ask', price: 5_000, count: 100, restsMs: 1 });
    desk.send({
      ...{ ticker, side: 'bid', price: rests ? 1_000 : 5_000, count: 100 },
      restsMs: rests ? 100_000 : null,
    });
    await time.runUntil(time.nowMs() + 20);
  }
  for (let reading = 0; reading < MOST_READINGS; reading++) {
    await time.runUntil(time.nowMs() + READ_MS);
    desk.read();
    const open = [...desk.orders.tracked.values()].some(({ order }) => mayStillFill(order.state));
    if (!open) return;
  }
}

interface Found {
  creates: number;
  placed: number;
  duplicates: number;
  unresolved: number;
  wrong: number;
}

function judge(desk: ExecutionDesk, found: Found): void {
  const theirs = new Map<string, number>();
  for (const { clientOrderId, filled } of accountOf(desk.venue.exchange.venue, TRADER).orders) {
    if (theirs.has(clientOrderId)) found.duplicates += 1;
    theirs.set(clientOrderId, (theirs.get(clientOrderId) ?? 0) + filled);
  }
  found.creates += desk.orders.tracked.size;
  found.placed += theirs.size;
  for (const [id, { order }] of desk.orders.tracked) {
    if (mayStillFill(order.state)) found.unresolved += 1;
    if (order.filled !== (theirs.get(id) ?? 0)) found.wrong += 1;
  }
}

/** Sends at least `wanted` creates whose answer is lost, late or broken; 0 duplicates, 0 wrongly told is clean. */
export async function countAmbiguousCreates(wanted: number): Promise<Counted> {
  const found: Found = { creates: 0, placed: 0, duplicates: 0, unresolved: 0, wrong: 0 };
  for (let venue = 0; found.creates < wanted; venue++) {
    const desk = await openDesk({
      ...{ seed: `ambiguous/${venue}`, markets: MARKETS, withStream: false },
    });
    desk.weather.doubtsEveryCreate = true;
    for (let i = 0; i < ROUNDS; i++) await round(desk);
    judge(desk, found);
  }
  const { creates, placed, duplicates, unresolved, wrong } = found;
  return {
    isClean: duplicates === 0 && unresolved === 0 && wrong === 0,
    text:
      `${creates} ambiguous creates: ${placed} reached the venue, ${duplicates} duplicate orders, ` +
      `${unresolved} never resolved, ${wrong} with other fills than the venue's`,
  };
}
