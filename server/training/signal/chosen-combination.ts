// Who is in the combination at each horizon, with equal weights. Chosen on validation only; the cards name what was tried.
import { HORIZONS_MINUTES } from '#lib/domain/minute-row.ts';
import type { AtHorizon } from '#lib/domain/signal-parameters.ts';

/**
 * One voice of each kind: a regression, trees, recurrent networks. HAR-X and GARCH were left out: no gain on Binance or
 * Tiingo. With three the median can outvote one that is wrong. Trees beside HAR alone were as good at 1 and 5 minutes,
 * and four networks a second would not fit the second's millisecond: there the networks stay out.
 */
const QUARTER_AND_HOUR = ['har-tod', 'gbdt', 'gru'] as const;
const MINUTES = ['har-tod', 'gbdt'] as const;

export const CHOSEN_COMBINATION: readonly AtHorizon<readonly string[]>[] = HORIZONS_MINUTES.map(
  (minutes) => ({ minutes, value: minutes < 15 ? MINUTES : QUARTER_AND_HOUR }),
);
