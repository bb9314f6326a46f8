// Every feature of a run, second by second. In: the world after each event. Out: rows kept as they are, and one hash over all bytes.
import { createHash } from 'node:crypto';
import type { FeatureRow } from '#lib/domain/features.ts';
import { marketToFeatures } from '#server/core/2-features/market-to-features.ts';
import { currentMinuteRow } from '#server/core/2-features/minutes/minute-clocks.ts';
import type { CoreEvent } from '#server/core/event.ts';
import type { World } from '#server/core/world.ts';

/** What a second gave: bytes made when it is asked for, so that a row changed later is found out. */
export interface TracedSecond {
  readonly seq: number;
  readonly at: number;
  readonly rows: readonly FeatureRow[];
  readonly columns: readonly Float32Array[];
}

export interface FeatureTrace {
  /** Call after every step of the core. */
  readonly after: (world: World, event: CoreEvent) => void;
  readonly seconds: readonly TracedSecond[];
}

/** Nothing traced yet. */
export function createFeatureTrace(): FeatureTrace {
  const seconds: TracedSecond[] = [];
  return {
    seconds,
    after(world, event) {
      if (event.kind !== 'timer' || event.timer !== 'second') return;
      const { features, market } = world;
      const rows = [marketToFeatures(features, market, event.at)];
      for (const { row } of features.contracts.values()) if (row !== null) rows.push(row);
      const minute = currentMinuteRow(features.minutes, event.at);
      const columns = (minute?.horizons ?? []).flatMap((each) => [each.columns, each.statics]);
      if (minute !== null) columns.push(minute.window);
      seconds.push({ seq: event.seq, at: event.at, rows, columns });
    },
  };
}

/** One hash over the bytes of one second: values, presence, minute columns. */
export function hashOfSecond({ seq, at, rows, columns }: TracedSecond): string {
  const hash = createHash('sha256').update(`${seq}|${at}`);
  for (const { values, present, layout } of rows)
    hash.update(layout.hash).update(new Uint8Array(values.buffer)).update(present);
  for (const column of columns)
    hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  return hash.digest('hex');
}
