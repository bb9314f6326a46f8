// The prices before the world began. In: the path's first state. Out: twelve hours of the same law, walked backwards.
// The path's volatility parts are stationary and reversible and its moves symmetric, so a walk back in time is a past
// that could have led here, and the future of a seed stays what it was.
import type { Rng } from '../seeded/rng.ts';
import { type BtcPathOptions, type BtcPathState, stepBtcPath } from './btc-path.ts';
import type { MinuteCandles } from './minute-candles.ts';

/** Coarse, so that half a day costs some hundredths of a second. */
export const PAST_STEP_MS = 5_000;
const PAST_MS = 12.5 * 3_600_000;
const STEPS_A_MINUTE = 60_000 / PAST_STEP_MS;

/** What an ordinary minute of the simulated Kraken trades, and the spread of its logarithm about that. */
const MINUTE_VOLUME_BTC = 40;
const VOLUME_SPREAD = 0.5;
const TRADE_BTC = 0.27;

interface PastPrice {
  readonly atMs: number;
  readonly usd: number;
}

/** Prices before `first`, oldest first, the last one step before it. `liftUsd` is added to each. */
function pricesBefore(
  options: BtcPathOptions,
  first: BtcPathState,
  input: { readonly rng: Rng; readonly liftUsd: number },
): readonly PastPrice[] {
  const prices: PastPrice[] = [];
  let state = first;
  for (let atMs = first.atMs - PAST_STEP_MS; atMs >= first.atMs - PAST_MS; atMs -= PAST_STEP_MS) {
    // One step on, read as one step back: the clock of the profile is that of the past instant.
    state = stepBtcPath(options, { ...state, atMs }, { dtMs: PAST_STEP_MS, rng: input.rng });
    prices.push({ atMs, usd: Math.exp(state.logPrice) + input.liftUsd });
  }
  return prices.reverse();
}

/** What one step of the past traded: a share of an ordinary minute, as restless as live volume is. */
export function tradeOneStep(candles: MinuteCandles, rng: Rng): void {
  const factor = Math.exp(VOLUME_SPREAD * rng.normal() - VOLUME_SPREAD ** 2 / 2);
  const volumeBtc = (MINUTE_VOLUME_BTC / STEPS_A_MINUTE) * factor;
  candles.trade(volumeBtc, Math.round(volumeBtc / TRADE_BTC));
}

/** Writes the past into `candles`. `liftUsd` is how far Kraken stands above the true price. */
export function addPast(
  candles: MinuteCandles,
  path: { readonly options: BtcPathOptions; readonly first: BtcPathState },
  input: { readonly rng: Rng; readonly liftUsd: number },
): void {
  for (const { atMs, usd } of pricesBefore(path.options, path.first, input)) {
    candles.price(atMs, usd);
    tradeOneStep(candles, input.rng);
  }
}
