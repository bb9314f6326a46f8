// What the drift monitors compare live features with. In: training series. Out: deciles and cut-offs by feature.
import { MINUTE_FEATURES } from '#lib/domain/minute-row.ts';
import type { SignalParameters } from '#lib/domain/signal-parameters.ts';
import type { MinuteProfile } from '#server/core/2-features/minutes/minute-profile.ts';
import { psiReference, type TimedValue } from '#server/core/3-models/health/psi-reference.ts';
import type { RecordedSeries } from '../data/recorded-series.ts';
import type { Span } from '../data/splits.ts';
import { buildRows } from '../training-rows.ts';

/** The row the engine watches; look-backs are the same at every horizon. */
const WATCHED_MINUTES = 15;
/** Six hours of a calendar never look like a week of it. */
const CALENDAR = /^(day|weekend|minute-factor)/;

/** References of every feature that is no calendar, over one row a minute of the span. */
export function fitWatch(
  series: readonly RecordedSeries[],
  span: Span,
  profile: MinuteProfile,
): SignalParameters['watch'] {
  const blocks = series.map((each) =>
    buildRows(each, { spans: [span], horizonMinutes: WATCHED_MINUTES, everyMinutes: 1, profile }),
  );
  return MINUTE_FEATURES.flatMap((name, column) => {
    if (CALENDAR.test(name)) return [];
    const values = blocks.flatMap((rows) =>
      Array.from(
        { length: rows.count },
        (_, row): TimedValue => ({
          at: rows.endMs[row] ?? Number.NaN,
          value: rows.x[row * rows.columns + column] ?? Number.NaN,
        }),
      ).filter((each) => Number.isFinite(each.value)),
    );
    return values.length === 0 ? [] : [{ name, ...psiReference(values) }];
  });
}
