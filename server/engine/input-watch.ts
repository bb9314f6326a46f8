// What each model is shown, against what it was trained on. In: the questions as they are put. Out: quantiles by feature.
// For the screen alone: nothing decides by it. One sample a minute and model, six hours kept, as the PSI monitors do.
import type { ModelRequest } from '#lib/domain/forecast.ts';
import { SEQUENCE_CHANNELS, SEQUENCE_STEPS } from '#lib/domain/minute-row.ts';
import type { ModelFeatureRow, ModelInputRow } from '#lib/wire/models-topics.ts';
import type { LoadedModel } from '#server/ports/model-runner.ts';

const MINUTE_MS = 60_000;
/** Samples kept a model. */
export const SAMPLES = 360;
/** Models are looked at in different seconds of the minute: no turn of the loop sorts for all of them. */
const APART_MS = 1_000;
const DIGITS = 5;
/** Ranges are told in six digits and inputs are float32: a value at the edge is not outside. */
const EDGE = 1e-5;

type Watched = Pick<LoadedModel, 'id' | 'kind' | 'layoutNames' | 'ranges'>;

export interface InputWatch {
  /** Looks at requests that are about to run; their inputs are read, never kept. */
  observe(requests: readonly ModelRequest[]): void;
  /** By model id; the same object until something new was seen. */
  rows(): Readonly<Record<string, ModelInputRow>>;
}

/** Where each feature stands in a flat input: a window shows its newest step, then its statics. */
export function placesOf({ kind, layoutNames }: Pick<Watched, 'kind' | 'layoutNames'>) {
  const channels = SEQUENCE_CHANNELS.length;
  const newest = kind === 'window' ? (SEQUENCE_STEPS - 1) * channels : 0;
  return layoutNames.map((_, i) => newest + i);
}

function rounded(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : Number(value.toPrecision(DIGITS));
}

/** Nearest-rank quantile of ascending values; undefined of none. */
function quantile(sorted: Float32Array, share: number): number | undefined {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/** One feature over its samples, NaN = missing. `range` = lowest and highest value of training; undefined judges nothing. */
export function featureRow(
  name: string,
  samples: readonly number[],
  range: { readonly low: number; readonly high: number } | undefined,
): ModelFeatureRow {
  const sorted = Float32Array.from(samples.filter((value) => !Number.isNaN(value))).sort();
  const isOutside = (value: number) => {
    const room = EDGE * Math.max(1, Math.abs(value));
    return range !== undefined && (value < range.low - room || value > range.high + room);
  };
  return {
    name,
    last: rounded(samples.at(-1)),
    low: rounded(sorted[0]),
    p10: rounded(quantile(sorted, 0.1)),
    p50: rounded(quantile(sorted, 0.5)),
    p90: rounded(quantile(sorted, 0.9)),
    high: rounded(sorted.at(-1)),
    missing: samples.length - sorted.length,
    outside: sorted.reduce((count, value) => count + (isOutside(value) ? 1 : 0), 0),
  };
}

/** Watches one model; the caller has checked whose request it is. */
function createModelWatch(model: Watched, offsetMs: number) {
  const places = placesOf(model);
  const samples: { readonly at: number; readonly values: Float32Array }[] = [];
  let sampledMinute = Number.NaN;
  return {
    /** The new row, or null while this minute has been looked at. */
    take({ requestedAt: at, input }: ModelRequest): ModelInputRow | null {
      const minute = Math.floor((at - offsetMs) / MINUTE_MS);
      if (minute === sampledMinute) return null;
      sampledMinute = minute;
      samples.push({
        at,
        values: Float32Array.from(places, (place) => input[place] ?? Number.NaN),
      });
      if (samples.length > SAMPLES) samples.shift();
      const features = model.layoutNames.map((name, i) =>
        featureRow(
          name,
          samples.map(({ values }) => values[i] ?? Number.NaN),
          model.ranges[i],
        ),
      );
      return { at, fromAt: samples[0]?.at ?? at, samples: samples.length, features };
    },
  };
}

/** An empty watch over the models that can be asked. */
export function createInputWatch(models: readonly Watched[]): InputWatch {
  const watches = new Map(
    models.map((model, i) => [model.id, createModelWatch(model, i * APART_MS)]),
  );
  let rows: Readonly<Record<string, ModelInputRow>> = {};
  return {
    observe(requests) {
      for (const request of requests) {
        const row = watches.get(request.modelId)?.take(request) ?? null;
        if (row !== null) rows = { ...rows, [request.modelId]: row };
      }
    },
    rows: () => rows,
  };
}
