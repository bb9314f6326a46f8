// Which minutes are exported, and what each may be used for. In: a window, whether the test period is open. Out: named spans.
import {
  type Span,
  type SplitName,
  VOLATILITY_TEST,
  VOLATILITY_TRAIN,
  VOLATILITY_VALIDATION,
} from '../data/splits.ts';
import { spansWithout } from '../evaluate/plan.ts';

/** `other`: outside every span the shipped models were fitted, chosen or tested on. */
export type ExportSplit = SplitName | 'other';

export interface NamedSpan {
  readonly split: ExportSplit;
  readonly span: Span;
}

const ALWAYS: Span = { fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY };

function named(split: ExportSplit, spans: readonly Span[]): readonly NamedSpan[] {
  return spans.map((span) => ({ split, span }));
}

function cut(span: Span, window: Span): Span {
  return {
    fromMs: Math.max(span.fromMs, window.fromMs),
    toMs: Math.min(span.toMs, window.toMs),
  };
}

/**
 * Spans in order of time, none meeting another, so that no target of one reaches into the next. The development test
 * period is among them only when it is open.
 */
export function chooseSpans(choice: {
  readonly window: Span | null;
  readonly openTest: boolean;
}): readonly NamedSpan[] {
  const known = [
    ...named('train', [VOLATILITY_TRAIN]),
    ...named('validation', VOLATILITY_VALIDATION),
    ...named('test', VOLATILITY_TEST),
  ];
  const rest = known.reduce<readonly Span[]>(
    (spans, each) => spansWithout(spans, each.span),
    [ALWAYS],
  );
  return [...known, ...named('other', rest)]
    .filter((each) => each.split !== 'test' || choice.openTest)
    .map((each) => ({ ...each, span: cut(each.span, choice.window ?? ALWAYS) }))
    .filter(({ span }) => span.fromMs < span.toMs)
    .sort((a, b) => a.span.fromMs - b.span.fromMs);
}
