// What the venue must not do: take a body that is no order, or let an order of ours trade with another of ours.
import { price } from '#lib/domain/price.ts';
import { seeOrder } from '../account.ts';
import { sayAnswer } from '../answer.ts';
import { judged, notTestable, type Outcome } from '../finding.ts';
import type { Quote, Scenario, Setting } from '../scenario.ts';
import { isRefused, withQuote } from './creates.ts';

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

/** Others trade at that price, too: so often a meeting is arranged before it is given up. */
const MEETINGS = 4;

async function meetOurselves({ bench, wideQuote }: Setting): Promise<Outcome> {
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
}

const selfTrade: Scenario = {
  id: 'self-trade',
  title: 'an order that meets one of our own (taker_at_cross)',
  section: '§4.6',
  doubts: [],
  expected: '201 with nothing filled and nothing remaining; the resting order stands',
  async run(setting) {
    let met = await meetOurselves(setting);
    for (let tries = 1; met.verdict === 'not testable' && tries < MEETINGS; tries++)
      met = await meetOurselves(setting);
    return met;
  },
};

export const REFUSALS: readonly Scenario[] = [refusals, selfTrade];
