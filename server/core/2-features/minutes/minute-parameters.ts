// The fitted numbers the minute layer needs. In: nothing. Out: their shape, and what stands for them before a fit.
import type { SignalParameters } from '#lib/domain/signal-parameters.ts';

export type MinuteParameters = Pick<SignalParameters, 'profile' | 'garch' | 'floors'>;

/** No fit: a flat hour, no GARCH (NaN), no floors. */
export const UNFITTED_MINUTES: MinuteParameters = {
  profile: Array.from({ length: 60 }, () => 1),
  garch: { longRun: Number.NaN, persistence: 0, reaction: 0 },
  floors: [],
};
