// Mid prices of the venues behind the index. In: the true price and time passed. Out: one mid per venue, a few dollars apart.
import type { Rng } from '../seeded/rng.ts';

/** One constituent: how it leans, how noisy it is, how slowly it follows, what it weighs in the index. */
interface VenueTraits {
  readonly name: VenueName;
  /** Long-run basis and its deviation in dollars. */
  readonly leanUsd: number;
  readonly basisUsd: number;
  /** Deviation in dollars of the second-scale noise of its book. */
  readonly noiseUsd: number;
  /** Mean delay in seconds with which its book follows the true price. */
  readonly followSeconds: number;
  readonly weight: number;
}

export type VenueName = 'coinbase' | 'kraken' | 'bitstamp' | 'gemini' | 'lmax' | 'crypto-com';

/** Six of the index constituents of kraken-api §7; the figures are ours, sized after its tracking table. */
const VENUES: readonly VenueTraits[] = [
  {
    name: 'coinbase',
    leanUsd: 1,
    basisUsd: 3,
    noiseUsd: 0.8,
    followSeconds: 0.05,
    weight: 0.34,
  },
  { name: 'kraken', leanUsd: -3, basisUsd: 4, noiseUsd: 0.6, followSeconds: 0.15, weight: 0.2 },
  { name: 'bitstamp', leanUsd: 0, basisUsd: 4, noiseUsd: 1.2, followSeconds: 0.4, weight: 0.16 },
  { name: 'gemini', leanUsd: 2, basisUsd: 5, noiseUsd: 1.5, followSeconds: 0.6, weight: 0.08 },
  { name: 'lmax', leanUsd: 0, basisUsd: 2, noiseUsd: 0.7, followSeconds: 0.2, weight: 0.12 },
  { name: 'crypto-com', leanUsd: 1, basisUsd: 5, noiseUsd: 1.5, followSeconds: 0.4, weight: 0.1 },
];

/** The basis wanders over about a quarter of an hour, the noise over two seconds. */
const BASIS_MEAN_SECONDS = 900;
const NOISE_MEAN_SECONDS = 2;

interface VenueState {
  readonly traits: VenueTraits;
  follower: number;
  basis: number;
  noise: number;
}

export interface VenueMids {
  /** Moves every venue by `dtMs` towards `trueUsd`. */
  step(trueUsd: number, dtMs: number): void;
  /** Dollars, unrounded. */
  midUsd(venue: VenueName): number;
  /** The weighted mid of all venues in dollars: the index before publication. */
  indexUsd(): number;
}

/** The venues standing at `trueUsd`, each with a basis drawn from its long-run law. */
export function createVenueMids(trueUsd: number, rng: Rng): VenueMids {
  const states: VenueState[] = VENUES.map((traits) => ({
    traits,
    follower: trueUsd,
    basis: traits.basisUsd * rng.normal(),
    noise: traits.noiseUsd * rng.normal(),
  }));
  const mid = (state: VenueState): number =>
    state.follower + state.traits.leanUsd + state.basis + state.noise;
  return {
    step: (target, dtMs) => {
      const seconds = dtMs / 1000;
      const keepBasis = Math.exp(-seconds / BASIS_MEAN_SECONDS);
      const keepNoise = Math.exp(-seconds / NOISE_MEAN_SECONDS);
      const basisDraw = Math.sqrt(1 - keepBasis ** 2);
      const noiseDraw = Math.sqrt(1 - keepNoise ** 2);
      for (const state of states) {
        const { basisUsd, noiseUsd, followSeconds } = state.traits;
        const keep = Math.exp(-seconds / followSeconds);
        state.follower = target + (state.follower - target) * keep;
        state.basis = state.basis * keepBasis + basisUsd * basisDraw * rng.normal();
        state.noise = state.noise * keepNoise + noiseUsd * noiseDraw * rng.normal();
      }
    },
    midUsd: (venue) => {
      const found = states.find((state) => state.traits.name === venue);
      return found === undefined ? Number.NaN : mid(found);
    },
    indexUsd: () => states.reduce((sum, state) => sum + state.traits.weight * mid(state), 0),
  };
}
