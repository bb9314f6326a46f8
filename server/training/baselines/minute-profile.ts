// The minute-of-hour profile of variance. In: training series and spans. Out: 60 factors, smoothed and shrunk to 1.
// Source: models B4 (smoothed 60-minute profile, shrunk to 0 in logs).

import { numberAt } from '#lib/number-at.ts';
import { levelBase } from '#server/core/2-features/minutes/level-base.ts';
import type { MinuteProfile } from '#server/core/2-features/minutes/minute-profile.ts';
import { MINUTE_MS, minuteEndMs } from '#server/core/2-features/minutes/minute-series.ts';
import type { RecordedSeries } from '../data/recorded-series.ts';
import { isWithin, type Span } from '../data/splits.ts';

/** Hours of evidence at which half of a factor is believed. */
const PRIOR_HOURS = 120;
/** Share each neighbour minute has in the smoothing: little, because :59 and :00 differ for good reason. */
const NEIGHBOUR = 0.1;
/** One return counts at most this many times the level: a single jump must not make a minute. */
const MOST = 25;

/** Squared return over the level before it, averaged by minute of the hour. */
export function fitMinuteProfile(
  series: readonly RecordedSeries[],
  spans: readonly Span[],
): MinuteProfile {
  const sum = new Float64Array(60);
  const count = new Float64Array(60);
  for (const each of series)
    for (let i = 1; i < each.length; i++) {
      const endMs = minuteEndMs(each, i);
      const ratio = numberAt(each.returns, i) ** 2 / Math.exp(levelBase(each, i - 1));
      if (!isWithin(spans, endMs) || Number.isNaN(ratio)) continue;
      const minute = (endMs / MINUTE_MS - 1) % 60;
      sum[minute] = numberAt(sum, minute) + Math.min(MOST, ratio);
      count[minute] = numberAt(count, minute) + 1;
    }
  const mean = [...sum].map((each, m) => (numberAt(count, m) > 0 ? each / numberAt(count, m) : 1));
  const overall = mean.reduce((a, b) => a + b, 0) / 60;
  const logs = mean.map((each) => Math.log(Math.max(0.05, each / overall)));
  const shrunk = logs.map((each, m) => {
    const sides = numberAt(logs, (m + 59) % 60) + numberAt(logs, (m + 1) % 60);
    const smooth = (1 - 2 * NEIGHBOUR) * each + NEIGHBOUR * sides;
    return Math.exp((smooth * numberAt(count, m)) / (numberAt(count, m) + PRIOR_HOURS));
  });
  const level = shrunk.reduce((a, b) => a + b, 0) / 60;
  return shrunk.map((each) => each / level);
}
