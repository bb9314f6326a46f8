// Creates: resting, refused, immediate, all-or-nothing. What the venue answers, and what came of the order.
import { seeOrder, untilStatus } from '../account.ts';
import { type Answer, bodyOf, sayAnswer } from '../answer.ts';
import { judged, notTestable } from '../finding.ts';
import { NO_MARKET, type Quote, type Scenario, type Setting } from '../scenario.ts';

/** How long a read may lag a write before that itself is a finding. */
const READ_WITHIN_MS = 5_000;

/** Runs `work` over the market of this run, or says that there is none. */
export function withQuote(work: (setting: Setting, quote: Quote) => ReturnType<Scenario['run']>) {
  return async (setting: Setting): ReturnType<Scenario['run']> => {
    const quote = await setting.quote();
    return quote === null ? notTestable(NO_MARKET) : work(setting, quote);
  };
}

export function isRefused(answer: Answer, status: number, code: string): boolean {
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

export const CREATES: readonly Scenario[] = [
  restingOrder,
  postOnlyCross,
  iocWithout,
  fokWithout,
  fokWith,
];
