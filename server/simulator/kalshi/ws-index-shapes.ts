// The two index channels: one print a second with its running means, and every print at five a second.
// In: prints. Out: JSON-ready bodies. Source: kalshi-api §5.5.
import type { IndexPrint } from './exchange-event.ts';
import type { PrintSum } from './index-history.ts';
import type { Venue } from './venue.ts';
import type { Body } from './ws-shapes.ts';

const INDEX_ID = 'BRTI';
const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;

interface Window {
  readonly startMs: number;
  readonly endExclusiveMs: number;
}

/** Dollars with eight decimals; the value itself when the window has no print. */
function meanText(sum: PrintSum, fallbackUsd: number): string {
  const usd = sum.prints === 0 ? fallbackUsd : sum.sumCents / sum.prints / 100;
  return usd.toFixed(8);
}

function windowFields(sum: PrintSum, window: Window, valueUsd: number): Record<string, unknown> {
  return {
    value: meanText(sum, valueUsd),
    window_size: sum.prints,
    window_start_ts_ms: window.startMs,
    window_end_ts_exclusive: window.endExclusiveMs,
  };
}

/** The settlement window a stamp lies in, if it is in the last minute before a quarter of an hour. */
function settlementWindow(sourceMs: number): Window | undefined {
  const closeMs = Math.ceil(sourceMs / QUARTER_MS) * QUARTER_MS;
  if (sourceMs <= closeMs - MINUTE_MS) return undefined;
  return { startMs: closeMs - MINUTE_MS + 1_000, endExclusiveMs: sourceMs + 1_000 };
}

function rawData(print: IndexPrint): string {
  const value = print.valueUsd.toFixed(2);
  return JSON.stringify({ type: 'value', time: print.sourceMs, id: INDEX_ID, value });
}

/** `cfbenchmarks_value`, for whole-second stamps only; undefined for the others. */
export function indexBody(venue: Venue, print: IndexPrint, receivedAtMs: number): Body | undefined {
  const { sourceMs, valueUsd } = print;
  if (sourceMs % 1_000 !== 0) return undefined;
  const trailing = { startMs: sourceMs - MINUTE_MS, endExclusiveMs: sourceMs };
  const sum = venue.index.between(trailing.startMs, trailing.endExclusiveMs);
  const settling = settlementWindow(sourceMs);
  const extra =
    settling === undefined
      ? {}
      : {
          last_60s_windowed_average_15min: windowFields(
            venue.index.between(settling.startMs, settling.endExclusiveMs),
            settling,
            valueUsd,
          ),
        };
  return {
    type: 'cfbenchmarks_value',
    msg: {
      index_id: INDEX_ID,
      received_at: receivedAtMs,
      data: rawData(print),
      avg_60s_data: windowFields(sum, trailing, valueUsd),
      ...extra,
    },
  };
}

/** `cfbenchmarks_value_5hz`, for every print. */
export function fastIndexBody(print: IndexPrint, receivedAtMs: number): Body {
  return {
    type: 'cfbenchmarks_value_5hz',
    msg: {
      index_id: INDEX_ID,
      value_usd: print.valueUsd.toFixed(8),
      source_ts_ms: print.sourceMs,
      received_at: receivedAtMs,
      data: rawData(print),
    },
  };
}

export const INDEX_IDS: readonly string[] = [INDEX_ID];
