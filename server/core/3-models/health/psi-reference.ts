// What PSI is measured against. In: a training series with its times. Out: its deciles and the cut-offs that suit it.
// Source: models §C6 ("cut-offs should depend on use", S42): six hours of a slow feature are few independent rows, so its
// PSI passes .25 without any drift. The same window is run over training and its own swings widen the cut-offs.
import { assertCondition } from '#lib/check.ts';
import { createPsiWindow, observePsi, PSI_ALARM, PSI_WARN, psi, psiBins } from './psi.ts';

/** Part of a model's manifest or of the signal parameters: plain JSON. */
export interface PsiReference {
  /** Nine ascending training quantiles: .1, .2, … .9. */
  readonly deciles: readonly number[];
  readonly warn: number;
  readonly alarm: number;
}

/** One training value at its wall time in ms; ascending times, one a minute as in service. */
export interface TimedValue {
  readonly at: number;
  readonly value: number;
}

const SIX_HOURS_MS = 21_600_000;

/** The number at rank ⌈share × n⌉ of an ascending list. */
function quantileOf(sorted: readonly number[], share: number): number {
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return sorted[rank - 1] ?? Number.NaN;
}

/** PSI of training against itself at the end of each six hours, ascending. */
function swingsOf(series: readonly TimedValue[], deciles: readonly number[]): number[] {
  const bins = psiBins(deciles);
  const window = createPsiWindow(bins);
  const swings: number[] = [];
  let judgedAt = series[0]?.at ?? 0;
  for (const { at, value } of series) {
    observePsi(window, bins, value, at);
    if (at - judgedAt < SIX_HOURS_MS) continue;
    const reading = psi(window, bins, at);
    if (reading.value !== null) swings.push(reading.value);
    judgedAt = at;
  }
  return swings.sort((left, right) => left - right);
}

/**
 * Deciles, and cut-offs never below .10 and .25: warn beyond 95 % of training's own six-hour windows, alarm beyond all of
 * them. For training, not for the hot path. Throws when the series is empty.
 */
export function psiReference(series: readonly TimedValue[]): PsiReference {
  assertCondition(series.length > 0, 'a reference needs a training series');
  const sorted = series.map((each) => each.value).sort((left, right) => left - right);
  const deciles = Array.from({ length: 9 }, (_, i) => quantileOf(sorted, (i + 1) / 10));
  const swings = swingsOf(series, deciles);
  const usual = swings.length === 0 ? 0 : quantileOf(swings, 0.95);
  const widest = swings[swings.length - 1] ?? 0;
  return { deciles, warn: Math.max(PSI_WARN, usual), alarm: Math.max(PSI_ALARM, widest) };
}
