// Fair values of all tradeable markets from the forecast at hand. In: world. Out: world.fairs renewed, quotes noted.
import type { Forecast, IndexEstimate } from '#lib/domain/forecast.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import type { BlendBucket } from '#lib/domain/signal-parameters.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import type { ContractEntry } from '../1-ingest/market-state.ts';
import { currentBasis } from '../2-features/index-basis.ts';
import { forecastToFairValue } from '../3-models/forecast-to-fair-value.ts';
import { marketToIndexEstimate } from '../3-models/market-to-index-estimate.ts';
import { type Priced, quoteOf } from '../3-models/probability/blend-with-mid.ts';
import { blendAt } from '../3-models/probability/buckets.ts';
import { isLadderOf, type Ladder, ladderOf } from '../3-models/probability/ladder.ts';
import { noteQuotes } from '../3-models/probability/note-quotes.ts';
import type { World } from '../world.ts';
import { allowedBuckets } from './watch-signal.ts';

/** The best estimate of the index now; null when neither a fresh print nor a trusted spot with a basis exists. */
export function estimateIndex(world: World, at: WallMs): IndexEstimate | null {
  return marketToIndexEstimate({
    market: world.market,
    basis: currentBasis(world.features.basis),
    at,
    proxySdUsd: world.options.spotProxySdUsd,
  });
}

/** What every price is made of. */
interface Inputs {
  readonly forecast: Forecast;
  readonly estimate: IndexEstimate;
  readonly buckets: readonly BlendBucket[];
  readonly at: WallMs;
}

/** The forecast at hand and the best estimate of the index now, or which of them is missing. */
function inputsAt(world: World, at: WallMs): Result<Inputs> {
  const { forecast } = world;
  if (forecast === null) return fail(world.forecastReason);
  const estimate = estimateIndex(world, at);
  return estimate === null
    ? fail('the index is not known')
    : ok({ forecast, estimate, buckets: allowedBuckets(world), at });
}

/** Watched markets that settle on the same minute. */
interface Close {
  readonly closeAt: WallMs;
  readonly entries: readonly ContractEntry[];
}

function closesOf(world: World): readonly Close[] {
  const byClose = new Map<WallMs, ContractEntry[]>();
  for (const ticker of world.watched) {
    const entry = world.market.contracts.get(ticker);
    if (entry === undefined) continue;
    const together = byClose.get(entry.market.closeAt);
    if (together === undefined) byClose.set(entry.market.closeAt, [entry]);
    else together.push(entry);
  }
  return [...byClose].map(([closeAt, entries]) => ({ closeAt, entries }));
}

/** The strikes of the close as one curve, made anew when a definition has changed. */
function ladderAt(world: World, { closeAt, entries }: Close): Ladder {
  const markets = entries.map((entry) => entry.market);
  const known = world.ladders.get(closeAt);
  if (known !== undefined && isLadderOf(known, markets)) return known;
  const made = ladderOf(markets);
  world.ladders.set(closeAt, made);
  return made;
}

/** Prices one close and notes its quotes; the failure says why there are no prices. */
function priceClose(world: World, close: Close, inputs: Inputs): Result<readonly Priced[]> {
  const { closeAt, entries } = close;
  const { forecast, at } = inputs;
  if (at >= closeAt) return fail('the market is closed');
  const ladder = ladderAt(world, close);
  const made = forecastToFairValue({
    ...inputs,
    window: world.market.index.window(closeAt, at),
    closeAt,
    profile: world.plan.profile,
    logVarianceSd: null,
    ladder,
    quotes: entries.flatMap((entry) =>
      entry.market.rule.kind === 'unset' ? [] : [quoteOf(entry.depth)],
    ),
    terms: blendAt(inputs.buckets, (closeAt - at) / 1000),
  });
  if (made.ok) noteQuotes(world.evidence, { closeAt, at, ladder, priced: made.value, forecast });
  return made;
}

function keepPrices(world: World, close: Close, made: Result<readonly Priced[]>): void {
  for (const { market } of close.entries) {
    if (market.rule.kind === 'unset')
      world.fairs.set(market.ticker, { fair: null, reason: `no strike (${market.rule.reason})` });
    else if (!made.ok) world.fairs.set(market.ticker, { fair: null, reason: made.error });
  }
  if (made.ok)
    for (const one of made.value) world.fairs.set(one.fair.ticker, { ...one, reason: '' });
}

/** True while the market's price can still change by our view: open, or opening soon and watched. */
export function isPriced(entry: ContractEntry, at: WallMs): boolean {
  const { status, closeAt } = entry.market;
  return at < closeAt && (status === 'active' || status === 'inactive' || status === 'initialized');
}

/** Prices every watched market at `at`, close by close, and notes what is said of those that pass a bucket's centre. */
export function priceMarkets(world: World, at: WallMs): void {
  const inputs = inputsAt(world, at);
  for (const close of closesOf(world))
    keepPrices(world, close, inputs.ok ? priceClose(world, close, inputs.value) : inputs);
  for (const closeAt of world.ladders.keys()) if (closeAt <= at) world.ladders.delete(closeAt);
  world.pricedAt = at;
}
