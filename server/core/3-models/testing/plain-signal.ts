// Made-up signal parameters and minute rows for tests. In: changes. Out: parameters that say the level, and a quiet row.
import { wallMs } from '#lib/domain/instant.ts';
import {
  HORIZONS_MINUTES,
  MINUTE_FEATURES,
  type MinuteRow,
  SEQUENCE_CHANNELS,
  SEQUENCE_STATICS,
  SEQUENCE_STEPS,
} from '#lib/domain/minute-row.ts';
import type { LinearFit, SignalParameters } from '#lib/domain/signal-parameters.ts';

const CASCADE = ['base', 'rv·5m', 'rv·15m', 'rv·60m', 'rv·1440m'];

/** Weight `each` on every column, standardised by nothing. */
function evenFit(names: readonly string[], each: number): LinearFit {
  return {
    mean: names.map(() => 0),
    sd: names.map(() => 1),
    weights: names.map((name) => (name === 'base' ? 0 : each)),
    bias: 0,
  };
}

function regression(id: string, names: readonly string[], each: number) {
  return {
    id,
    names,
    fits: HORIZONS_MINUTES.map((minutes) => ({ minutes, value: evenFit(names, each) })),
  };
}

/** The level, a tenth of the cascade on top, a flat hour, no floors; learned members wanted at 15 and 60 minutes. */
export const PLAIN_SIGNAL: SignalParameters = {
  format: 1,
  profile: Array.from({ length: 60 }, () => 1),
  garch: { longRun: 4e-7, persistence: 0.99, reaction: 0.05 },
  linear: [
    regression('har', CASCADE, 0.1),
    regression('har-tod', [...CASCADE, 'minute-factor'], 0.1),
    regression('har-x', MINUTE_FEATURES, 0.01),
  ],
  combination: HORIZONS_MINUTES.map((minutes) => ({
    minutes,
    value: minutes >= 15 ? ['har-tod', 'har-x', 'gbdt', 'gru'] : ['har-tod', 'har-x'],
  })),
  tails: [{ minutes: 15, value: { nu: 4.5, scale: 1.02 } }],
  residualSd: [{ minutes: 15, value: 0.6 }],
  floors: [],
  watch: [],
  blends: [],
  origin: { text: 'made up for tests', dataSha256: '0'.repeat(64) },
};

/** ln of variance per minute at 50 % a year. */
export const PLAIN_BASE = Math.log((0.5 ** 2 / 31_536_000) * 60);

/** A quiet instant: every column and channel 0, every level at the base. `column` fills the columns by place. */
export function plainRow(
  change: Partial<MinuteRow> = {},
  column: (place: number, minutes: number) => number = () => 0,
): MinuteRow {
  return {
    at: wallMs(1_800_000_000_000),
    base: PLAIN_BASE,
    levels: {
      riskmetrics: PLAIN_BASE,
      ewma30m: PLAIN_BASE,
      ewma60m: PLAIN_BASE,
      garch: PLAIN_BASE,
    },
    floors: HORIZONS_MINUTES.map(() => Number.NaN),
    horizons: HORIZONS_MINUTES.map((minutes) => ({
      minutes,
      columns: Float32Array.from(MINUTE_FEATURES, (_, place) => column(place, minutes)),
      statics: new Float32Array(SEQUENCE_STATICS.length),
    })),
    window: new Float32Array(SEQUENCE_STEPS * SEQUENCE_CHANNELS.length),
    ...change,
  };
}
