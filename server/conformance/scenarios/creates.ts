// Creates: resting, refused, immediate, all-or-nothing. What the venue answers, and what came of the order.
import { price } from '#lib/domain/price.ts';
import { seeOrder, untilStatus } from '../account.ts';
import { type Answer, bodyOf, sayAnswer } from '../bench.ts';
import { judged, notTestable } from '../finding.ts';
import { NO_MARKET, type Quote, type Scenario, type Setting } from '../scenario.ts';

/** How long a read may lag a write before that itself is a finding. */
const READ_WITHIN_MS = 5_000;

/** Runs `work` over the market of this run, or says that there is none. */
function withQuote(work: (setting: Setting, quote: Quote) => ReturnType<Scenario['run']>) {
  return async (setting: Setting): ReturnType<Scenario['run']> => {
    const quote = await setting.quote();
    return quote === null ? notTestable(NO_MARKET) : work(setting, quote);
  };
}

function isRefused(answer: Answer, status: number, code: string): boolean {
  return answer.status === status && answer.code === code;
}

const restingOrder: Scenario = {
  id: 'create',
  title: 'a bid far from the market rests',
  section: '§4.1, §4.3',
  doubts: [14],
  expected:
    '201 with fill_count 0.00 and remaining_count 1.00; a read shows it resting at its price',
  run: withQuote(async ({ bench }, { ticker, lowest }) => {
    const { answer, placed } = await bench.create('a bid at the lowest price', {
      ticker,
      side: 'bid',
      price: lowest,
    });
    if (placed === null) return judged(false, sayAnswer(answer));
    const tookMs = await untilStatus(bench, placed, {
      status: 'resting',
      withinMs: READ_WITHIN_MS,
    });
    const seen = await seeOrder(bench, placed);
    await bench.cancel('cancel', placed);
    const rests = placed.filled === 0 && placed.remaining === 100 && seen?.price === lowest;
    return judged(
      rests && tookMs !== null,
      `${sayAnswer(answer)}, seen resting after ${tookMs ?? `more than ${READ_WITHIN_MS}`} ms`,
    );
  }),
};

const postOnlyCross: Scenario = {
  id: 'post-only-cross',
  title: 'a post-only order that would take',
  section: '§1.5, §4.6',
  doubts: [5],
  expected: '400 invalid_order (post only cross); not 201 and a cancel behind it',
  run: withQuote(async ({ bench }, { ticker, ask }) => {
    const { answer, placed } = await bench.create('a post-only bid at the ask', {
      ticker,
      side: 'bid',
      price: ask,
      change: { post_only: true },
    });
    if (placed === null) return judged(isRefused(answer, 400, 'invalid_order'), sayAnswer(answer));
    const cancelledMs = await untilStatus(bench, placed, { status: 'canceled', withinMs: 2_000 });
    if (cancelledMs === null) await bench.cancel('cancel', placed);
    return cancelledMs === null
      ? notTestable('the ask moved away: the order rested')
      : judged(false, `201 and cancelled within ${cancelledMs} ms`);
  }),
};

const iocWithout: Scenario = {
  id: 'ioc-without-volume',
  title: 'immediate-or-cancel with nobody to trade with',
  section: '§4.1',
  doubts: [],
  expected: '201 with fill_count 0.00 and remaining_count 0.00; the order is canceled',
  run: withQuote(async ({ bench }, { ticker, lowest }) => {
    const { answer, placed } = await bench.create('an IOC bid at the lowest price', {
      ticker,
      side: 'bid',
      price: lowest,
      timeInForce: 'immediate_or_cancel',
    });
    if (placed === null) return judged(false, sayAnswer(answer));
    const tookMs = await untilStatus(bench, placed, {
      status: 'canceled',
      withinMs: READ_WITHIN_MS,
    });
    const { filled, remaining } = placed;
    return judged(
      filled === 0 && remaining === 0 && tookMs !== null,
      `${sayAnswer(answer)}, filled ${filled / 100}, remaining ${remaining / 100}, ${tookMs === null ? 'never seen canceled' : 'canceled'}`,
    );
  }),
};

const fokWithout: Scenario = {
  id: 'fok-without-volume',
  title: 'fill-or-kill with nobody to trade with',
  section: '§4.1',
  doubts: [5, 13],
  expected: '400 invalid_order; nothing fills',
  run: withQuote(async ({ bench }, { ticker, lowest }) => {
    const { answer, placed } = await bench.create('a FOK bid at the lowest price', {
      ticker,
      side: 'bid',
      price: lowest,
      timeInForce: 'fill_or_kill',
    });
    const filled = placed === null ? '' : `, filled ${placed.filled / 100}`;
    return judged(isRefused(answer, 400, 'invalid_order'), `${sayAnswer(answer)}${filled}`);
  }),
};

const fokWith: Scenario = {
  id: 'fok-with-volume',
  title: 'fill-or-kill against the best ask',
  section: '§4.1',
  doubts: [5],
  expected: '201 with fill_count 1.00 at the ask or better',
  run: withQuote(async ({ bench }, { ticker, ask }) => {
    const { answer, placed } = await bench.create('a FOK bid at the ask', {
      ticker,
      side: 'bid',
      price: ask,
      timeInForce: 'fill_or_kill',
    });
    if (placed === null && isRefused(answer, 400, 'invalid_order'))
      return notTestable('the ask had gone before the order came');
    return judged(
      placed?.filled === 100,
      `${sayAnswer(answer)}, filled ${(placed?.filled ?? 0) / 100} at ${priceIn(answer)}`,
    );
  }),
};

/** The average price a create's answer tells, as it stands there. */
function priceIn(answer: Answer): string {
  const body = bodyOf(answer);
  if (typeof body !== 'object' || body === null || !('average_fill_price' in body))
    return 'no price';
  return String(body.average_fill_price);
}

/** Bodies the venue must not take, and what it says. */
const REFUSED: readonly (readonly [string, (quote: Quote) => object, number, string])[] = [
  ['a number where a string belongs', () => ({ count: 1 }), 400, 'bad_request'],
  ['a price off the grid', () => ({ price: '0.00005' }), 400, 'invalid_price'],
  ['reduce_only on an order that rests', () => ({ reduce_only: true }), 400, 'invalid_order'],
  ['an expiry in the past', () => ({ expiration_time: 1_700_000_000 }), 400, 'invalid_order'],
];

const refusals: Scenario = {
  id: 'refusals',
  title: 'bodies that are no order, and the words for them',
  section: '§1.5, §2',
  doubts: [13],
  expected: '400 bad_request for a number, invalid_price off the grid, invalid_order otherwise',
  run: withQuote(async ({ bench }, quote) => {
    const said: string[] = [];
    let isSame = true;
    for (const [what, change, status, code] of REFUSED) {
      const { answer, placed } = await bench.create(what, {
        ticker: quote.ticker,
        side: 'bid',
        price: quote.lowest,
        change: { ...change(quote) },
      });
      if (placed !== null) await bench.cancel('cancel', placed);
      isSame &&= isRefused(answer, status, code);
      said.push(`${what}: ${sayAnswer(answer)}`);
    }
    return judged(isSame, said.join('; '));
  }),
};

const selfTrade: Scenario = {
  id: 'self-trade',
  title: 'an order that meets one of our own (taker_at_cross)',
  section: '§4.6',
  doubts: [],
  expected: '201 with nothing filled and nothing remaining; the resting order stands',
  async run({ bench, wideQuote }) {
    const quote = await wideQuote();
    if (quote === null) return notTestable('no spread is wide enough to be alone at a price');
    const { ticker } = quote;
    const inside = price(quote.bid + quote.step);
    const rest = await bench.create('a bid inside the spread', {
      ticker,
      side: 'bid',
      price: inside,
      change: { post_only: true },
    });
    if (rest.placed === null) return notTestable(`no bid inside: ${sayAnswer(rest.answer)}`);
    const meet = await bench.create('an IOC ask at the same price', {
      ticker,
      side: 'ask',
      price: inside,
      timeInForce: 'immediate_or_cancel',
    });
    const own = await seeOrder(bench, rest.placed);
    await bench.cancel('cancel', rest.placed);
    if (meet.placed?.filled === 100) return notTestable('somebody else bought before we met');
    if (own?.filled !== 0) return notTestable('the resting order filled with somebody else');
    return judged(
      meet.placed?.filled === 0 && meet.placed.remaining === 0 && own.status === 'resting',
      `${sayAnswer(meet.answer)}, filled ${(meet.placed?.filled ?? 0) / 100}; the resting order is ${own.status}`,
    );
  },
};

export const CREATES: readonly Scenario[] = [
  restingOrder,
  postOnlyCross,
  iocWithout,
  fokWithout,
  fokWith,
  refusals,
  selfTrade,
];
