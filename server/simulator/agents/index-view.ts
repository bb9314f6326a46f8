// How one simulated trader sees the index: late, and with a volatility estimate of his own that errs. In: ticks. Out: a view.
import type { Rng } from '../seeded/rng.ts';
import type { KnownPrints, TraderView } from './digital-price.ts';

/** How good a trader's eyes are. */
export interface ViewTraits {
  /** He sees the price of this long ago. */
  readonly lagMs: number;
  /** Mean life of his volatility average in seconds. */
  readonly memorySeconds: number;
  /** Deviation of his slow estimation error (log scale), e.g. 0.15. */
  readonly errorDeviation: number;
}

/** His error wanders over about twenty minutes. */
const ERROR_MEAN_SECONDS = 1200;

interface Sample {
  readonly atMs: number;
  readonly usd: number;
}

export interface IndexView {
  /** The index mid at `nowMs`, call every price step. */
  observe(nowMs: number, indexUsd: number): void;
  /** null until the first sample is older than the lag. */
  at(nowMs: number): TraderView | null;
}

/** A view that starts with the volatility `startVolatilityUsd` (dollars per √second). */
export function createIndexView(
  traits: ViewTraits,
  startVolatilityUsd: number,
  rng: Rng,
): IndexView {
  const queue: Sample[] = [];
  let seen: Sample | null = null;
  let lastSecond: Sample | null = null;
  let variance = startVolatilityUsd ** 2;
  let error = traits.errorDeviation * rng.normal();

  const learn = (sample: Sample): void => {
    if (lastSecond === null) {
      lastSecond = sample;
      return;
    }
    const seconds = (sample.atMs - lastSecond.atMs) / 1000;
    if (seconds < 1) return;
    const square = (sample.usd - lastSecond.usd) ** 2 / seconds;
    // One jump must not blow the estimate up for minutes: cap what a second may teach.
    const lesson = Math.min(square, 50 * variance);
    const weight = 1 - Math.exp(-seconds / traits.memorySeconds);
    variance += weight * (lesson - variance);
    const keep = Math.exp(-seconds / ERROR_MEAN_SECONDS);
    error = error * keep + traits.errorDeviation * Math.sqrt(1 - keep ** 2) * rng.normal();
    lastSecond = sample;
  };

  return {
    observe: (nowMs, indexUsd) => {
      queue.push({ atMs: nowMs, usd: indexUsd });
      while (queue[0] !== undefined && queue[0].atMs <= nowMs - traits.lagMs) {
        seen = queue.shift() ?? seen;
        if (seen !== null) learn(seen);
      }
    },
    at: (nowMs) =>
      seen === null
        ? null
        : { nowMs, spotUsd: seen.usd, volatilityUsd: Math.sqrt(variance) * Math.exp(error) },
  };
}

/** The published prints of the last two minutes, shared by all traders: everybody reads the same index. */
export interface PrintTape {
  add(sourceMs: number, valueUsd: number): void;
  /** Prints in (closeAtMs − 60 s, closeAtMs] published so far. */
  known(closeAtMs: number): KnownPrints;
}

const NOTHING_KNOWN: KnownPrints = { count: 0, sumUsd: 0 };

/** An empty tape. */
export function createPrintTape(): PrintTape {
  let prints: { readonly sourceMs: number; readonly valueUsd: number }[] = [];
  let latestMs = 0;
  return {
    add: (sourceMs, valueUsd) => {
      prints.push({ sourceMs, valueUsd });
      latestMs = sourceMs;
      if (prints.length > 240) prints = prints.slice(-120);
    },
    known: (closeAtMs) => {
      if (latestMs <= closeAtMs - 60_000) return NOTHING_KNOWN;
      const inside = prints.filter(
        (print) => print.sourceMs > closeAtMs - 60_000 && print.sourceMs <= closeAtMs,
      );
      return {
        count: inside.length,
        sumUsd: inside.reduce((sum, print) => sum + print.valueUsd, 0),
      };
    },
  };
}
