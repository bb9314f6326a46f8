// Which span of the recordings is for what. In: nothing. Out: spans in Unix ms, end exclusive.
// Source: README of the recordings ("Volatility split", "Split by market close").

/** From `fromMs` (inclusive) to `toMs` (exclusive). */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

export type SplitName = 'train' | 'validation' | 'test';

function span(from: string, to: string): Span {
  return { fromMs: Date.parse(from), toMs: Date.parse(to) };
}

/** Volatility: fitted on these bars only. */
export const VOLATILITY_TRAIN = span('2026-02-16T00:00:00Z', '2026-03-08T00:00:00Z');

/** Volatility: what choices are made on; the second span is the stress of another venue and year. */
export const VOLATILITY_VALIDATION: readonly Span[] = [
  span('2026-03-08T00:00:00Z', '2026-04-30T00:00:00Z'),
  span('2021-01-01T00:00:00Z', '2023-01-01T00:00:00Z'),
];

/** Quotes by market close. */
export const MARKET_TRAIN = span('2025-12-01T00:00:00Z', '2026-05-03T00:00:00Z');
export const MARKET_VALIDATION = span('2026-05-03T00:00:00Z', '2026-05-11T00:00:00Z');
export const MARKET_TEST = span('2026-05-11T00:00:00Z', '2026-05-13T18:00:01Z');

/** The development test period of the spot series: opened once. */
export const VOLATILITY_TEST: readonly Span[] = [
  span('2026-04-30T00:00:00Z', '2026-05-05T00:00:00Z'),
  MARKET_TEST,
];

/** True when `ms` lies in one of the spans. */
export function isWithin(spans: readonly Span[], ms: number): boolean {
  return spans.some((each) => ms >= each.fromMs && ms < each.toMs);
}

/** True when the two spans share an instant. */
export function spansMeet(a: Span, b: Span): boolean {
  return a.fromMs < b.toMs && b.fromMs < a.toMs;
}
