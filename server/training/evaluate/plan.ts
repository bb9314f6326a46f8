// What is scored and what stays shut. In: the caller's choice of split or window. Out: periods, or why it is refused.

import { fail, ok, type Result } from '#lib/result.ts';
import type { ShutSpans } from '../data/load-folder.ts';
import {
  MARKET_TEST,
  MARKET_TRAIN,
  MARKET_VALIDATION,
  type Span,
  type SplitName,
  spansMeet,
  VOLATILITY_TEST,
  VOLATILITY_TRAIN,
  VOLATILITY_VALIDATION,
} from '../data/splits.ts';

/** One table of the report. */
export interface Period {
  readonly name: string;
  readonly spot: readonly Span[];
  readonly markets: readonly Span[];
}

export interface Plan {
  readonly periods: readonly Period[];
  readonly shut: ShutSpans;
  /** True when the development test period is read. */
  readonly testOpened: boolean;
}

export interface PlanChoice {
  readonly split: SplitName | null;
  /** A window of the caller's own; scored whatever it holds outside the training span. */
  readonly window: Span | null;
  readonly openTest: boolean;
}

const LATER: Period = {
  name: 'later',
  spot: [{ fromMs: MARKET_TEST.toMs, toMs: Number.POSITIVE_INFINITY }],
  markets: [{ fromMs: MARKET_TEST.toMs, toMs: Number.POSITIVE_INFINITY }],
};

const BY_SPLIT: Readonly<Record<SplitName, Period>> = {
  train: { name: 'train', spot: [VOLATILITY_TRAIN], markets: [MARKET_TRAIN] },
  validation: { name: 'validation', spot: VOLATILITY_VALIDATION, markets: [MARKET_VALIDATION] },
  test: { name: 'test', spot: VOLATILITY_TEST, markets: [MARKET_TEST] },
};

const SHUT: ShutSpans = { spot: VOLATILITY_TEST, markets: [MARKET_TEST], split: 'test' };
const OPEN: ShutSpans = { spot: [], markets: [], split: null };

function periodsOf(choice: PlanChoice): readonly Period[] {
  if (choice.window !== null) {
    const { window } = choice;
    return [{ name: 'window', spot: [window], markets: [window] }];
  }
  return choice.split === null ? [BY_SPLIT.validation, LATER] : [BY_SPLIT[choice.split]];
}

/** Days in UTC; the last one is the first that is free again. */
function spanText({ fromMs, toMs }: Span): string {
  const day = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace('T00:00', '');
  return `${day(fromMs)} until ${day(toMs)}`;
}

/**
 * Without a choice: validation, and everything after the development test period. That period is read only with
 * `openTest`; asking for it without is refused, and so is opening it for nothing.
 */
export function planEvaluation(choice: PlanChoice): Result<Plan> {
  const periods = periodsOf(choice);
  const test = [...VOLATILITY_TEST, MARKET_TEST];
  const { window } = choice;
  const touched =
    choice.split === 'test' || (window !== null && test.some((each) => spansMeet(each, window)));
  if (touched && !choice.openTest)
    return fail(
      `this meets the development test period (${test.map(spanText).join('; ')}): it is opened once, with --open-test-period`,
    );
  if (!touched && choice.openTest)
    return fail('--open-test-period goes with --split test or a window that meets that period');
  return ok({ periods, shut: touched ? OPEN : SHUT, testOpened: touched });
}

/** The spans without `taken`. */
export function spansWithout(spans: readonly Span[], taken: Span): readonly Span[] {
  return spans
    .flatMap((each) =>
      spansMeet(each, taken)
        ? [
            { fromMs: each.fromMs, toMs: taken.fromMs },
            { fromMs: taken.toMs, toMs: each.toMs },
          ]
        : [each],
    )
    .filter((each) => each.fromMs < each.toMs);
}

/** The first instant of the spans. */
export function startOf(spans: readonly Span[]): number {
  return spans.reduce((least, each) => Math.min(least, each.fromMs), Number.POSITIVE_INFINITY);
}
