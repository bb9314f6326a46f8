// Fills that come twice, late, out of order or not at all over the stream: is each booked once. In: how many. Out: counts.
import { accountOf } from '#server/simulator/kalshi/venue.ts';
import type { Counted } from './ambiguous-creates.ts';
import { DESK_MOST, type ExecutionDesk, openDesk } from './execution-desk.ts';
import { TRADER } from './venue-side.ts';

const MARKETS = 20;
const ROUNDS = 6;
const FILLS_A_ROUND = 25;
const READ_MS = 5_000;

/** An order of ours in every market, eaten in small bites while the stream misbehaves. */
async function round(desk: ExecutionDesk, isBuying: boolean): Promise<void> {
  const { time, tickers } = desk;
  const [ours, theirs] = isBuying ? (['bid', 'ask'] as const) : (['ask', 'bid'] as const);
  for (const ticker of tickers)
    desk.send({ ticker, side: ours, price: 5_000, count: DESK_MOST, restsMs: 60_000 });
  await time.runUntil(time.nowMs() + 500);
  for (let bite = 0; bite < FILLS_A_ROUND; bite++) {
    for (const ticker of tickers)
      desk.others({
        ...{ ticker, side: theirs, price: 5_000, count: DESK_MOST / FILLS_A_ROUND, restsMs: null },
      });
    await time.runUntil(time.nowMs() + 150);
    if (bite % 8 === 0) desk.read();
  }
  await time.runUntil(time.nowMs() + READ_MS);
}

/** Makes at least `wanted` fills; none dropped and none doubled is clean. */
export async function countShuffledFills(wanted: number): Promise<Counted> {
  let fills = 0;
  let dropped = 0;
  let doubled = 0;
  let frames = 0;
  for (let venue = 0; fills < wanted; venue++) {
    const desk = await openDesk({
      ...{ seed: `fills/${venue}`, markets: MARKETS, withStream: true },
    });
    desk.weather.isRough = true;
    desk.weather.set('frames', true);
    for (let i = 0; i < ROUNDS; i++) await round(desk, i % 2 === 0);
    desk.weather.calm();
    for (let i = 0; i < 3; i++) {
      desk.read();
      await desk.time.runUntil(desk.time.nowMs() + READ_MS);
    }
    const made = accountOf(desk.venue.exchange.venue, TRADER).fills;
    fills += made.length;
    for (const { tradeId, orderId } of made)
      if (!desk.ledger.booked.has(`fill:${tradeId}:${orderId}`)) dropped += 1;
    doubled += desk.bookedTwice() + Math.max(0, desk.ledger.booked.size - made.length);
    for (const [kind, times] of desk.weather.counts) if (kind.startsWith('frame')) frames += times;
  }
  return {
    isClean: dropped === 0 && doubled === 0,
    text: `${fills} fills, ${frames} frames lost, doubled or overtaken: ${dropped} dropped, ${doubled} doubled`,
  };
}
