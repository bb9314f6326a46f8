// A span cut into folds for fitting and holding out. In: a span, a number, a horizon. Out: spans that cannot see each other.
// Source: models D4.5 (purge = the label's length, embargo 1 h on both sides of what is held out).
import type { Span } from '../data/splits.ts';

const EMBARGO_MS = 3_600_000;

export interface PurgedFold {
  readonly held: Span;
  /** Before and after `held`; an end of the whole span leaves one of them. */
  readonly train: readonly Span[];
}

/** Folds in time order, each held out once. No training label reaches a held-out one, an hour lies between. */
export function purgedFolds(
  span: Span,
  options: { readonly folds: number; readonly horizonMinutes: number },
): readonly PurgedFold[] {
  const length = (span.toMs - span.fromMs) / options.folds;
  const gapMs = EMBARGO_MS + 60_000 * options.horizonMinutes;
  return Array.from({ length: options.folds }, (_, k) => {
    const held = { fromMs: span.fromMs + k * length, toMs: span.fromMs + (k + 1) * length };
    const sides = [
      { fromMs: span.fromMs, toMs: held.fromMs - gapMs },
      { fromMs: held.toMs + gapMs, toMs: span.toMs },
    ];
    return { held, train: sides.filter((each) => each.fromMs < each.toMs) };
  });
}
