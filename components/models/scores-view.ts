// Scores in words. In: replies of /api/models/scores. Out: names, verdicts with their counts, what to choose. Pure.
import { formatFixed, formatSigned, MISSING } from '#lib/format/digits.ts';
import type { Estimate, ReliabilityCurve, SpeakerScore } from '#lib/wire/models-http.ts';

export const VOICE_NAMES: Readonly<Record<ReliabilityCurve['speaker'], string>> = {
  mid: 'Market mid',
  tree: 'Tree',
  sequence: 'Sequence',
  combined: 'Combined',
  calibrated: 'Calibrated',
  blended: 'Blended',
};

export const SPANS = ['start', '7d', 'all'] as const;
export type Span = (typeof SPANS)[number];

export const SPAN_NAMES: Readonly<Record<Span, string>> = {
  start: 'Since the start',
  '7d': '7 days',
  all: 'All',
};

const DAY_MS = 86_400_000;

/** Where the span begins, Unix ms; null = at the first stored close. */
export function fromOf(span: Span, at: { readonly now: number; readonly startedAt: number }) {
  if (span === 'all') return null;
  return span === 'start' ? at.startedAt : Math.floor((at.now - 7 * DAY_MS) / 60_000) * 60_000;
}

/** "all times", "10 min to close", "30 s to close". */
export function bucketText(seconds: number | null): string {
  if (seconds === null) return 'all times';
  return `${seconds >= 60 ? `${seconds / 60} min` : `${seconds} s`} to close`;
}

/** A Brier score in four decimals. */
export function brierText(value: number | null): string {
  return value === null ? MISSING : formatFixed(value, 4);
}

export type ScoreVerdict = 'better' | 'worse' | 'open' | 'few' | 'none';

/** Against the mid: better or worse only where the whole interval says so. */
export function scoreVerdict({ closes, difference }: SpeakerScore): ScoreVerdict {
  if (closes === 0 || difference === null) return 'none';
  const { low, high } = difference;
  if (low === null || high === null) return 'few';
  if (high < 0) return 'better';
  return low > 0 ? 'worse' : 'open';
}

export const VERDICT_WORD: Readonly<Record<ScoreVerdict, string>> = {
  better: 'better than the mid',
  worse: 'worse than the mid',
  open: 'no difference shown',
  few: 'too few closes',
  none: 'nothing settled',
};

/** "−0.0012 [−0.0040, +0.0016]"; without an interval the value alone. */
export function differenceText(estimate: Estimate | null): string {
  if (estimate === null) return MISSING;
  const { value, low, high } = estimate;
  const text = formatSigned(value, 4);
  if (low === null || high === null) return text;
  return `${text} [${formatSigned(low, 4)}, ${formatSigned(high, 4)}]`;
}

/** "1 close", "12 closes". */
export function closesText(count: number): string {
  return `${formatFixed(count, 0)} close${count === 1 ? '' : 's'}`;
}
