// The account: netting of YES and NO, what a resting order reserves, how far reads lag writes, and a settlement.

import { settlementsReply } from '#server/adapters/kalshi/rest-schema.ts';
import { cashNow, heldIn, untilStatus } from '../account.ts';
import { bodyOf, sayAnswer } from '../answer.ts';
import { judged, notTestable } from '../finding.ts';
import { NO_MARKET, type Scenario, type Setting } from '../scenario.ts';

/** Positions trail fills by about a second (kalshi-api §4.6). */
const SETTLE_READ_MS = 2_000;
const POLL_MS = 250;

const netting: Scenario = {
  id: 'netting',
  title: 'one YES bought, then one NO',
  section: '§4.5',
  doubts: [7],
  expected: 'the two net: the position is what it was before, and both are not held',
  async run({ bench, quote }) {
    const market = await quote();
    if (market === null) return notTestable(NO_MARKET);
    const { ticker } = market;
    const before = await heldIn(bench, ticker);
    const timeInForce = 'immediate_or_cancel';
    const yes = await bench.create('buy one YES at the ask', {
      ticker,
      side: 'bid',
      price: market.ask,
      timeInForce,
    });
    if (yes.placed?.filled !== 100) return notTestable(`it did not fill: ${sayAnswer(yes.answer)}`);
    await bench.pause(SETTLE_READ_MS);
    const held = await heldIn(bench, ticker);
    const then = (await quote()) ?? market;
    const no = await bench.create('buy one NO: an ask at the bid', {
      ticker,
      side: 'ask',
      price: then.bid,
      timeInForce,
    });
    if (no.placed?.filled !== 100) return notTestable(`NO did not fill: ${sayAnswer(no.answer)}`);
    await bench.pause(SETTLE_READ_MS);
    const after = await heldIn(bench, ticker);
    if (before === null || held === null || after === null)
      return notTestable('the positions could not be read');
    return judged(
      held === before + 100 && after === before,
      `position ${before / 100} → ${held / 100} → ${after / 100}`,
    );
  },
};

const collateral: Scenario = {
  id: 'collateral',
  title: 'what a resting order reserves',
  section: '§4.5',
  doubts: [15],
  expected:
    'a resting bid takes price × count off the balance and gives it back, without a fee reserve',
  async run({ bench, quote }) {
    const market = await quote();
    if (market === null) return notTestable(NO_MARKET);
    const before = await cashNow(bench);
    const { ticker, lowest } = market;
    const { answer, placed } = await bench.create('a bid at the lowest price', {
      ticker,
      side: 'bid',
      price: lowest,
    });
    if (placed === null) return notTestable(sayAnswer(answer));
    await bench.pause(SETTLE_READ_MS);
    const during = await cashNow(bench);
    await bench.cancel('cancel', placed);
    await bench.pause(SETTLE_READ_MS);
    const after = await cashNow(bench);
    if (before === null || during === null || after === null)
      return notTestable('the balance could not be read');
    const dollars = (micro: number) => `$${(micro / 1_000_000).toFixed(4)}`;
    return judged(
      before - during === lowest * 100 && after === before,
      `of an order of ${dollars(lowest * 100)} it reserved ${dollars(before - during)}, and gave back ${dollars(after - during)}`,
    );
  },
};

const readLag: Scenario = {
  id: 'read-lag',
  title: 'how long a read lags a create and a cancel',
  section: '§3.1, §4.6',
  doubts: [],
  expected: 'both are seen within two seconds',
  async run({ bench, quote }) {
    const market = await quote();
    if (market === null) return notTestable(NO_MARKET);
    const { ticker, lowest } = market;
    const { answer, placed } = await bench.create('a bid at the lowest price', {
      ticker,
      side: 'bid',
      price: lowest,
    });
    if (placed === null) return notTestable(sayAnswer(answer));
    const made = await untilStatus(bench, placed, { status: 'resting', withinMs: 10_000 });
    await bench.cancel('cancel', placed);
    const gone = await untilStatus(bench, placed, { status: 'canceled', withinMs: 10_000 });
    await bench.send('freshness stamp', { method: 'GET', path: '/exchange/user_data_timestamp' });
    const say = (ms: number | null) => (ms === null ? 'more than 10 s' : `${ms} ms`);
    return judged(
      made !== null && made <= 2_000 && gone !== null && gone <= 2_000,
      `create seen after ${say(made)}, cancel after ${say(gone)}`,
    );
  },
};

/** The settlement row of the market, once there is one within the time. */
async function waitForSettlement(setting: Setting, ticker: string, untilMs: number) {
  const { bench } = setting;
  for (;;) {
    const query = { limit: 100, ticker };
    const answer = await bench.send('settlements', {
      method: 'GET',
      path: '/portfolio/settlements',
      query,
    });
    const read = settlementsReply.safeParse(bodyOf(answer));
    const row = read.success && read.data.settlements.find((each) => each.ticker === ticker);
    if (row) return row;
    if (bench.options.clock.wall() > untilMs) return null;
    await bench.pause(POLL_MS);
  }
}

export const SETTLEMENT: Scenario = {
  id: 'settlement',
  title: 'one contract held to its settlement',
  section: '§4.5, §7.1',
  doubts: [3, 17],
  expected:
    'a row with result yes or no, revenue 100 or 0 cents as it won or lost, and the cash to match',
  async run(setting) {
    const { bench, settlement: chance } = setting;
    if (chance === null) return notTestable('takes up to 20 minutes: add --settlement');
    const market = await chance.quote();
    if (market === null) return notTestable(NO_MARKET);
    const { ticker, ask, closeAt } = market;
    const bought = await bench.create('buy one YES at the ask', {
      ticker,
      side: 'bid',
      price: ask,
      timeInForce: 'immediate_or_cancel',
    });
    if (bought.placed?.filled !== 100)
      return notTestable(`it did not fill: ${sayAnswer(bought.answer)}`);
    await bench.pause(SETTLE_READ_MS);
    const before = await cashNow(bench);
    await chance.hurry(true);
    const row = await waitForSettlement(setting, ticker, closeAt + chance.withinMs);
    await chance.hurry(false);
    if (row === null) return judged(false, `no row ${chance.withinMs / 1_000} s after the close`);
    await bench.pause(SETTLE_READ_MS);
    const after = await cashNow(bench);
    const wanted = row.market_result === 'yes' ? 100 : 0;
    const paid = after === null || before === null ? null : (after - before) / 10_000;
    return judged(
      ['yes', 'no'].includes(row.market_result) && row.revenue === wanted && paid === wanted,
      `bought at ${ask / 100} ¢; ${row.market_result}, revenue ${row.revenue} ¢, cash +${paid ?? '?'} ¢`,
    );
  },
};

export const ACCOUNT_SCENARIOS: readonly Scenario[] = [netting, collateral, readLag];
