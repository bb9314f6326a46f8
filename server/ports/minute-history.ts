// Port: one-minute candles from before the start, so that slow forecasts need not wait for their first four hours.
import type { MinuteBar } from '#lib/domain/minute-row.ts';
import type { Result } from '#lib/result.ts';

export interface MinuteHistory {
  /** Closed minutes, ascending, ends on whole minutes; or why there are none. Never throws. */
  recent(): Promise<Result<readonly MinuteBar[]>>;
}
