// What the model alone says of one market. In: law, survival, calibration. Out: P, calibrated P in its band, sureness.

import { evidenceLogit, fromLogit, heldLogit } from '#lib/log-odds.ts';
import { type Band, bandOf } from '../confidence.ts';
import { ruleProbability } from '../rule-probability.ts';
import { WINDOW_PRINTS } from '../settlement-average.ts';
import { rowDensity } from '../student-table.ts';
import type { ModelOdds } from './blend.ts';
import { type Calibration, calibrate, calibratedOdds, isIdentity } from './calibration.ts';
import type { CloseLaw } from './close-law.ts';
import type { Ladder, LadderMarket } from './ladder.ts';
import { isNonIncreasing, makeNonIncreasing } from './monotone.ts';
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

/** P(YES) uncalibrated, and the calibrated one in its band, with its log-odds held to what evidence can speak of. */
export interface ModelView {
  readonly combined: number;
  readonly low: number;
  readonly centre: number;
  readonly high: number;
  readonly odds: ModelOdds;
  readonly sureness: number;
}

/** The curve under the calibration. Ranges are its differences: with the tails they add up to 1 whatever a and b are. */
export function calibratedCurve(curve: Float64Array, calibration: Calibration): Float64Array {
  if (isIdentity(calibration)) return curve;
  const made = curve.map((p) => calibrate(calibration, p));
  // Below every price and above every price nothing is left to doubt.
  made[0] = 1;
  made[made.length - 1] = 0;
  if (!isNonIncreasing(made)) makeNonIncreasing(made);
  return made;
}

function held(p: number): number {
  return Math.min(1, Math.max(0, p));
}

function oddsOf(low: number, centre: number, high: number): ModelOdds {
  return { low: evidenceLogit(low), centre: evidenceLogit(centre), high: evidenceLogit(high) };
}

/** Calibrated log-odds of P(YES) for a market with one bound: a market with an upper one is seen from the other side. */
function ownOdds(calibration: Calibration, market: LadderMarket, p: number): number {
  return market.lower === 0 ? -calibratedOdds(calibration, 1 - p) : calibratedOdds(calibration, p);
}

/** The band under the calibration. A range has none of its own: its band moves with it. */
function calibratedView(
  { calibrated, calibration }: Curves,
  market: LadderMarket,
  raw: Band & { readonly combined: number },
): ModelView {
  const { combined, sureness } = raw;
  const centre = (calibrated[market.lower] ?? 1) - (calibrated[market.upper] ?? 0);
  if (market.rule.kind === 'between') {
    const low = held(raw.low + centre - combined);
    const high = held(raw.high + centre - combined);
    return { combined, low, centre, high, odds: oddsOf(low, centre, high), sureness };
  }
  const low = ownOdds(calibration, market, raw.low);
  const high = ownOdds(calibration, market, raw.high);
  return {
    combined,
    low: Math.min(centre, fromLogit(low)),
    centre,
    high: Math.max(centre, fromLogit(high)),
    odds: {
      low: heldLogit(low),
      centre: heldLogit(ownOdds(calibration, market, combined)),
      high: heldLogit(high),
    },
    sureness,
  };
}

/** The view of one market. With all prints known it is the outcome itself, by the exact rule. */
export function modelView(curves: Curves, market: LadderMarket): ModelView {
  const { law, ladder, survival, calibration } = curves;
  if (law.law.unknownCount === 0) {
    const p = ruleProbability(law.law, market.rule);
    return { combined: p, low: p, centre: p, high: p, odds: oddsOf(p, p, p), sureness: 1 };
  }
  const combined = onCurve(survival, VIEW.law, market);
  const { low, high, sureness } = bandOf(law, ladder, { survival, market });
  return isIdentity(calibration)
    ? { combined, low, centre: combined, high, odds: oddsOf(low, combined, high), sureness }
    : calibratedView(curves, market, { combined, low, high, sureness });
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

/** Density of the settlement mean at a rung, in standard deviations; 0 at the infinite ends. */
function greeksAt({ law, ladder }: Curves, rung: number) {
  const { meanUsd, sdUsd } = law.law;
  const z = (meanUsd - (ladder.rungsUsd[rung] ?? Number.NaN)) / sdUsd;
  if (!Number.isFinite(z)) return { density: 0, slope: 0 };
  const density = rowDensity(law.row, z);
  return { density, slope: -z * density };
}

/** dP per 1 USD of spot and per unit of ln(volatility): formulas (11) of models A2, from the table. For display. */
export function viewGreeks(curves: Curves, market: LadderMarket) {
  const { sdUsd, moveSdUsd, unknownCount } = curves.law.law;
  if (sdUsd === 0) return { deltaPerUsd: 0, vegaPerLogVol: 0 };
  const lower = greeksAt(curves, market.lower);
  const upper = greeksAt(curves, market.upper);
  return {
    deltaPerUsd: ((lower.density - upper.density) / sdUsd) * (unknownCount / WINDOW_PRINTS),
    vegaPerLogVol: (lower.slope - upper.slope) * (moveSdUsd / sdUsd) ** 2,
  };
}
