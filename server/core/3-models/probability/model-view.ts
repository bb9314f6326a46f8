// What the model alone says of one market. In: law, survival, calibration. Out: P, calibrated P in its band, sureness.
import { evidenceLogit, fromLogit, heldLogit } from '#lib/log-odds.ts';
import { writeBand } from '../confidence.ts';
import { ruleProbability } from '../rule-probability.ts';
import { WINDOW_PRINTS } from '../settlement-average.ts';
import { rowDensity } from '../student-table.ts';
import { type Calibration, calibrate, calibratedOdds, isIdentity } from './calibration.ts';
import type { CloseLaw } from './close-law.ts';
import type { Ladder, LadderMarket } from './ladder.ts';
import { isNonIncreasing, makeNonIncreasing } from './monotone.ts';
import type { ViewColumns } from './scratch.ts';
import { onCurve, type Survival, VIEW } from './survival.ts';

/** Survival and calibrated survival of one close. */
export interface Curves {
  readonly law: CloseLaw;
  readonly ladder: Ladder;
  readonly survival: Survival;
  /** Survival of the law itself, calibrated and never rising. */
  readonly calibrated: Float64Array;
  readonly calibration: Calibration;
}

/**
 * The curve under the calibration, written to `into` unless it stays as it is. Ranges are its differences: with the tails
 * they add up to 1 whatever a and b are.
 */
export function calibratedCurve(
  curve: Float64Array,
  calibration: Calibration,
  into: Float64Array,
): Float64Array {
  if (isIdentity(calibration)) return curve;
  const made = into.subarray(0, curve.length);
  for (let rung = 0; rung < made.length; rung++)
    made[rung] = calibrate(calibration, curve[rung] ?? Number.NaN);
  // Below every price and above every price nothing is left to doubt.
  made[0] = 1;
  made[made.length - 1] = 0;
  if (!isNonIncreasing(made)) makeNonIncreasing(made);
  return made;
}

function held(p: number): number {
  return Math.min(1, Math.max(0, p));
}

/** Calibrated log-odds of P(YES) for a market with one bound: a market with an upper one is seen from the other side. */
function ownOdds(calibration: Calibration, market: LadderMarket, p: number): number {
  return market.lower === 0 ? -calibratedOdds(calibration, 1 - p) : calibratedOdds(calibration, p);
}

function writeOdds(into: ViewColumns, place: number): void {
  into.oddsLow[place] = evidenceLogit(into.low[place] ?? Number.NaN);
  into.oddsCentre[place] = evidenceLogit(into.centre[place] ?? Number.NaN);
  into.oddsHigh[place] = evidenceLogit(into.high[place] ?? Number.NaN);
}

/** Brings the raw band at `place` under the calibration. A range has none of its own: its band moves with it. */
function calibrateBand(
  { calibrated, calibration, ladder }: Curves,
  into: ViewColumns,
  place: number,
): void {
  const market = ladder.markets[place];
  if (market === undefined) return;
  const combined = into.combined[place] ?? Number.NaN;
  const rawLow = into.low[place] ?? Number.NaN;
  const rawHigh = into.high[place] ?? Number.NaN;
  const centre = (calibrated[market.lower] ?? 1) - (calibrated[market.upper] ?? 0);
  into.centre[place] = centre;
  if (market.rule.kind === 'between') {
    into.low[place] = held(rawLow + centre - combined);
    into.high[place] = held(rawHigh + centre - combined);
    writeOdds(into, place);
    return;
  }
  const low = ownOdds(calibration, market, rawLow);
  const high = ownOdds(calibration, market, rawHigh);
  into.low[place] = Math.min(centre, fromLogit(low));
  into.high[place] = Math.max(centre, fromLogit(high));
  into.oddsLow[place] = heldLogit(low);
  into.oddsCentre[place] = heldLogit(ownOdds(calibration, market, combined));
  into.oddsHigh[place] = heldLogit(high);
}

/** With all prints known P is the outcome itself, by the exact rule. */
function writeOutcome(into: ViewColumns, place: number, p: number): void {
  into.combined[place] = p;
  into.low[place] = p;
  into.centre[place] = p;
  into.high[place] = p;
  into.sureness[place] = 1;
  writeOdds(into, place);
}

/** Writes the view of every market: P(YES), the calibrated one in its band with its log-odds, and how sure it is. */
export function writeViews(curves: Curves, into: ViewColumns): void {
  const { law, ladder, survival, calibration } = curves;
  const isPlain = isIdentity(calibration);
  for (let place = 0; place < ladder.markets.length; place++) {
    const market = ladder.markets[place];
    if (market === undefined) continue;
    if (law.law.unknownCount === 0) {
      writeOutcome(into, place, ruleProbability(law.law, market.rule));
      continue;
    }
    const combined = onCurve(survival, VIEW.law, market);
    into.combined[place] = combined;
    writeBand(into, market, { place, law, ladder, survival });
    if (!isPlain) {
      calibrateBand(curves, into, place);
      continue;
    }
    into.centre[place] = combined;
    writeOdds(into, place);
  }
}

/** P(YES) by one kind of speaker alone, uncalibrated; null where it is silent. */
export function speakerView(
  { law, survival }: Curves,
  market: LadderMarket,
  view: typeof VIEW.tree | typeof VIEW.sequence,
): number | null {
  if (survival[view]?.length === 0) return null;
  return law.law.unknownCount === 0
    ? ruleProbability(law.law, market.rule)
    : onCurve(survival, view, market);
}

/** Standard score of the mean at a rung; not finite at the infinite ends. */
function scoreAt({ law, ladder }: Curves, rung: number): number {
  const { meanUsd, sdUsd } = law.law;
  return (meanUsd - (ladder.rungsUsd[rung] ?? Number.NaN)) / sdUsd;
}

/** dP per 1 USD of spot and per unit of ln(volatility): formulas (11) of models A2, from the table. For display. */
export function writeGreeks(curves: Curves, into: ViewColumns): void {
  const { law, ladder } = curves;
  const { sdUsd, moveSdUsd, unknownCount } = law.law;
  const share = unknownCount / WINDOW_PRINTS;
  const moves = (moveSdUsd / sdUsd) ** 2;
  for (let place = 0; place < ladder.markets.length; place++) {
    const market = ladder.markets[place];
    if (market === undefined) continue;
    const lowerScore = scoreAt(curves, market.lower);
    const upperScore = scoreAt(curves, market.upper);
    const lower = Number.isFinite(lowerScore) ? rowDensity(law.row, lowerScore) : 0;
    const upper = Number.isFinite(upperScore) ? rowDensity(law.row, upperScore) : 0;
    const lowerSlope = Number.isFinite(lowerScore) ? -lowerScore * lower : 0;
    const upperSlope = Number.isFinite(upperScore) ? -upperScore * upper : 0;
    into.deltaPerUsd[place] = sdUsd === 0 ? 0 : ((lower - upper) / sdUsd) * share;
    into.vegaPerLogVol[place] = sdUsd === 0 ? 0 : (lowerSlope - upperSlope) * moves;
  }
}
