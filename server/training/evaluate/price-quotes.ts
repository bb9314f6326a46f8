// The model's own probability of a recorded quote. In: quote, forecast members, tape. Out: P(YES) and the settlement law.
// Pricing is the project's: settlement average, Student-t residual, 15 USD basis (models A2, A3; README of the recordings).
import { btcCentsFromDouble } from '#lib/domain/btc.ts';
import type { AtHorizon } from '#lib/domain/signal-parameters.ts';
import { levelBase } from '#server/core/2-features/minutes/level-base.ts';
import { type MinuteProfile, profileMean } from '#server/core/2-features/minutes/minute-profile.ts';
import { minuteEndMs } from '#server/core/2-features/minutes/minute-series.ts';
import { ruleProbability } from '#server/core/3-models/rule-probability.ts';
import {
  countAhead,
  type SettlementLaw,
  settlementLaw,
  WINDOW_PRINTS,
} from '#server/core/3-models/settlement-average.ts';
import { unitStudentCdf } from '#server/core/3-models/student-t.ts';
import { tailAt } from '../baselines/fit-baselines.ts';
import { HORIZONS, type VolatilityMember } from '../baselines/member.ts';
import type { TailFit } from '../baselines/student-fit.ts';
import { minuteIndexAt, type RecordedSeries } from '../data/recorded-series.ts';
import type { ChosenQuote } from './choose-quotes.ts';
import { type SparseSources, sparseVariance } from './sparse-variance.ts';
import { spotAsOf } from './spot-tape.ts';

/** sd of (proxy − BRTI) at bar resolution, USD. */
const BASIS_SD_USD = 15;
/** A bar older than this does not describe now. */
const LONGEST_BAR_AGE_MS = 300_000;
/** A recorded price may stand for an index print this long. */
const PRINT_AGE_MS = 15_000;

/** All that may be known when a quote is priced. */
export interface PricingSources extends SparseSources {
  readonly series: readonly RecordedSeries[];
  readonly member: VolatilityMember;
  readonly tails: readonly AtHorizon<TailFit>[];
  readonly profile: MinuteProfile;
}

/** A priced quote. */
export interface PricedQuote extends ChosenQuote {
  readonly model: number;
  /** Where its variance came from: a series, or sparse prices. */
  readonly varianceFrom: 'bars' | 'sparse';
  /** P(A ≤ settlement mean) under the model; null where the mean was not recorded. */
  readonly transform: number | null;
}

/** Variance per second over the `seconds` ahead, from the member, interpolated in logs between its horizons. */
function variancePerSecond(sources: PricingSources, atMs: number, seconds: number): number | null {
  for (const series of sources.series) {
    const index = minuteIndexAt(series, atMs);
    if (index < 0 || atMs - minuteEndMs(series, index) > LONGEST_BAR_AGE_MS) continue;
    if (Number.isNaN(levelBase(series, index))) continue;
    const minutes = Math.max(1, Math.min(60, seconds / 60));
    const after = HORIZONS.findIndex((each) => each >= minutes);
    const [low, high] = [HORIZONS[Math.max(0, after - 1)] ?? 1, HORIZONS[after] ?? 60];
    const at = (horizonMinutes: number) =>
      sources.member.predict({ series, index, horizonMinutes });
    const [first, second] = [at(low), at(high)];
    if (first === null || second === null) continue;
    const share = high === low ? 0 : Math.log(minutes / low) / Math.log(high / low);
    return Math.exp((1 - share) * Math.log(first) + share * Math.log(second)) / 60;
  }
  return null;
}

/** Sum of the prints already past, each read from the tape as of its second, else taken as spot. USD. */
function pastPrints(quote: ChosenQuote, sources: PricingSources, unknownCount: number): number {
  let sum = 0;
  for (let print = 0; print < WINDOW_PRINTS - unknownCount; print++) {
    const atMs = quote.closeMs - (WINDOW_PRINTS - 1 - print) * 1000;
    const seen = spotAsOf(sources.tape, Math.min(atMs, quote.atMs), PRINT_AGE_MS);
    sum += seen?.priceUsd ?? quote.spot.priceUsd;
  }
  return sum;
}

/** The law of the settlement mean as of the quote. Past prints are proxies too, so the basis counts in full. */
function lawOf(quote: ChosenQuote, sources: PricingSources, perSecond: number): SettlementLaw {
  const seconds = quote.secondsToClose;
  const { unknownCount, secondsToNext } = countAhead(seconds);
  const tail = tailAt(sources.tails, seconds / 60);
  const variance = perSecond * tail.scale ** 2;
  const whole = Math.max(1, Math.ceil(seconds / 60));
  const inWindow = profileMean(sources.profile, quote.closeMs - 60_000, 1);
  const ahead = profileMean(sources.profile, quote.closeMs - whole * 60_000, whole);
  const ageSeconds = Math.max(0, (quote.atMs - quote.spot.madeMs) / 1000);
  return settlementLaw({
    spotUsd: quote.spot.priceUsd,
    knownSumUsd: pastPrints(quote, sources, unknownCount),
    unknownCount,
    varianceToNext: variance * (secondsToNext + ageSeconds),
    variancePerSecond: (variance * inWindow) / ahead,
    basisSdUsd: (BASIS_SD_USD * WINDOW_PRINTS) / unknownCount,
    law: { kind: 'student', nu: tail.nu },
  });
}

/** Prices one quote; null after the last print or with a strike that is no number of cents. */
export function priceQuote(quote: ChosenQuote, sources: PricingSources): PricedQuote | null {
  const strike = btcCentsFromDouble(quote.strikeUsd);
  if (!strike.ok || quote.secondsToClose <= 0) return null;
  const fromBars = variancePerSecond(sources, quote.atMs, quote.secondsToClose);
  const law = lawOf(quote, sources, fromBars ?? sparseVariance(sources, quote.atMs));
  const nu = law.law.kind === 'student' ? law.law.nu : 5;
  return {
    ...quote,
    model: ruleProbability(law, { kind: 'at-or-above-rounded', strike: strike.value }),
    varianceFrom: fromBars === null ? 'sparse' : 'bars',
    transform:
      quote.settleUsd === null
        ? null
        : unitStudentCdf((quote.settleUsd - law.meanUsd) / law.sdUsd, nu),
  };
}
