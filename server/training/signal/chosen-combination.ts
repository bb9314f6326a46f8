// Who is in the combination at each horizon, with equal weights. Chosen on validation only; the cards name what was tried.
import { HORIZONS_MINUTES } from '#lib/domain/minute-row.ts';
import type { AtHorizon } from '#lib/domain/signal-parameters.ts';

/**
 * One voice of each kind: a regression, trees, recurrent networks. Trees beside HAR alone were as good on Binance and
 * Tiingo; with three the median can outvote one that is wrong. HAR-X and GARCH were left out: no gain on either.
 */
const VOICES = ['har-tod', 'gbdt', 'gru'] as const;

export const CHOSEN_COMBINATION: readonly AtHorizon<readonly string[]>[] = HORIZONS_MINUTES.map(
  (minutes) => ({ minutes, value: VOICES }),
);
