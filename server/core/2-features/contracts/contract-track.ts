// What is kept of one contract between its events. In: its public trades and its book's state. Out: signed flow.
// Source: models B6 (signed flow), on Kalshi's own tape: (YES bought − YES sold) ÷ traded over 60 s, −1 … 1, in exact
// centi-contracts. Missing while nothing traded, or before half a minute of the running subscription.
import type { FeatureRow } from '#lib/domain/features.ts';
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { BookSide } from '#lib/domain/side.ts';

const WINDOW_S = 60;
const LEAST_MS = 30_000;
/** A book may cross or wait this long without its subscription being held for lost. */
const PATIENCE_MS = 2_000;

export interface ContractTrack {
  /** Centi-contracts by second modulo 60. */
  readonly signed: Float64Array;
  readonly total: Float64Array;
  signedSum: number;
  totalSum: number;
  /** The newest second of the window. */
  second: number;
  /** Since when its stream has been whole; null while it is not. */
  liveSince: number | null;
  downSince: number | null;
  /** The contract's features at its last event or second. */
  row: FeatureRow | null;
}

/** The track of `ticker`, begun at wall time `at` where there is none. */
export function trackOf(
  tracks: Map<MarketTicker, ContractTrack>,
  ticker: MarketTicker,
  at: number,
): ContractTrack {
  const held = tracks.get(ticker);
  if (held !== undefined) return held;
  const track: ContractTrack = {
    signed: new Float64Array(WINDOW_S),
    total: new Float64Array(WINDOW_S),
    signedSum: 0,
    totalSum: 0,
    second: Math.floor(at / 1000),
    liveSince: null,
    downSince: null,
    row: null,
  };
  tracks.set(ticker, track);
  return track;
}

function moveTo(track: ContractTrack, at: number): void {
  const second = Math.floor(at / 1000);
  const from = Math.max(track.second + 1, second - WINDOW_S + 1);
  for (let each = from; each <= second; each++) {
    const slot = each % WINDOW_S;
    track.signedSum -= track.signed[slot] ?? 0;
    track.totalSum -= track.total[slot] ?? 0;
    track.signed[slot] = 0;
    track.total[slot] = 0;
  }
  track.second = Math.max(track.second, second);
}

/** One public trade; the taker's bid bought YES. Repeats must have been left out before. */
export function addContractTrade(
  track: ContractTrack,
  trade: { readonly size: number; readonly takerSide: BookSide },
  at: number,
): void {
  moveTo(track, at);
  const slot = track.second % WINDOW_S;
  const signed = trade.takerSide === 'bid' ? trade.size : -trade.size;
  track.signed[slot] = (track.signed[slot] ?? 0) + signed;
  track.total[slot] = (track.total[slot] ?? 0) + trade.size;
  track.signedSum += signed;
  track.totalSum += trade.size;
}

/** Whether the contract's stream is whole at `at`: after a loss the window begins anew. */
export function noteStream(track: ContractTrack, isLive: boolean, at: number): void {
  if (!isLive) {
    track.downSince ??= at;
    if (at - track.downSince > PATIENCE_MS) track.liveSince = null;
    return;
  }
  if (track.downSince !== null && at - track.downSince > PATIENCE_MS) track.liveSince = null;
  track.downSince = null;
  track.liveSince ??= at;
}

/** The flow of the last minute at wall time `at`; null when it is not known or nothing traded. */
export function contractFlow(track: ContractTrack, at: number): number | null {
  moveTo(track, at);
  if (track.liveSince === null || at - track.liveSince < LEAST_MS) return null;
  return track.totalSum > 0 ? track.signedSum / track.totalSum : null;
}
