// Changes to an order that rests: the same id again, amend, renew, decrease, cancel twice, cancel on the wrong shard.
import { count, countToWire } from '#lib/domain/count.ts';
import { priceToWire } from '#lib/domain/price.ts';
import { aheadOf, seeOrder, untilStatus } from '../account.ts';
import { type Answer, sayAnswer } from '../answer.ts';
import { type Bench, ORDERS, type Placed } from '../bench.ts';
import { judged, notTestable, type Outcome } from '../finding.ts';
import { NO_MARKET, type Quote, type Scenario } from '../scenario.ts';

/** Runs `work` with an order of ours that rests at the lowest price; whatever is left of it is cancelled. */
function withResting(
  work: (bench: Bench, placed: Placed, quote: Quote) => Promise<Outcome>,
): Scenario['run'] {
  return async ({ bench, quote }) => {
    const market = await quote();
    if (market === null) return notTestable(NO_MARKET);
    const { answer, placed } = await bench.create('a bid at the lowest price', {
      ticker: market.ticker,
      side: 'bid',
      price: market.lowest,
    });
    if (placed === null) return notTestable(`no resting order: ${sayAnswer(answer)}`);
    const outcome = await work(bench, placed, market);
    const left = await seeOrder(bench, placed);
    if (left?.status === 'resting') await bench.cancel('cancel', placed);
    return outcome;
  };
}

const isExisting = (answer: Answer): boolean =>
  answer.status === 409 && answer.code === 'order_already_exists';

const duplicate: Scenario = {
  id: 'duplicate-id',
  title: 'the same client order id again: while it rests, and after its cancel',
  section: '§4.6',
  doubts: [4],
  expected: '409 order_already_exists both times, without an order in the body',
  run: withResting(async (bench, placed, { ticker, lowest }) => {
    const terms = { ticker, side: 'bid', price: lowest } as const;
    const { clientOrderId } = placed;
    const open = await bench.create('the same id while it rests', { ...terms, clientOrderId });
    await bench.cancel('cancel', placed);
    await untilStatus(bench, placed, { status: 'canceled', withinMs: 5_000 });
    const closed = await bench.create('the same id after its cancel', { ...terms, clientOrderId });
    for (const { placed: second } of [open, closed])
      if (second !== null) await bench.cancel('cancel the second order', second);
    return judged(
      isExisting(open.answer) && isExisting(closed.answer),
      `while resting ${sayAnswer(open.answer)}; after the cancel ${sayAnswer(closed.answer)}`,
    );
  }),
};

const filledAgain: Scenario = {
  id: 'filled-id',
  title: 'the client order id of an order that filled, sent again',
  section: '§4.6',
  doubts: [4],
  expected: '409 order_already_exists: a second order never comes of it',
  async run({ bench, quote }) {
    const market = await quote();
    if (market === null) return notTestable(NO_MARKET);
    const { ticker } = market;
    const terms = { ticker, side: 'bid', timeInForce: 'immediate_or_cancel' } as const;
    const first = await bench.create('an IOC bid at the ask', { ...terms, price: market.ask });
    if (first.placed?.filled !== 100)
      return notTestable(`it did not fill: ${sayAnswer(first.answer)}`);
    // At the lowest price: if the venue takes the id after all, nothing trades.
    const again = await bench.create('the same id at the lowest price', {
      ...terms,
      price: market.lowest,
      clientOrderId: first.placed.clientOrderId,
    });
    return judged(isExisting(again.answer), sayAnswer(again.answer));
  },
};

const amend: Scenario = {
  id: 'amend',
  title: 'a new price for a resting order',
  section: '§4.2',
  doubts: [],
  expected: '200 under the same order id; a read shows the new price',
  run: withResting(async (bench, placed, { ticker, second }) => {
    const answer = await bench.send('amend to one step higher', {
      method: 'POST',
      path: `${ORDERS}/${placed.venueOrderId}/amend`,
      body: {
        ticker,
        side: 'bid',
        price: priceToWire(second),
        count: '1.00',
        exchange_index: bench.shard,
      },
      shard: bench.shard,
    });
    await bench.pause(1_000);
    const seen = await seeOrder(bench, placed);
    return judged(
      answer.status === 200 && seen?.status === 'resting' && seen.price === second,
      `${sayAnswer(answer)}; read back at ${seen === null ? 'no price' : priceToWire(seen.price)}`,
    );
  }),
};

/** First life of the order that is renewed, and the second asked for, in seconds. */
const [FIRST_LIFE, SECOND_LIFE] = [8, 60];

const secondsFromNow = ({ options }: Bench, seconds: number): number =>
  Math.floor(options.clock.wall() / 1_000) + seconds;

/** Asks for a later expiry as the engine does: the whole order as it stands, and nothing else changed. */
function renewed(bench: Bench, { venueOrderId, ticker }: Placed, { lowest }: Quote) {
  return bench.send('amend of the expiry alone', {
    method: 'POST',
    path: `${ORDERS}/${venueOrderId}/amend`,
    body: {
      ...{ ticker, side: 'bid', price: priceToWire(lowest), count: '1.00' },
      ...{ expiration_time: secondsFromNow(bench, SECOND_LIFE), exchange_index: bench.shard },
    },
    shard: bench.shard,
  });
}

const renew: Scenario = {
  id: 'renew',
  title: 'a later expiry and nothing else, with another order behind it',
  section: '§4.2',
  doubts: [],
  expected: '200; the place in the queue and the counts stay, and it outlives its first expiry',
  async run({ bench, quote }) {
    const market = await quote();
    if (market === null) return notTestable(NO_MARKET);
    const terms = { ticker: market.ticker, side: 'bid', price: market.lowest } as const;
    const change = { expiration_time: secondsFromNow(bench, FIRST_LIFE) };
    const { answer, placed } = await bench.create('a bid of a short life', { ...terms, change });
    if (placed === null) return notTestable(`no resting order: ${sayAnswer(answer)}`);
    const behind = await bench.create('a second bid behind it', terms);
    const before = await aheadOf(bench, placed);
    const reply = await renewed(bench, placed, market);
    const after = await aheadOf(bench, placed);
    await bench.pause((FIRST_LIFE + 2) * 1_000);
    const seen = await seeOrder(bench, placed);
    for (const each of [placed, behind.placed])
      if (each !== null) await bench.cancel('cancel', each);
    // Others ahead may leave meanwhile; the order behind ours would come before it if the place were lost.
    const keptPlace = before !== null && after !== null && after <= before;
    const keptCounts = seen?.filled === 0 && seen.remaining === 100;
    return judged(
      reply.status === 200 && keptPlace && keptCounts && seen.status === 'resting',
      `${sayAnswer(reply)}; ${before ?? '?'} ahead before and ${after ?? '?'} after; then ${seen?.status ?? 'not shown'}`,
    );
  },
};

function decreaseBy(bench: Bench, placed: Placed, change: object): Promise<Answer> {
  return bench.send(`decrease ${JSON.stringify(change)}`, {
    method: 'POST',
    path: `${ORDERS}/${placed.venueOrderId}/decrease`,
    body: { ...change, exchange_index: bench.shard, market_ticker: placed.ticker },
    shard: bench.shard,
  });
}

const decrease: Scenario = {
  id: 'decrease',
  title: 'a resting order made smaller, then nothing',
  section: '§4.2',
  doubts: [],
  expected: '200 with remaining_count 0.50, then 200 and the order is canceled',
  run: withResting(async (bench, placed) => {
    const half = await decreaseBy(bench, placed, { reduce_by: countToWire(count(50)) });
    await bench.pause(1_000);
    const after = await seeOrder(bench, placed);
    const none = await decreaseBy(bench, placed, { reduce_to: '0.00' });
    const gone = await untilStatus(bench, placed, { status: 'canceled', withinMs: 5_000 });
    return judged(
      half.status === 200 && after?.remaining === 50 && none.status === 200 && gone !== null,
      `by half ${sayAnswer(half)}, ${(after?.remaining ?? 0) / 100} left; to nothing ${sayAnswer(none)}, ${gone === null ? 'still there' : 'canceled'}`,
    );
  }),
};

const cancelTwice: Scenario = {
  id: 'cancel-twice',
  title: 'a cancel, and the same cancel again',
  section: '§1.5, §4.2',
  doubts: [13],
  expected: '200, then 404 not_found',
  run: withResting(async (bench, placed) => {
    const first = await bench.cancel('cancel', placed);
    const second = await bench.cancel('cancel again', placed);
    return judged(
      first.status === 200 && second.status === 404 && second.code === 'not_found',
      `${sayAnswer(first)}, then ${sayAnswer(second)}`,
    );
  }),
};

const cancelElsewhere: Scenario = {
  id: 'cancel-without-shard',
  title: 'a cancel that names neither shard nor market',
  section: '§1.6',
  doubts: [14],
  expected: '404 not_found while the order goes on resting: 404 is never "gone"',
  run: withResting(async (bench, placed) => {
    const answer = await bench.cancel('cancel without shard', placed, {});
    await bench.pause(1_000);
    const seen = await seeOrder(bench, placed);
    return judged(
      answer.status === 404 && seen?.status === 'resting',
      `${sayAnswer(answer)}; the order is ${seen?.status ?? 'not shown'}`,
    );
  }),
};

export const CHANGES: readonly Scenario[] = [
  duplicate,
  filledAgain,
  amend,
  renew,
  decrease,
  cancelTwice,
  cancelElsewhere,
];
