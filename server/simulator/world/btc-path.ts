// The true bitcoin price of the simulated world: stochastic volatility, fat tails, rare jumps. Pure state and step.
import type { Rng } from '../seeded/rng.ts';
import { varianceFactor } from './volatility-profile.ts';

const YEAR_SECONDS = 365 * 86_400;

export interface BtcPathOptions {
  readonly startUsd: number;
  /** Long-run volatility per year, e.g. 0.45. */
  readonly annualVolatility: number;
}

/** Where the price and its volatility stand. */
export interface BtcPathState {
  readonly atMs: number;
  readonly logPrice: number;
  /** Deviation of log volatility from its mean: a slow and a fast Ornstein–Uhlenbeck part. */
  readonly slow: number;
  readonly fast: number;
  readonly jumps: number;
}

/** Half-life and stationary deviation of the two log-volatility parts: hours of regime, minutes of clustering. */
const SLOW = { meanSeconds: 6 * 3600, deviation: 0.25 } as const;
const FAST = { meanSeconds: 300, deviation: 0.35 } as const;

/** One jump in about three hours, of 25 basis points on average, counted on top of the diffusion. */
const JUMP = { everySeconds: 10_800, size: 0.0025 } as const;

/** Innovations are Student-t: models §0.3 finds ν ≈ 3.5–9 in standardised returns. */
const SHOCK_FREEDOM = 5;

/** E[exp(2(x+y))] of the stationary parts, divided out so that the long-run variance is the asked one. */
const CONVEXITY = Math.exp(2 * (SLOW.deviation ** 2 + FAST.deviation ** 2));

const JUMP_VARIANCE_PER_SECOND = JUMP.size ** 2 / JUMP.everySeconds;

/** A path at its start; the volatility parts are drawn from their stationary law. */
export function startBtcPath(options: BtcPathOptions, atMs: number, rng: Rng): BtcPathState {
  return {
    atMs,
    logPrice: Math.log(options.startUsd),
    slow: SLOW.deviation * rng.normal(),
    fast: FAST.deviation * rng.normal(),
    jumps: 0,
  };
}

/** Diffusive volatility now, as a fraction of price per √second. */
export function volatilityPerRootSecond(options: BtcPathOptions, state: BtcPathState): number {
  const total = options.annualVolatility ** 2 / YEAR_SECONDS;
  const diffusive = Math.max(0, total - JUMP_VARIANCE_PER_SECOND) / CONVEXITY;
  return Math.sqrt(diffusive * varianceFactor(state.atMs)) * Math.exp(state.slow + state.fast);
}

function revert(
  value: number,
  part: { readonly meanSeconds: number; readonly deviation: number },
  seconds: number,
  draw: number,
): number {
  const keep = Math.exp(-seconds / part.meanSeconds);
  return value * keep + part.deviation * Math.sqrt(1 - keep * keep) * draw;
}

/** The path `dtMs` later. */
export function stepBtcPath(
  options: BtcPathOptions,
  state: BtcPathState,
  input: { readonly dtMs: number; readonly rng: Rng },
): BtcPathState {
  const { rng } = input;
  const seconds = input.dtMs / 1000;
  const shock = rng.studentT(SHOCK_FREEDOM);
  const move = volatilityPerRootSecond(options, state) * Math.sqrt(seconds) * shock;
  const jumped = rng.chance(seconds / JUMP.everySeconds);
  const jump = jumped ? JUMP.size * rng.normal() : 0;
  return {
    atMs: state.atMs + input.dtMs,
    logPrice: state.logPrice + move + jump,
    slow: revert(state.slow, SLOW, seconds, rng.normal()),
    fast: revert(state.fast, FAST, seconds, rng.normal()),
    jumps: state.jumps + (jumped ? 1 : 0),
  };
}

/** E[exp(2x)] of one log-volatility part `seconds` from now. */
function expectedScale(
  value: number,
  part: { readonly meanSeconds: number; readonly deviation: number },
  seconds: number,
): number {
  const keep = Math.exp(-seconds / part.meanSeconds);
  return Math.exp(2 * value * keep + 2 * part.deviation ** 2 * (1 - keep * keep));
}

/** Expected variance of the log return per second at `atMs` ≥ now, as one who sees the hidden state knows it. */
export function expectedVariancePerSecond(
  options: BtcPathOptions,
  state: BtcPathState,
  atMs: number,
): number {
  const total = options.annualVolatility ** 2 / YEAR_SECONDS;
  const diffusive = Math.max(0, total - JUMP_VARIANCE_PER_SECOND) / CONVEXITY;
  const seconds = (atMs - state.atMs) / 1000;
  return (
    diffusive *
      varianceFactor(atMs) *
      expectedScale(state.slow, SLOW, seconds) *
      expectedScale(state.fast, FAST, seconds) +
    JUMP_VARIANCE_PER_SECOND
  );
}

/** The price in dollars. */
export function pathUsd(state: BtcPathState): number {
  return Math.exp(state.logPrice);
}
