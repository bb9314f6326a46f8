// Choosing and pricing quotes on made-up recordings: no outcome and nothing later is looked at.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadSignal } from '#server/config/signal-file.ts';
import { membersOf, usualVariance } from '../baselines/fit-baselines.ts';
import type { Recordings } from '../data/load-folder.ts';
import type { PanelQuote } from '../data/load-markets.ts';
import { toMinuteSeries } from '../data/recorded-series.ts';
import { madeUpBars } from '../made-up-series.ts';
import { chooseQuotes } from './choose-quotes.ts';
import { priceQuote } from './price-quotes.ts';
import { fitBuckets, scoreBuckets } from './score-probability.ts';
import { settledMeans } from './sparse-variance.ts';
import { spotAsOf, spotTape } from './spot-tape.ts';

const FROM = Date.parse('2026-04-10T00:00:00Z');
const CLOSE = FROM + 900_000;
const ALL = [{ fromMs: 0, toMs: 1e15 }];
const LOADED = loadSignal();
if (!LOADED.ok) throw new Error(LOADED.error);
const baselines = LOADED.value;

function quote(secondsToClose: number, given: Partial<PanelQuote> = {}): PanelQuote {
  const closeMs = given.atMs === undefined ? CLOSE : given.atMs + secondsToClose * 1000;
  return {
    source: 'kapelame_2s',
    atMs: closeMs - secondsToClose * 1000,
    ticker: 'KXBTC15M-A',
    secondsToClose,
    bid: 0.48,
    ask: 0.52,
    spotUsd: 95_000,
    spotAgeMs: 0,
    barCloseUsd: null,
    barAgeMs: 0,
    strikeUsd: 95_000,
    yes: true,
    split: 'train',
    ...given,
  };
}

function recordings(quotes: readonly PanelQuote[], given: Partial<Recordings> = {}): Recordings {
  return { bars: [], trades: [], markets: [], quotes, leftOut: [], ...given };
}

function priced(given: Recordings) {
  const tape = spotTape(given);
  const member = membersOf(baselines).find((each) => each.id === 'har-tod');
  if (!member) throw new Error('no member');
  const sources = {
    tape,
    settled: settledMeans(given.markets),
    longRunPerSecond: usualVariance(baselines) / 60,
    series: given.bars.map(toMinuteSeries),
    member,
    tails: baselines.tails,
    profile: baselines.profile,
  };
  const { chosen, leftOut } = chooseQuotes(given, tape, ALL);
  return { rows: chosen.map((each) => priceQuote(each, sources)), leftOut };
}

describe('the choice', () => {
  it('is the quote nearest to the bucket, the earlier of two', () => {
    const quotes = [305, 302, 298, 290].map((seconds) => quote(seconds));
    const given = recordings(quotes);
    const { chosen } = chooseQuotes(given, spotTape(given), ALL);
    expect(chosen.map((each) => each.secondsToClose)).toEqual([302]);
  });

  it('leaves out and counts what it may not use', () => {
    const { leftOut, rows } = priced(
      recordings([
        quote(300, { source: 'organics_selected:v21' }),
        quote(299, { bid: 0 }),
        quote(298, { ask: null }),
        quote(400),
        quote(120, { yes: null }),
        quote(60, { spotAgeMs: 500_000 }),
      ]),
    );
    expect(rows).toEqual([]);
    expect(leftOut).toEqual({
      'biased source': 1,
      'not two-sided': 2,
      'between buckets': 1,
      'no strike or outcome': 1,
      'no fresh spot': 1,
    });
  });

  it('does not depend on any outcome', () => {
    const seconds = fc.array(fc.integer({ min: 20, max: 700 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(seconds, (all) => {
        const of = (yes: boolean) =>
          priced(recordings(all.map((each) => quote(each, { yes })))).rows.map(
            (each) => each && { ...each, yes: true },
          );
        expect(of(false)).toEqual(of(true));
      }),
      { numRuns: 30 },
    );
  });
});

describe('the price of a quote', () => {
  const bars = madeUpBars({ id: 'venue', fromMs: FROM - 2 * 86_400_000, minutes: 3_600, seed: 3 });

  it('nothing recorded after the quote changes it', () => {
    const early = quote(300, { spotUsd: null });
    const later = (spotUsd: number) => quote(295, { spotUsd, source: 'later' });
    const of = (spotUsd: number, factor: number) =>
      priced(
        recordings([early, later(spotUsd)], {
          bars: [
            {
              ...bars,
              close: bars.close.map((each, i) =>
                (bars.endMs[i] ?? 0) > early.atMs ? each * factor : each,
              ),
            },
          ],
        }),
      ).rows;
    expect(of(50_000, 1.3)).toEqual(of(95_000, 1));
    expect(of(95_000, 1)[0]?.varianceFrom).toBe('bars');
    expect(of(95_000, 1).length).toBe(1);
  });

  it('a price known late is not known early, whenever it was made', () => {
    const tape = spotTape(recordings([quote(300, { spotUsd: 90_000, spotAgeMs: 20_000 })]));
    const at = CLOSE - 300_000;
    expect(spotAsOf(tape, at - 1, 60_000)).toBeNull();
    expect(spotAsOf(tape, at, 60_000)).toEqual({ priceUsd: 90_000, madeMs: at - 20_000 });
    expect(spotAsOf(tape, at, 10_000)).toBeNull();
  });

  it('rises with spot, and is near one half at the strike', () => {
    const at = (spotUsd: number) =>
      priced(recordings([quote(300, { spotUsd })])).rows[0]?.model ?? 0;
    const prices = [94_800, 94_950, 95_000, 95_050, 95_200].map(at);
    prices.slice(1).forEach((p, i) => {
      expect(p).toBeGreaterThan(prices[i] ?? 1);
    });
    expect(prices[2]).toBeCloseTo(0.5, 3);
  });

  it('in the window it leans on prints already seen', () => {
    const seen = [80, 50, 45, 40, 35].map((seconds) =>
      quote(seconds, { spotUsd: 95_200, ticker: `KXBTC15M-${seconds}` }),
    );
    const last = quote(30, { spotUsd: 95_000, strikeUsd: 95_050 });
    const [withPast] = priced(recordings([...seen, last])).rows.filter(
      (each) => each?.bucket === 30 && each.ticker === 'KXBTC15M-A',
    );
    const [without] = priced(recordings([last])).rows;
    expect(withPast?.model).toBeGreaterThan(0.8);
    expect(without?.model).toBeLessThan(0.2);
  });
});

describe('the scores', () => {
  it('with nothing fitted the blend is the mid to the last digit of its difference', () => {
    const quotes = Array.from({ length: 12 }, (_, i) =>
      quote(300, {
        atMs: FROM + i * 900_000,
        ticker: `T${i}`,
        yes: i % 3 === 0,
        spotUsd: 95_000 + 20 * i,
      }),
    );
    const rows = priced(recordings(quotes)).rows.flatMap((each) => (each ? [each] : []));
    const scores = scoreBuckets(rows, { fits: fitBuckets([]), seed: 1 });
    expect(scores.map((each) => each.bucket)).toEqual([300, 'all']);
    const blended = scores[0]?.forecasts.find((each) => each.id === 'blend');
    expect(blended?.brierDifference.mean).toBeCloseTo(0, 12);
    const model = scores[0]?.forecasts.find((each) => each.id === 'model');
    expect(model?.brierDifference.clusters).toBe(12);
    expect(Math.abs(model?.brierDifference.mean ?? 0)).toBeGreaterThan(0.001);
  });
});
